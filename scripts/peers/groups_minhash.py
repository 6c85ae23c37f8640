"""Near-duplicates by MinHash: signatures by rensa, near pairs by bands, clusters by what near pairs connect."""

from importlib.metadata import version

import numpy as np

# Words a shingle, numbers a signature, and the seed of its hashes.
WORDS, NUMBERS, SEED = 5, 128, 42
# One job: the least likenesses that are tried, the strictest first, since what is joined at one is joined at those behind it.
JOBS = [[0.9, 0.8, 0.7, 0.6, 0.55, 0.5, 0.45, 0.4, 0.35, 0.3, 0.25]]
# The share of pairs at the threshold that bands have to find.
FOUND = 0.98


def shingles(words):
    """Runs of so many words; a shorter text is one run."""
    return {" ".join(words[at:at + WORDS]) for at in range(max(1, len(words) - WORDS + 1))}


def band(jaccard):
    """The largest number of rows a band with which bands find nearly all pairs of this likeness."""
    rows = range(1, NUMBERS + 1)
    return max(r for r in rows if r == 1 or 1 - (1 - jaccard**r) ** (NUMBERS // r) >= FOUND)


def buckets(signs, rows):
    """Texts in the order of a band's values and where each bucket of two or more begins and ends there, band by band."""
    for at in range(0, NUMBERS - rows + 1, rows):
        keys = np.ascontiguousarray(signs[:, at:at + rows]).view(f"V{signs.itemsize * rows}").ravel()
        order = np.argsort(keys, kind="stable")
        cuts = np.flatnonzero(keys[order][1:] != keys[order][:-1]) + 1
        starts, ends = np.concatenate([[0], cuts]), np.concatenate([cuts, [len(order)]])
        yield order, starts[ends - starts > 1], ends[ends - starts > 1]


class Components:
    """Texts joined by near pairs."""

    def __init__(self, count):
        self.parent = np.arange(count)

    def settle(self):
        """Lets each text point at its component's root."""
        while (self.parent != (above := self.parent[self.parent])).any():
            self.parent = above

    def root(self, text):
        while self.parent[text] != text:
            text = self.parent[text]
        return text

    def join(self, texts):
        roots = {self.root(text) for text in texts}
        self.parent[list(roots)] = min(roots)


def near(signs, front, left, least):
    """Which texts of `left` are near one of `front`; goes through the fewer of both."""
    if len(front) <= len(left):
        rows = signs[left]
        return np.any([(rows == signs[text]).sum(axis=1) >= least for text in front], axis=0)
    rows = signs[front]
    return np.array([((rows == signs[text]).sum(axis=1) >= least).any() for text in left])


def connect(components, signs, bucket, least):
    """Joins all that near pairs of a bucket connect, going on from what is joined to what is near it."""
    left = bucket
    while len(left):
        joined = components.parent[left] == components.parent[left[0]]
        front, left, reached = left[joined], left[~joined], [left[0]]
        while len(front) and len(left):
            found = near(signs, front, left, least)
            front, left = left[found], left[~found]
            reached.extend(front)
        components.join(reached)


def groups(texts, thresholds):
    """The clusters at each threshold; each goes on from the one before."""
    from rensa import RMinHash

    words = [" ".join(text.lower().split()) for text in texts]
    distinct = {text: at for at, text in enumerate(dict.fromkeys(words))}
    of_text = np.array([distinct[text] for text in words])
    sets = [shingles(text.split()) for text in distinct]
    signs = np.array(RMinHash.digest_matrix_from_token_sets(sets, NUMBERS, SEED).to_rows(), dtype=np.uint32)
    components = Components(len(distinct))
    for jaccard in thresholds:
        for order, starts, ends in buckets(signs, band(jaccard)):
            components.settle()
            for start, end in zip(starts, ends):
                bucket = order[start:end]
                if (components.parent[bucket] != components.parent[bucket[0]]).any():
                    connect(components, signs, bucket, jaccard * NUMBERS)
        components.settle()
        setting = f"word {WORDS}-shingles, Jaccard {jaccard}"
        clusters = components.parent[of_text].tolist()
        yield {"tool": "MinHash", "version": f"rensa {version('rensa')}", "setting": setting, "clusters": clusters}
