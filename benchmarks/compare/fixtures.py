"""Photos and models that everyone is timed on: made once, of what the Python packages and the repository's
test resources hold."""
import os
import shutil

from harness import REPOSITORY

MODELS = os.path.join(REPOSITORY, "clip-core", "src", "test", "resources", "reference", "models")
PHOTOS = ("skimage:astronaut.png", "skimage:chelsea.png", "skimage:coffee.png", "skimage:rocket.jpg", "skimage:retina.jpg",
          "skimage:motorcycle_left.png", "sklearn:china.jpg", "sklearn:flower.jpg", "matplotlib:grace_hopper.jpg", "skimage:ihc.png")
# folder: photos, width, height, standard deviation of the grain
FOLDERS = {"vga": (200, 640, 480, 4), "hd": (24, 1920, 1080, 6), "tutorial": (12, 800, 600, 4)}


def make(work):
    os.makedirs(work, exist_ok=True)
    for folder, (count, width, height, grain) in FOLDERS.items():
        once(os.path.join(work, folder), lambda path: photos(path, count, width, height, grain))
    once(os.path.join(work, "b32"), lambda path: onnx_model(path, "clip-vit-b32-shape"))
    once(os.path.join(work, "b32-int8"), lambda path: onnx_model(path, "clip-vit-b32-shape", "_quantized"))
    once(os.path.join(work, "b32-torch"), torch_model)


def once(path, maker):
    if not os.path.exists(path):
        unfinished = path + ".unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        os.makedirs(unfinished)
        maker(unfinished)
        os.rename(unfinished, path)


def photos(folder, count, width, height, grain):
    """JPEG, 4:2:0: random crops of real photos, with grain, so that they are sized like photos of a camera."""
    import numpy as np
    from PIL import Image

    rng = np.random.default_rng(3)
    originals = [original(name) for name in PHOTOS]
    for i in range(count):
        photo = originals[i % len(originals)]
        part = min(photo.width / width, photo.height / height) * rng.uniform(0.7, 1.0)
        w, h = int(width * part), int(height * part)
        x, y = int(rng.integers(0, photo.width - w + 1)), int(rng.integers(0, photo.height - h + 1))
        pixels = np.asarray(photo.crop((x, y, x + w, y + h)).resize((width, height), Image.Resampling.LANCZOS), np.float32)
        pixels = np.clip(pixels + rng.normal(0, grain, (height, width, 1)), 0, 255).astype(np.uint8)
        Image.fromarray(pixels).save(os.path.join(folder, f"{i:03d}.jpg"), quality=88, subsampling=2)


def original(name):
    import matplotlib
    import skimage
    import sklearn.datasets
    from PIL import Image

    package, _, file = name.partition(":")
    folder = {
        "skimage": os.path.join(os.path.dirname(skimage.__file__), "data"),
        "sklearn": os.path.join(os.path.dirname(sklearn.datasets.__file__), "images"),
        "matplotlib": os.path.join(matplotlib.get_data_path(), "sample_data"),
    }[package]
    return Image.open(os.path.join(folder, file)).convert("RGB")


def onnx_model(folder, name, variant=""):
    """The exact graphs of real exports; their weights are built of little while a session loads."""
    source = os.path.join(MODELS, name)
    os.makedirs(os.path.join(folder, "onnx"))
    for tower in ("vision_model", "text_model"):
        shutil.copy(os.path.join(source, "onnx", f"{tower}{variant}.onnx"), os.path.join(folder, "onnx"))
    configuration(source, folder)


def torch_model(folder):
    """The same shape for PyTorch, with random weights: they do not change the time."""
    import torch
    from transformers import CLIPConfig, CLIPModel

    torch.manual_seed(0)
    source = os.path.join(MODELS, "clip-vit-b32-shape")
    CLIPModel(CLIPConfig.from_pretrained(source)).save_pretrained(folder)
    configuration(source, folder)


def configuration(source, folder):
    for file in ("config.json", "preprocessor_config.json", "tokenizer_config.json"):
        shutil.copy(os.path.join(source, file), folder)
    shutil.copy(os.path.join(MODELS, "tokenizers", "clip.json"), os.path.join(folder, "tokenizer.json"))
