"""Drain3, a miner of log templates, on whole prompts in order of time."""

from importlib.metadata import version

# A job each: the least share of equal words and the depth of the tree; the defaults of Drain3 are 0.4 and 4.
JOBS = [(0.4, 4), (0.2, 4), (0.6, 4), (0.4, 6)]


def groups(texts, job):
    """The clusters at one setting: each text stays in the one that it joined when it came."""
    from drain3.drain import Drain

    likeness, depth = job
    miner = Drain(depth=depth, sim_th=likeness)
    clusters = [miner.add_log_message(text)[0].cluster_id for text in texts]
    setting = f"sim_th {likeness}, depth {depth}"
    yield {"tool": "Drain3", "version": version("drain3"), "setting": setting, "clusters": clusters}
