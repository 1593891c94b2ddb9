#!/usr/bin/env python3
"""Sets the pixels of clip4j, Pillow, transformers, open_clip and Graphics2D side by side, and what a model
makes of them, and prints the tables of docs/fidelity.md.

    target/peers/bin/python compare/fidelity.py --images DIR --model DIR --jar target/benchmarks.jar
        [--java PATH …]    the JDKs to run, `java` if none is named

IMAGES are files of every format, for example clip-core/src/test/resources/reference/images; the model is
split, for example clip-core/src/test/resources/reference/models/clip-vit-b32-shape.
"""
import argparse
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent
SIZE = 224
MEAN = np.array([0.48145466, 0.4578275, 0.40821073], np.float32)
STD = np.array([0.26862954, 0.26130258, 0.27577711], np.float32)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--jar", type=Path, required=True)
    parser.add_argument("--java", action="append", default=[])
    options = parser.parse_args()
    files = sorted(f for f in options.images.iterdir() if f.suffix in (".jpg", ".png", ".gif", ".bmp", ".tif", ".webp"))
    python = python_pixels(files)
    tower = Tower(options.model)
    for java in options.java or ["java"]:
        with tempfile.TemporaryDirectory() as out:
            run_java(java, options.jar, files, out)
            ways = {**python, **java_pixels(out, len(files))}
            version = Path(out, "java.txt").read_text()
        vectors = {name: tower.embed(pixels) for name, pixels in ways.items()}
        print(f"\n### {version}, {len(files)} images\n")
        against("transformers, alpha dropped", ("clip4j", "pillow", "transformers", "open_clip", "graphics2d-crop", "graphics2d-squash"), ways, vectors)
        against("open_clip", ("clip4j-open-clip", "transformers, alpha dropped"), ways, vectors)
        by_kind(files, ways, vectors)


def python_pixels(files):
    """Uint8 [n, 224, 224, 3] of each way; the float output of a processor is turned back, which is exact."""
    import open_clip
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    processor = CLIPImageProcessorPil()
    transform = open_clip.image_transform(SIZE, is_train=False)
    ways = {"pillow": [], "transformers, alpha dropped": [], "transformers": [], "open_clip": []}
    for file in files:
        with Image.open(file) as image:
            image.load()
            opaque = Image.fromarray(np.asarray(image.convert("RGB")))
            ways["pillow"].append(by_hand(opaque))
            ways["transformers, alpha dropped"].append(processed(processor, opaque))
            ways["transformers"].append(processed(processor, image.copy()))
            ways["open_clip"].append(bytes_of(transform(image.copy()).numpy()))
    return {name: np.stack(pixels) for name, pixels in ways.items()}


def by_hand(image):
    """The steps of CLIP's processor with Pillow alone."""
    width, height = image.size
    short = min(width, height)
    width, height = (SIZE if width == short else int(SIZE * width / short), SIZE if height == short else int(SIZE * height / short))
    left, top = (width - SIZE) // 2, (height - SIZE) // 2
    resized = image.resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(resized.crop((left, top, left + SIZE, top + SIZE)))


def processed(processor, image):
    return bytes_of(np.asarray(processor(image, return_tensors="np")["pixel_values"][0], np.float32))


def bytes_of(tensor):
    levels = (tensor.transpose(1, 2, 0) * STD + MEAN) * 255
    pixels = np.rint(levels)
    assert np.abs(levels - pixels).max() < 0.01
    return pixels.astype(np.uint8)


def run_java(java, jar, files, out):
    command = [java, "-Djava.awt.headless=true", "-cp", str(jar), str(HERE / "Pixels.java"), out, *map(str, files)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def java_pixels(out, count):
    ways = {}
    for file in sorted(Path(out).glob("*.rgb")):
        ways[file.stem] = np.fromfile(file, np.uint8).reshape(count, SIZE, SIZE, 3)
    return ways


class Tower:
    """The image tower, fed with normalised pixels one image at a time."""

    def __init__(self, model):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(os.fspath(model / "onnx" / "vision_model.onnx"), options)
        names = [output.name for output in self.session.get_outputs()]
        self.output = names.index("image_embeds")

    def embed(self, pixels):
        return np.stack([self.embed_one(image) for image in pixels])

    def embed_one(self, image):
        x = ((image.astype(np.float64) / 255).astype(np.float32) - MEAN) / STD
        feed = {self.session.get_inputs()[0].name: x.transpose(2, 0, 1)[None].astype(np.float32)}
        vector = self.session.run(None, feed)[self.output][0].astype(np.float64)
        return vector / np.linalg.norm(vector)


def against(reference, names, ways, vectors):
    print(f"| against {reference} | images with a differing byte | differing bytes | largest difference | cosine: lowest | median |")
    print("|---|---|---|---|---|---|")
    for name in names:
        line(name, ways[name], ways[reference], vectors[name], vectors[reference])
    print()


def line(name, pixels, expected, found, wanted):
    read = pixels.reshape(len(pixels), -1).any(axis=1)
    difference = np.abs(pixels.astype(int) - expected)[read]
    cosines = (found * wanted).sum(axis=1)[read]
    images = int(difference.reshape(len(difference), -1).any(axis=1).sum())
    failed = "" if read.all() else f" ({int((~read).sum())} not read)"
    print(f"| {name} | {images} of {int(read.sum())}{failed} | {100 * (difference > 0).mean():.2f} % | {difference.max()} "
          f"| {cosines.min():.4f} | {np.median(cosines):.4f} |")


def by_kind(files, ways, vectors):
    kinds = {}
    for i, file in enumerate(files):
        with Image.open(file) as image:
            kinds.setdefault((image.format, image.mode + (" transparent" if transparent(image) else "")), []).append(i)
    reference = "transformers, alpha dropped"
    names = ("clip4j", "open_clip", "graphics2d-crop")
    print("| format, mode of Pillow | images | " + " | ".join(f"{name}: largest difference, lowest cosine" for name in names) + " |")
    print("|---|---|" + "---|" * len(names))
    for (form, mode), rows in sorted(kinds.items()):
        cells = []
        for name in names:
            read = [row for row in rows if ways[name][row].any()]
            if not read:
                cells.append("not read")
                continue
            difference = np.abs(ways[name][read].astype(int) - ways[reference][read]).max()
            cosine = (vectors[name][read] * vectors[reference][read]).sum(axis=1).min()
            cells.append(f"{difference}, {cosine:.4f}" + ("" if len(read) == len(rows) else f" ({len(rows) - len(read)} not read)"))
        print(f"| {form} {mode} | {len(rows)} | " + " | ".join(cells) + " |")


def transparent(image):
    return "A" not in image.mode and image.info.get("transparency") is not None


if __name__ == "__main__":
    main()
