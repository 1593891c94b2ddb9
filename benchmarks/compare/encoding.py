"""Photos and texts to vectors, with the shape of ViT-B/32."""
import glob

from harness import Jmh, Peer, Row

LONG = ("-f", "1", "-wi", "1", "-i", "3", "-w", "1", "-r", "1")


def files(model):
    return Jmh("EmbedFilesBenchmark.embed", {"photos": "{work}/vga", "model": "{work}/" + model}, LONG)


def tower(model, batch):
    """A single image gets all processors, several share them."""
    threads = "{threads}" if batch == 1 else 1
    return Jmh("ImageEncodingBenchmark.encode", {"model": "{work}/" + model, "batch": batch, "threads": threads},
               ("-f", "1", "-wi", "2", "-i", "3"))


def labels(model, padded=0):
    return Jmh("TextEncodingBenchmark.embedLabels", {"model": "{work}/" + model, "labels": 1000, "padded": padded},
               ("-f", "1", "-wi", "0", "-i", "1"))


ROWS = [
    Row("200 photo files to vectors, fp32", files("b32"),
        {"transformers, torchvision processor": Peer("transformers_files", {"processor": "torchvision"}, 3),
         "transformers, PIL processor": Peer("transformers_files", {"processor": "pil"}, 3),
         "ONNX Runtime loop, PIL processor": Peer("onnxruntime_files", {"model": "b32/onnx/vision_model.onnx"}, 3)},
        items=200, aims={"transformers, torchvision processor": 2, "ONNX Runtime loop, PIL processor": 1.1}),
    Row("200 photo files to vectors, int8", files("b32-int8"),
        {"ONNX Runtime loop, PIL processor": Peer("onnxruntime_files", {"model": "b32-int8/onnx/vision_model_quantized.onnx"}, 3)},
        items=200, aims={"ONNX Runtime loop, PIL processor": 1.2}),
    *[Row(f"image tower, fp32, batch {batch}", tower("b32", batch),
          {"PyTorch": Peer("torch_images", {"batch": batch}),
           "ONNX Runtime, Python": Peer("onnxruntime_images", {"model": "b32/onnx/vision_model.onnx", "batch": batch})},
          items=batch) for batch in (1, 8, 32)],
    *[Row(f"image tower, int8, batch {batch}", tower("b32-int8", batch),
          {"ONNX Runtime, Python": Peer("onnxruntime_images", {"model": "b32-int8/onnx/vision_model_quantized.onnx", "batch": batch})},
          items=batch) for batch in (1, 8, 32)],
    Row("1,000 labels in 7 templates, fp32", labels("b32"),
        {"clip4j, padded to 77": labels("b32", 77),
         "ONNX Runtime, Python, padded to the longest": Peer("onnxruntime_texts", {"model": "b32/onnx/text_model.onnx"}, 1, 0)},
        items=7000, threads=(2,), aims={"clip4j, padded to 77": 5}),
]


def paths(work):
    return sorted(glob.glob(f"{work}/vga/*.jpg"))


def batches(items, size):
    return [items[i:i + size] for i in range(0, len(items), size)]


def session(path):
    import os

    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(os.environ["OMP_NUM_THREADS"])
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def torch_clip(work):
    import os

    import torch
    from transformers import CLIPModel

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    return CLIPModel.from_pretrained(f"{work}/b32-torch").eval()


def transformers_files(work, processor):
    import torch
    from PIL import Image
    from transformers.models.clip.image_processing_clip import CLIPImageProcessor
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    model = torch_clip(work)
    prepare = CLIPImageProcessorPil() if processor == "pil" else CLIPImageProcessor()

    def embed():
        vectors = []
        with torch.inference_mode():
            for batch in batches(paths(work), 32):
                pixels = torch.as_tensor(prepare([Image.open(p) for p in batch], return_tensors="pt")["pixel_values"])
                features = model.visual_projection(model.vision_model(pixel_values=pixels).pooler_output)
                vectors.append(torch.nn.functional.normalize(features, dim=-1))
        return torch.cat(vectors)

    return embed


def onnxruntime_files(work, model):
    import numpy as np
    from PIL import Image
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    prepare, run = CLIPImageProcessorPil(), session(f"{work}/{model}")

    def embed():
        vectors = []
        for batch in batches(paths(work), 16):
            pixels = prepare([Image.open(p) for p in batch], return_tensors="np")["pixel_values"]
            features = run.run(["image_embeds"], {"pixel_values": np.asarray(pixels, np.float32)})[0]
            vectors.append(features / np.linalg.norm(features, axis=1, keepdims=True))
        return np.concatenate(vectors)

    return embed


def noise(batch):
    import numpy as np

    return np.random.default_rng(1).standard_normal((batch, 3, 224, 224)).astype(np.float32)


def onnxruntime_images(work, model, batch):
    run, pixels = session(f"{work}/{model}"), noise(batch)
    return lambda: run.run(["image_embeds"], {"pixel_values": pixels})


def torch_images(work, batch):
    import torch

    model, pixels = torch_clip(work), torch.from_numpy(noise(batch))

    def encode():
        with torch.inference_mode():
            return model.visual_projection(model.vision_model(pixel_values=pixels).pooler_output).numpy()

    return encode


def onnxruntime_texts(work, model):
    """Batches of 32 as the tokenizer of transformers makes them, in the order given."""
    import numpy as np
    from transformers import CLIPTokenizerFast

    tokenizer, run = CLIPTokenizerFast.from_pretrained(f"{work}/b32"), session(f"{work}/{model}")
    templates = ("itap of a {}.", "a bad photo of the {}.", "a origami {}.", "a photo of the large {}.", "a {} in a video game.",
                 "art of the {}.", "a photo of the small {}.")
    nouns = ("cat", "bus", "coffee mug", "fire engine", "rocket", "tree", "guitar", "hot dog")
    adjectives = ("red", "old", "wooden", "tiny", "broken", "shiny", "sleeping", "very large")
    words = [f"{adjectives[i // 8 % 8]} {nouns[i % 8]} {i // 64}" for i in range(1000)]
    prompts = [template.format(word) for word in words for template in templates]

    def embed():
        vectors = []
        for batch in batches(prompts, 32):
            ids = tokenizer(batch, padding=True, return_tensors="np")["input_ids"].astype(np.int64)
            features = run.run(["text_embeds"], {"input_ids": ids})[0]
            vectors.append(features / np.linalg.norm(features, axis=1, keepdims=True))
        return np.concatenate(vectors)

    return embed
