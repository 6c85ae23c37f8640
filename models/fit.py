"""Fits a table of token vectors so that scaled sums of its rows come close to given sentence vectors."""

import numpy as np


class Bags:
    """Sentences as bags of tokens: row i of the matrix holds n^-1/2 for each of sentence i's n tokens."""

    def __init__(self, sentences, count):
        self.count = count
        self.tokens = np.concatenate(sentences)
        lengths = np.array([len(s) for s in sentences])
        self.starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        self.weights = np.repeat(lengths ** -0.5, lengths)[:, None]
        self.by_token = np.argsort(self.tokens, kind="stable")
        ordered = self.tokens[self.by_token]
        self.token_starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
        self.seen = ordered[self.token_starts]
        self.sentence_of = np.repeat(np.arange(len(sentences)), lengths)[self.by_token]

    def times(self, table):
        """Matrix times table: the sentences' sums."""
        return np.add.reduceat(table[self.tokens] * self.weights, self.starts, axis=0)

    def transposed_times(self, values):
        """Transposed matrix times one row a sentence."""
        out = np.zeros((self.count, values.shape[1]))
        gathered = values[self.sentence_of] * self.weights[self.by_token]
        out[self.seen] = np.add.reduceat(gathered, self.token_starts, axis=0)
        return out


def ridge(bags, targets, prior, penalty, steps):
    """The table E that minimises |bags E - targets|^2 + penalty |E - prior|^2, by conjugate gradients.

    The prior is scaled first to fit as well as it can. Columns are independent of each other.
    """
    sums = bags.times(prior)
    prior = prior * ((sums * targets).sum() / (sums * sums).sum())
    change = np.zeros_like(prior)
    residual = bags.transposed_times(targets - bags.times(prior))
    direction, square = residual.copy(), (residual * residual).sum(0)
    for _ in range(steps):
        image = bags.transposed_times(bags.times(direction)) + penalty * direction
        step = square / (direction * image).sum(0)
        change += step * direction
        residual -= step * image
        square, before = (residual * residual).sum(0), square
        direction = residual + (square / before) * direction
    return prior + change
