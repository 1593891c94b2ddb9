"""PCA, k-means and silhouettes of n x 512 vectors that are grouped like embeddings, beside scikit-learn."""
import os

from harness import Jmh, Peer, Row

SIZES = (1_000, 10_000, 100_000)
PRODUCTS = {
    "onnxruntime": (),
    "vector": ("-jvmArgsAppend", "--add-modules=jdk.incubator.vector -Dio.github.clip4j.linalg.products=vector"),
    "java": ("-jvmArgsAppend", "-Dio.github.clip4j.linalg.products=java"),
}


def file(work, n, kind):
    return os.path.join(work, "linalg", f"{kind}_{n}.npy")


def prepare(work):
    """The rows, ten of them as initial centres, and the labels that a silhouette is measured of."""
    import numpy as np

    os.makedirs(os.path.join(work, "linalg"), exist_ok=True)
    for n in SIZES:
        if os.path.exists(file(work, n, "labels")):
            continue
        rng = np.random.default_rng(0)
        centres = rng.standard_normal((10, 512)).astype(np.float32)
        group = rng.integers(0, 10, n)
        rows = centres[group] + 1.2 * rng.standard_normal((n, 512), dtype=np.float32)
        rows += 1.5 * rng.standard_normal((1, 512), dtype=np.float32)
        rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        np.save(file(work, n, "rows"), rows)
        np.save(file(work, n, "centres"), rows[np.random.default_rng(1).choice(n, 10, replace=False)])
        np.save(file(work, n, "labels"), group.astype(np.int32))


def load(work, n, kind):
    import numpy as np

    return np.load(file(work, n, kind))


def pca(work, n):
    from sklearn.decomposition import PCA

    rows, model = load(work, n, "rows"), PCA(2, random_state=0)
    return lambda: model.fit(rows)


def kmeans(work, n):
    from sklearn.cluster import KMeans

    rows, model = load(work, n, "rows"), KMeans(10, init=load(work, n, "centres"), n_init=1, max_iter=4, tol=0)
    return lambda: model.fit(rows)


def kmeans_to_the_end(work, n):
    from sklearn.cluster import KMeans

    rows, model = load(work, n, "rows"), KMeans(10, init=load(work, n, "centres"), n_init=1)
    return lambda: model.fit(rows)


def kmeans_seeded(work, n):
    """Five seeds in one, since the iterations that a seed needs differ."""
    from sklearn.cluster import KMeans

    rows = load(work, n, "rows")
    models = [KMeans(10, n_init=1, random_state=seed) for seed in range(5)]
    return lambda: [model.fit(rows) for model in models]


def silhouette(work, n):
    from sklearn.metrics import silhouette_score

    rows, labels = load(work, n, "rows"), load(work, n, "labels")
    return lambda: silhouette_score(rows, labels)


def row(what, benchmark, function, n, products, aim, options=("-wi", "3", "-i", "5", "-w", "2", "-r", "2")):
    parameters = {"n": n, "folder": "{work}/linalg", "threads": "{threads}"}
    return Row(
        what=f"{what}, n = {n:,}, {products}",
        ours=Jmh(benchmark, parameters, ("-f", "1", *options, *PRODUCTS[products])),
        peers={"scikit-learn": Peer(function, {"n": n}, repeats=5)},
        aims={"scikit-learn": aim},
    )


def aims(products, n, default, loops):
    """By the products that are used: those of ONNX Runtime, of the Vector API, of plain Java."""
    return {"onnxruntime": 1.5 if n == 1_000 else default, "vector": 1.5, "java": loops}[products]


def rows():
    for products in PRODUCTS:
        for n in SIZES:
            k_aim = aims(products, n, 3, 0.33)
            yield row("PCA(2)", "PcaBenchmark.fitTwoComponents", "pca", n, products,
                      aims(products, n, 1.5, 0.33 if n < 100_000 else 0.125))
            yield row("k-means(10), four iterations", "KMeansBenchmark.fourIterations", "kmeans", n, products, k_aim)
            yield row("k-means(10) to the end", "KMeansBenchmark.fromGivenCentres", "kmeans_to_the_end", n, products, k_aim)
            yield row("k-means(10), five seeds", "KMeansBenchmark.fiveSeeds", "kmeans_seeded", n, products, k_aim)
        yield row("silhouette", "SilhouetteBenchmark.measure", "silhouette", 10_000, products,
                  aims(products, 10_000, 3, 0.33))


ROWS = list(rows())
