"""Writes the files beside this one, or checks files of the same vectors that Java wrote.

python3 make_embeddings.py            numpy, safetensors and torch (for bfloat16) write
python3 make_embeddings.py check DIR  numpy and safetensors read DIR/E32.npy, E16.npy and so on
"""
import json
import sys
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

HERE = Path(__file__).parent
# Unit vectors whose entries all types but float16 hold to the last bit that matters.
VECTORS = np.array(
    [[0.6, 0.8, 0, 0], [0.5, -0.5, 0.5, -0.5], [0, 0, 0, -1], [0, 0.28, 0.96, 0], [0, 0, 0, 0]],
    dtype="<f4",
)
IDS = ["a photo", "ünï \"code\"\n", "</script>", "a photo", ""]


def make():
    np.save(HERE / "f4.npy", VECTORS)
    np.save(HERE / "f2.npy", VECTORS.astype("<f2"))
    np.save(HERE / "f8.npy", VECTORS.astype("<f8"))
    np.save(HERE / "fortran.npy", np.asfortranarray(VECTORS))
    np.save(HERE / "not_unit.npy", VECTORS * np.float32(3))
    metadata = {"fingerprint": "sha256-1f"}
    save_file({"embeddings": VECTORS}, HERE / "F32.safetensors", metadata)
    save_file({"embeddings": VECTORS.astype("<f2")}, HERE / "F16.safetensors", metadata)
    save_file({"vectors": VECTORS.astype("<f8")}, HERE / "F64.safetensors")
    save_file(
        {"b": np.arange(3), "embeddings": VECTORS, "a": np.ones((2, 2), "<f4")},
        HERE / "several.safetensors",
        metadata,
    )
    save_file({"x": VECTORS, "y": VECTORS}, HERE / "ambiguous.safetensors", metadata)
    import torch
    from safetensors.torch import save_file as save_torch

    save_torch({"v": torch.from_numpy(VECTORS).to(torch.bfloat16)}, HERE / "BF16.safetensors")
    halves = np.random.default_rng(5).standard_normal(2000).astype("<f4")
    halves *= (10.0 ** np.random.default_rng(6).integers(-9, 6, 2000)).astype("<f4")
    np.save(HERE / "singles.npy", halves)
    with np.errstate(over="ignore"):
        np.save(HERE / "singles_as_halves.npy", halves.astype("<f2"))


def check(directory):
    for name, expected in (("E32", VECTORS), ("E16", VECTORS.astype("<f2"))):
        array = np.load(directory / f"{name}.npy")
        assert array.dtype == expected.dtype and np.array_equal(array, expected), name
        file = directory / f"{name}.safetensors"
        tensor = load_file(file)["embeddings"]
        assert tensor.dtype == expected.dtype and np.array_equal(tensor, expected), name
        with safe_open(file, "numpy") as opened:
            assert opened.metadata() == {"fingerprint": "sha256-1f"}, opened.metadata()
        lines = [json.loads(line) for line in (directory / f"{name}.jsonl").read_text().splitlines()]
        assert lines == [{"row": i, "id": x} for i, x in enumerate(IDS)], lines
        meta = json.loads((directory / f"{name}.meta.json").read_text())
        assert meta == {"fingerprint": "sha256-1f", "dimension": 4, "count": 5}, meta
        for stored in ("npy", "safetensors"):
            kind = {"npy": {"E32": "f4", "E16": "f2"}, "safetensors": {"E32": "F32", "E16": "F16"}}
            golden = HERE / f"{kind[stored][name]}.{stored}"
            same = (directory / f"{name}.{stored}").read_bytes() == golden.read_bytes()
            print(name, stored, "equal bytes" if same else "other bytes")
    print("all is as it should be")


if __name__ == "__main__":
    if sys.argv[1:2] == ["check"]:
        check(Path(sys.argv[2]))
    else:
        make()
