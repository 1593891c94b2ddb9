"""The ten nearest of a million vectors of 512 entries in a memory-mapped file."""
from harness import Jmh, Peer, Row

N = 1_000_000
# An operation with 64 queries takes seconds.
OPTIONS = {1: ("-f", "1", "-wi", "3", "-i", "7", "-w", "1", "-r", "1"), 64: ("-f", "1", "-wi", "1", "-i", "3", "-w", "1", "-r", "1")}

ROWS = [
    Row(f"exact search, {N:,} x 512, {queries} {'query' if queries == 1 else 'queries'}",
        Jmh("SearchBenchmark.nearestTen", {"n": N, "queries": queries, "threads": "{threads}"}, OPTIONS[queries]),
        {"NumPy, matmul and argpartition": Peer("numpy_search", {"queries": queries}),
         **({"NumPy, sum of all entries (a plain read)": Peer("numpy_read")} if queries == 1 else {})},
        items=queries)
    for queries in (1, 64)
]


def rows(work):
    import os

    import numpy as np

    path = f"{work}/search-{N}.npy"
    if not os.path.exists(path):
        random = np.random.default_rng(1)
        array = np.lib.format.open_memmap(path + ".unfinished", mode="w+", dtype="<f4", shape=(N, 512))
        for first in range(0, N, 50_000):
            block = random.standard_normal((50_000, 512), dtype=np.float32)
            array[first:first + 50_000] = block / np.linalg.norm(block, axis=1, keepdims=True)
        array.flush()
        os.rename(path + ".unfinished", path)
    return np.load(path, mmap_mode="r")


def numpy_search(work, queries):
    import numpy as np

    array = rows(work)
    wanted = np.array(array[:queries])

    def search():
        cosines = wanted @ array.T
        best = np.argpartition(-cosines, 10, axis=1)[:, :10]
        return np.take_along_axis(best, np.argsort(-np.take_along_axis(cosines, best, axis=1), axis=1), axis=1)

    return search


def numpy_read(work):
    """On one processor: NumPy does not sum with several."""
    array = rows(work)
    return lambda: array.sum()
