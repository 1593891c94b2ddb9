"""JPEG files to the tensor of ViT-B/32, on one thread; and the decoding and the resizing alone."""
import glob
import io

from harness import Jmh, Peer, Row

PHOTOS = 8
QUICK = ("-f", "1", "-wi", "5", "-i", "5", "-w", "1", "-r", "1")
SIZES = {"hd": "1920x1080", "vga": "640x480"}
RESIZED = {"hd": (398, 224), "vga": (298, 224)}


def ours(method, folder):
    return Jmh(f"PreprocessingBenchmark.{method}", {"size": SIZES[folder], "photos": "{work}/" + folder}, QUICK)


ROWS = [row for folder, size in SIZES.items() for row in (
    Row(f"JPEG of {size} to tensor", ours("jpegToTensor", folder),
        {"transformers, PIL processor": Peer("processor", {"folder": folder, "backend": "pil"}),
         "transformers, torchvision processor (not exact)": Peer("processor", {"folder": folder, "backend": "torchvision"})},
        items=PHOTOS, threads=(1,), aims={"transformers, PIL processor": 2}),
    Row(f"pixels of {size} to tensor", ours("pixelsToTensor", folder),
        {"Pillow, resize alone": Peer("resize", {"folder": folder})},
        items=PHOTOS, threads=(1,), aims={"Pillow, resize alone": 3}),
    Row(f"JPEG of {size} to RGB", ours("decode", folder), {"Pillow": Peer("decode", {"folder": folder})},
        items=PHOTOS, threads=(1,)),
)]


def files(work, folder):
    contents = []
    for path in sorted(glob.glob(f"{work}/{folder}/*.jpg"))[:PHOTOS]:
        with open(path, "rb") as file:
            contents.append(file.read())
    return contents


def images(contents):
    from PIL import Image

    return [Image.open(io.BytesIO(content)) for content in contents]


def processor(work, folder, backend):
    from transformers.models.clip.image_processing_clip import CLIPImageProcessor
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    contents = files(work, folder)
    if backend == "pil":
        pil = CLIPImageProcessorPil()
        return lambda: pil(images(contents), return_tensors="np")
    torchvision = CLIPImageProcessor()
    return lambda: torchvision(images(contents), return_tensors="pt")


def resize(work, folder):
    from PIL import Image

    decoded = [image.convert("RGB") for image in images(files(work, folder))]
    return lambda: [image.resize(RESIZED[folder], Image.Resampling.BICUBIC) for image in decoded]


def decode(work, folder):
    contents = files(work, folder)
    return lambda: [image.convert("RGB") for image in images(contents)]
