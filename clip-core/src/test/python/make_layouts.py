"""Makes src/test/resources/layouts: tiny models in layouts of real exports, with PyTorch's vectors.

    pip install -r requirements.txt
    python make_layouts.py [NAME ...]

Widths are a few dozen and the weights are random, so that a model takes some ten kilobytes; the embeddings
mean nothing but differ clearly from input to input. Goldens are computed by PyTorch in float64, each text by
itself and without padding where the tower allows it. The same versions give the same files.
"""
import json
import os
import shutil
import sys
import warnings
import zlib

import numpy as np
import onnx
import onnxruntime
import torch
from PIL import Image
from tokenizers import Tokenizer
from transformers import (CLIPConfig, CLIPImageProcessorPil, CLIPModel, DistilBertConfig, DistilBertModel, SiglipConfig,
                          SiglipImageProcessorPil, SiglipModel, XLMRobertaConfig, XLMRobertaModel)

import tiny_tokenizers

HERE = os.path.dirname(os.path.abspath(__file__))
RESOURCES = os.path.join(HERE, "..", "resources")
OUT = os.path.join(RESOURCES, "layouts")
IMAGES = ["images/exact_224.png", "images/jpeg_grey.jpg", "images/png_palette.png", "images/noise_331x117.png"]
TEXTS = ["cat", "a photo of a cat", "Zwei Hunde spielen im Schnee", "un autob\u00fas rojo bajo la lluvia",
         "\u96ea\u306e\u4e2d\u306e\u8d64\u3044\u30d0\u30b9", "\u043a\u0440\u0430\u0441\u043d\u044b\u0439 "
         "\u0430\u0432\u0442\u043e\u0431\u0443\u0441", "A PHOTO, of two dogs!", "the sea at night " * 40]
SIZE, PATCH, WIDTH, DIMENSION = 32, 8, 16, 24
CLIP_MEAN = [0.48145466, 0.4578275, 0.40821073]
CLIP_STD = [0.26862954, 0.26130258, 0.27577711]


def corpus():
    with open(os.path.join(RESOURCES, "reference", "tokens", "tokens.jsonl"), encoding="utf-8") as f:
        lines = [json.loads(line) for line in f]
    return [line["text"] for line in lines if line["group"] != "random" and len(line["text"]) < 200] + TEXTS * 3


# --------------------------------------------------------------------------------------------- weights

def fill(module, seed):
    """Weights that depend on their names and the seed alone."""
    with torch.no_grad():
        for name, p in module.named_parameters():
            if p.ndim == 0:
                continue
            rng = np.random.Generator(np.random.PCG64([seed, zlib.crc32(name.encode())]))
            normal = torch.from_numpy(rng.standard_normal(tuple(p.shape)).astype(np.float32))
            lower = name.lower()
            if "norm" in lower or "layrnorm" in lower:
                p.copy_(1 + 0.1 * normal if lower.endswith("weight") else 0.05 * normal)
            elif lower.endswith("bias"):
                p.copy_(0.05 * normal)
            elif "embedding" in lower and p.ndim == 2:
                p.copy_((0.3 if "position" in lower else 1.0) * normal)
            else:
                p.copy_(1.3 / np.sqrt(np.prod(p.shape[1:]) or 1) * normal)
    return module.eval()


def clip(seed, vocab):
    c = CLIPConfig(
        text_config=dict(vocab_size=vocab, hidden_size=WIDTH, intermediate_size=2 * WIDTH, num_hidden_layers=2,
                         num_attention_heads=2, max_position_embeddings=77, bos_token_id=vocab - 2,
                         eos_token_id=vocab - 1, pad_token_id=vocab - 1),
        vision_config=dict(hidden_size=WIDTH, intermediate_size=2 * WIDTH, num_hidden_layers=2, num_attention_heads=2,
                           image_size=SIZE, patch_size=PATCH),
        projection_dim=DIMENSION)
    m = fill(CLIPModel(c), seed)
    m.set_attn_implementation("eager")
    return m


class Call(torch.nn.Module):
    """A function as a module, so that it can be exported."""

    def __init__(self, function, *modules):
        super().__init__()
        self.parts = torch.nn.ModuleList(modules)
        self.function = function

    def forward(self, *arguments):
        return self.function(*arguments)


def clip_image(m):
    return lambda pixels: m.visual_projection(m.vision_model(pixel_values=pixels).pooler_output)


def clip_text(m):
    return lambda ids, mask=None, positions=None: m.text_projection(
        m.text_model(input_ids=ids, attention_mask=mask, position_ids=positions).pooler_output)


def mean_of_tokens(hidden, mask):
    weights = mask.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weights).sum(1) / weights.sum(1)


# ---------------------------------------------------------------------------------------------- export

def export(function, modules, example, file, inputs, outputs, axes):
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(Call(function, *modules).eval(), example, file, input_names=inputs, output_names=outputs,
                          dynamic_axes=axes, opset_version=17, dynamo=False)
    model = onnx.load(file)
    del model.metadata_props[:]
    shorten(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, file)


def shorten(graph):
    """Half of a tiny file would be the names of its nodes."""
    keep = {v.name for v in list(graph.input) + list(graph.output)}
    names = {}

    def short(name):
        return name if not name or name in keep else names.setdefault(name, f"t{len(names)}")

    for t in graph.initializer:
        t.name = short(t.name)
    for n in graph.node:
        n.name, n.doc_string = "", ""
        n.input[:] = [short(x) for x in n.input]
        n.output[:] = [short(x) for x in n.output]
    del graph.value_info[:]


def rows(name, *rest):
    return {0: name, **({1: rest[0]} if rest else {})}


def export_split(m, directory, text_inputs=("input_ids",)):
    ids = torch.tensor([[4, 5, 6, 7], [8, 9, 10, 11]])
    example = {"input_ids": ids, "attention_mask": torch.ones_like(ids), "position_ids": torch.arange(4).expand(2, 4)}
    order = ["input_ids", "attention_mask", "position_ids"]
    given = [n for n in order if n in text_inputs]

    def text(*arguments):
        by_name = dict(zip(given, arguments))
        return clip_text(m)(by_name["input_ids"], by_name.get("attention_mask"), by_name.get("position_ids"))

    export(clip_image(m), [m], (torch.randn(2, 3, SIZE, SIZE),), directory + "/onnx/vision_model.onnx",
           ["pixel_values"], ["image_embeds"], {"pixel_values": rows("batch_size"), "image_embeds": rows("batch_size")})
    export(text, [m], tuple(example[n] for n in given), directory + "/onnx/text_model.onnx", given, ["text_embeds"],
           {**{n: rows("batch_size", "sequence_length") for n in given}, "text_embeds": rows("batch_size")})


def export_joint(m, file, outputs, image_batch, text_batch, kind=torch.int64):
    ids = torch.tensor([[4, 5, 6, 7], [8, 9, 10, 11]], dtype=kind)

    def both(input_ids, pixel_values, attention_mask):
        o = m(input_ids=input_ids, pixel_values=pixel_values, attention_mask=attention_mask)
        return tuple(getattr(o, n) for n in outputs)

    sides = {"logits_per_image": {0: image_batch, 1: text_batch}, "logits_per_text": {0: text_batch, 1: image_batch},
             "text_embeds": {0: text_batch}, "image_embeds": {0: image_batch}}
    export(both, [m], (ids, torch.randn(2, 3, SIZE, SIZE), torch.ones_like(ids)), file,
           ["input_ids", "pixel_values", "attention_mask"], list(outputs),
           {"input_ids": rows(text_batch, "sequence_length"), "pixel_values": rows(image_batch),
            "attention_mask": rows(text_batch, "sequence_length"), **{n: sides[n] for n in outputs}})


# ----------------------------------------------------------------------------------------------- files

def write(file, value):
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "w", encoding="utf-8") as f:
        json.dump(value, f, ensure_ascii=False, indent=None if file.endswith("tokenizer.json") else 2)
        f.write("\n")


def write_tokenizer(directory, made):
    write(directory + "/tokenizer.json", made[0])
    write(directory + "/tokenizer_config.json", made[1])


def write_config(directory, m, architecture, without=()):
    """What save_pretrained would write, less what does not matter here."""
    whole = json.loads(m.config.to_json_string(use_diff=False))
    keep = ["model_type", "projection_dim", "logit_scale_init_value"]
    config = {"architectures": [architecture], **{k: whole[k] for k in keep if k in whole}}
    for part in ("text_config", "vision_config"):
        config[part] = {k: v for k, v in whole[part].items()
                        if k in ("model_type", "vocab_size", "hidden_size", "num_hidden_layers", "image_size", "patch_size",
                                 "max_position_embeddings", "eos_token_id", "pad_token_id", "projection_dim")
                        and k not in without}
    write(directory + "/config.json", config)


CLIP_PREPROCESSOR = {
    "crop_size": {"height": SIZE, "width": SIZE}, "do_center_crop": True, "do_convert_rgb": True, "do_normalize": True,
    "do_rescale": True, "do_resize": True, "image_mean": CLIP_MEAN, "image_std": CLIP_STD,
    "image_processor_type": "CLIPImageProcessor", "resample": 3, "rescale_factor": 1 / 255,
    "size": {"shortest_edge": SIZE}}
SIGLIP_PREPROCESSOR = {
    "do_normalize": True, "do_rescale": True, "do_resize": True, "image_mean": [0.5] * 3, "image_std": [0.5] * 3,
    "image_processor_type": "SiglipImageProcessor", "resample": 2, "rescale_factor": 1 / 255,
    "size": {"height": SIZE, "width": SIZE}}
OPEN_CLIP_PREPROCESSOR = {"size": [SIZE, SIZE], "mode": "RGB", "mean": CLIP_MEAN, "std": CLIP_STD,
                          "interpolation": "bicubic", "resize_mode": "shortest", "fill_color": 0}


def opened():
    images = [Image.open(os.path.join(RESOURCES, "reference", name)) for name in IMAGES]
    for image in images:
        image.load()
    return images


def pixels(kind):
    if kind == "open_clip":
        from open_clip.transform import image_transform

        transform = image_transform(SIZE, is_train=False, mean=CLIP_MEAN, std=CLIP_STD, interpolation="bicubic")
        return torch.stack([transform(image) for image in opened()]).double()
    processor = (CLIPImageProcessorPil(**{k: v for k, v in CLIP_PREPROCESSOR.items() if "type" not in k}) if kind == "clip"
                 else SiglipImageProcessorPil(**{k: v for k, v in SIGLIP_PREPROCESSOR.items() if "type" not in k}))
    plain = [image.convert("RGB") for image in opened()]
    return torch.from_numpy(np.stack(processor(plain, return_tensors="np")["pixel_values"])).double()


def ids_of(directory, limit, pad_to_limit=False):
    """By the library that reads tokenizer.json in Python, one text at a time."""
    tok = Tokenizer.from_file(directory + "/tokenizer.json")
    tok.enable_truncation(limit)
    if pad_to_limit:
        with open(directory + "/tokenizer_config.json", encoding="utf-8") as f:
            pad = json.load(f)["pad_token"]
        tok.enable_padding(length=limit, pad_id=tok.token_to_id(pad), pad_token=pad)
    return [tok.encode(text).ids for text in TEXTS]


def unit(x):
    return x / x.norm(dim=-1, keepdim=True)


def one_by_one(function, ids):
    return torch.cat([function(torch.tensor([row]), torch.ones(1, len(row), dtype=torch.int64)) for row in ids])


def write_golden(directory, image, text, ids, logit_scale=float(np.log(100.0)), logit_bias=None):
    image, text = unit(image), unit(text)
    logits = image @ text.T * float(np.exp(logit_scale)) + (logit_bias or 0.0)
    probabilities = logits.softmax(dim=-1) if logit_bias is None else torch.sigmoid(logits)
    os.makedirs(directory + "/golden", exist_ok=True)
    for name, values in (("image_embeds", image), ("text_embeds", text), ("probabilities", probabilities)):
        np.save(f"{directory}/golden/{name}.npy", values.detach().numpy().astype("<f4"))
    g = (text @ text.T).detach().numpy()
    write(directory + "/golden/inputs.json", {
        "images": IMAGES, "texts": TEXTS, "input_ids": ids, "dimension": image.shape[1], "logit_scale": logit_scale,
        "logit_bias": logit_bias, "mean_pairwise_cosine_of_texts": float(g[~np.eye(len(g), dtype=bool)].mean())})


def clip_golden(m, directory, **others):
    ids = ids_of(directory, 77)
    d = m.double()
    with torch.no_grad():
        write_golden(directory, clip_image(d)(pixels("clip")), one_by_one(lambda i, mask: clip_text(d)(i), ids), ids,
                     **others)


# --------------------------------------------------------------------------------------------- layouts

def clip_layout(directory, seed):
    made = tiny_tokenizers.clip_bpe(corpus())
    m = clip(seed, len(made[0]["model"]["vocab"]))
    write_tokenizer(directory, made)
    write_config(directory, m, "CLIPModel")
    write(directory + "/preprocessor_config.json", CLIP_PREPROCESSOR)
    return m


def position_ids(directory):
    """A text tower that asks for mask and positions."""
    m = clip_layout(directory, 11)
    export_split(m, directory, ("input_ids", "attention_mask", "position_ids"))
    clip_golden(m, directory)


def external_data(directory):
    """Weights in files of their own, one of them under a name of its own."""
    m = clip_layout(directory, 12)
    export_split(m, directory)
    for tower, weights in (("vision_model", "vision_model.onnx_data"), ("text_model", "weights.bin")):
        file = f"{directory}/onnx/{tower}.onnx"
        onnx.save(onnx.load(file), file, save_as_external_data=True, all_tensors_to_one_file=True, location=weights,
                  size_threshold=512)
    clip_golden(m, directory)


def sentence_transformers(directory):
    """Optimum's joint export of a sentence-transformers CLIP: no logits, hence no scale."""
    m = clip_layout(directory, 13)
    export_joint(m, directory + "/model.onnx", ("text_embeds", "image_embeds"), "image_batch_size", "text_batch_size")
    clip_golden(m, directory)


def shared_batch(directory):
    """An older joint export: as many images as texts, under one symbol; ids of 32 bits."""
    m = clip_layout(directory, 14)
    with torch.no_grad():
        m.logit_scale.fill_(3.5)
    export_joint(m, directory + "/onnx/model.onnx", ("logits_per_image", "logits_per_text", "text_embeds", "image_embeds"),
                 "batch_size", "batch_size", torch.int32)
    clip_golden(m, directory, logit_scale=3.5)


def multilingual(directory):
    """The image tower of one model, and in text/ a sentence-transformers text model with its own tokenizer."""
    m = clip_layout(directory, 15)
    export_split(m, directory)
    os.remove(directory + "/onnx/text_model.onnx")
    made = tiny_tokenizers.wordpiece(corpus())
    vocab = len(made[0]["model"]["vocab"])
    write_tokenizer(directory + "/text", made)
    write(directory + "/text/sentence_bert_config.json", {"max_seq_length": 48, "do_lower_case": False})
    c = DistilBertConfig(vocab_size=vocab, dim=20, hidden_dim=40, n_layers=2, n_heads=2, max_position_embeddings=64)
    write(directory + "/text/config.json", {"architectures": ["DistilBertModel"], "model_type": "distilbert", "dim": 20,
                                            "max_position_embeddings": 64, "vocab_size": vocab})
    bert = fill(DistilBertModel(c), 16)
    bert.set_attn_implementation("eager")
    dense = fill(torch.nn.Linear(20, DIMENSION, bias=False), 17)

    def text(ids, mask):
        hidden = bert(input_ids=ids, attention_mask=mask).last_hidden_state
        return hidden, dense(mean_of_tokens(hidden, mask))

    example = torch.tensor([[4, 5, 6, 7], [8, 9, 10, 11]])
    export(text, [bert, dense], (example, torch.ones_like(example)), directory + "/text/onnx/model.onnx",
           ["input_ids", "attention_mask"], ["token_embeddings", "sentence_embedding"],
           {"input_ids": rows("batch_size", "sequence_length"), "attention_mask": rows("batch_size", "sequence_length"),
            "token_embeddings": rows("batch_size", "sequence_length"), "sentence_embedding": rows("batch_size")})
    ids = ids_of(directory + "/text", 48)
    m.double(), bert.double(), dense.double()
    with torch.no_grad():
        write_golden(directory, clip_image(m)(pixels("clip")), one_by_one(lambda i, mask: text(i, mask)[1], ids), ids)


def immich_multilingual(directory):
    """The open_clip layout with an XLM-RoBERTa text tower: ids and mask of 32 bits, always 24 tokens."""
    made = tiny_tokenizers.xlm_unigram(corpus())
    vocab = len(made[0]["model"]["vocab"])
    write_tokenizer(directory + "/textual", made)
    write(directory + "/visual/preprocess_cfg.json", OPEN_CLIP_PREPROCESSOR)
    write(directory + "/config.json", {
        "embed_dim": DIMENSION, "vision_cfg": {"image_size": SIZE, "patch_size": PATCH},
        "text_cfg": {"hf_model_name": "xlm-roberta-base", "hf_tokenizer_name": "xlm-roberta-base", "context_length": 24}})
    m = clip(18, 100)
    c = XLMRobertaConfig(vocab_size=vocab, hidden_size=20, intermediate_size=40, num_hidden_layers=2,
                         num_attention_heads=2, max_position_embeddings=40, type_vocab_size=1, pad_token_id=1)
    xlm = fill(XLMRobertaModel(c, add_pooling_layer=False), 19)
    xlm.set_attn_implementation("eager")
    linear = fill(torch.nn.Linear(20, DIMENSION), 20)

    def text(ids, mask):
        return linear(mean_of_tokens(xlm(input_ids=ids, attention_mask=mask).last_hidden_state, mask))

    example = torch.randint(5, vocab, (2, 24), dtype=torch.int32)
    export(clip_image(m), [m], (torch.randn(2, 3, SIZE, SIZE),), directory + "/visual/model.onnx", ["image"],
           ["embedding"], {"image": rows("batch_size"), "embedding": rows("batch_size")})
    export(text, [xlm, linear], (example, torch.ones_like(example)), directory + "/textual/model.onnx",
           ["input_ids", "attention_mask"], ["embedding"],
           {n: rows("batch_size") for n in ("input_ids", "attention_mask", "embedding")})
    ids = ids_of(directory + "/textual", 24)
    m.double(), xlm.double(), linear.double()
    with torch.no_grad():
        write_golden(directory, clip_image(m)(pixels("open_clip")), one_by_one(text, ids), ids)


def siglip2(directory):
    """Of fixed resolution, so model_type is siglip; its configuration leaves the 64 tokens out."""
    made = tiny_tokenizers.gemma_bpe(corpus())
    vocab = len(made[0]["model"]["vocab"])
    c = SiglipConfig(
        text_config=dict(vocab_size=vocab, hidden_size=WIDTH, intermediate_size=2 * WIDTH, num_hidden_layers=2,
                         num_attention_heads=2, projection_size=DIMENSION),
        vision_config=dict(hidden_size=DIMENSION, intermediate_size=2 * WIDTH, num_hidden_layers=2,
                           num_attention_heads=2, image_size=SIZE, patch_size=PATCH))
    m = fill(SiglipModel(c), 21)
    m.set_attn_implementation("eager")
    write_tokenizer(directory, made)
    write_config(directory, m, "SiglipModel", without=("max_position_embeddings", "eos_token_id", "pad_token_id"))
    write(directory + "/preprocessor_config.json", SIGLIP_PREPROCESSOR)

    def pooled(tower, name):
        def run(x):
            o = tower(**{name: x})
            return o.last_hidden_state, o.pooler_output

        return run

    axes = {"last_hidden_state": rows("batch_size"), "pooler_output": rows("batch_size")}
    export(pooled(m.vision_model, "pixel_values"), [m.vision_model], (torch.randn(2, 3, SIZE, SIZE),),
           directory + "/onnx/vision_model.onnx", ["pixel_values"], ["last_hidden_state", "pooler_output"],
           {"pixel_values": rows("batch_size"), **axes})
    export(pooled(m.text_model, "input_ids"), [m.text_model], (torch.randint(5, vocab, (2, 64)),),
           directory + "/onnx/text_model.onnx", ["input_ids"], ["last_hidden_state", "pooler_output"],
           {"input_ids": rows("batch_size", "sequence_length"), **axes})
    ids = ids_of(directory, 64, pad_to_limit=True)
    d = m.double()
    with torch.no_grad():
        write_golden(directory, d.vision_model(pixel_values=pixels("siglip")).pooler_output,
                     d.text_model(input_ids=torch.tensor(ids)).pooler_output, ids, 4.7, -12.9)


def naflex(directory):
    """SigLIP 2 of free aspect ratio: patches, their mask and the shapes go in. Not supported."""
    made = tiny_tokenizers.gemma_bpe(corpus(), 500)
    write_tokenizer(directory, made)
    write(directory + "/config.json", {
        "architectures": ["Siglip2Model"], "model_type": "siglip2", "text_config": {"model_type": "siglip2_text_model"},
        "vision_config": {"model_type": "siglip2_vision_model", "num_patches": 16, "patch_size": PATCH}})
    write(directory + "/preprocessor_config.json", {
        "do_convert_rgb": True, "do_normalize": True, "do_rescale": True, "do_resize": True, "image_mean": [0.5] * 3,
        "image_std": [0.5] * 3, "image_processor_type": "Siglip2ImageProcessor", "max_num_patches": 16,
        "patch_size": PATCH, "resample": 2, "rescale_factor": 1 / 255})
    embed, position = fill(torch.nn.Linear(3 * PATCH * PATCH, WIDTH), 22), fill(torch.nn.Linear(2, WIDTH), 24)

    def vision(patches, mask, shapes):  # torch cannot export the resizing of positions: only the inputs matter here
        return mean_of_tokens(embed(patches), mask) + position(shapes.to(patches.dtype))

    export(vision, [embed, position], (torch.randn(2, 16, 3 * PATCH * PATCH), torch.ones(2, 16, dtype=torch.int64),
                                       torch.tensor([[4, 4], [2, 8]])), directory + "/onnx/vision_model.onnx",
           ["pixel_values", "pixel_attention_mask", "spatial_shapes"], ["pooler_output"],
           {n: rows("batch_size") for n in ("pixel_values", "pixel_attention_mask", "spatial_shapes", "pooler_output")})
    text = SiglipModel(SiglipConfig(
        text_config=dict(vocab_size=500, hidden_size=WIDTH, intermediate_size=WIDTH, num_hidden_layers=1,
                         num_attention_heads=2, projection_size=WIDTH),
        vision_config=dict(hidden_size=WIDTH, intermediate_size=WIDTH, num_hidden_layers=1, num_attention_heads=2,
                           image_size=SIZE, patch_size=PATCH)))
    tower = fill(text, 23).text_model
    text.set_attn_implementation("eager")
    export(lambda ids: tower(input_ids=ids).pooler_output, [tower], (torch.randint(5, 400, (2, 64)),),
           directory + "/onnx/text_model.onnx", ["input_ids"], ["pooler_output"],
           {"input_ids": rows("batch_size"), "pooler_output": rows("batch_size")})
    write(directory + "/golden/expected.json", {"expect": "refused", "why": "patches instead of pixels"})


LAYOUTS = {"position-ids": position_ids, "external-data": external_data, "sentence-transformers": sentence_transformers,
           "shared-batch": shared_batch, "multilingual": multilingual, "immich-multilingual": immich_multilingual,
           "siglip2": siglip2, "naflex": naflex}


def check(directory):
    """Every graph loads in ONNX Runtime."""
    for folder, _, files in os.walk(directory):
        for name in sorted(files):
            if name.endswith(".onnx"):
                session = onnxruntime.InferenceSession(os.path.join(folder, name), providers=["CPUExecutionProvider"])
                print("  ", os.path.relpath(os.path.join(folder, name), directory),
                      [(i.name, i.type, i.shape) for i in session.get_inputs()],
                      [(o.name, o.shape) for o in session.get_outputs()])


def main(names):
    for name in names or LAYOUTS:
        directory = os.path.join(OUT, name)
        shutil.rmtree(directory, ignore_errors=True)
        torch.manual_seed(0)
        LAYOUTS[name](directory)
        size = sum(os.path.getsize(os.path.join(f, x)) for f, _, files in os.walk(directory) for x in files)
        print(name, size)
        check(directory)


if __name__ == "__main__":
    main(sys.argv[1:])
