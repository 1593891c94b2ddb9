"""Writes the goldens beside this file: what the tiny models' vectors are used for, by NumPy.

python3 make_uses.py TINYCLIP SIGLIP, the directories of tinyclip-split and siglip-small with their
tokenizer.json. Needs numpy, onnxruntime, tokenizers and open_clip_torch (for its templates).
"""
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from open_clip.zero_shot_metadata import OPENAI_IMAGENET_TEMPLATES, SIMPLE_IMAGENET_TEMPLATES
from tokenizers import Tokenizer

HERE = Path(__file__).parent
LABELS = ["cat", "dog", "fire truck", "coffee cup", "café", "42"]


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


class Text:
    def __init__(self, model):
        self.session = onnxruntime.InferenceSession(str(model / "onnx/text_model.onnx"))
        self.tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
        self.inputs = {i.name for i in self.session.get_inputs()}
        config = json.loads((model / "tokenizer_config.json").read_text())
        self.siglip = "Siglip" in config["tokenizer_class"]
        if self.siglip:
            pad = self.tokenizer.token_to_id(config["pad_token"])
            self.tokenizer.enable_padding(length=64, pad_id=pad, pad_token=config["pad_token"])
            self.tokenizer.enable_truncation(64)
        else:
            self.tokenizer.no_padding()

    def encode(self, text):
        """One text, as float64; one at a time, so that no padding plays a part."""
        encoding = self.tokenizer.encode(text.lower() if self.siglip else text)
        feed = {
            "input_ids": np.array([encoding.ids], np.int64),
            "attention_mask": np.array([encoding.attention_mask], np.int64),
        }
        outputs = self.session.run(None, {k: v for k, v in feed.items() if k in self.inputs})
        names = [o.name for o in self.session.get_outputs()]
        name = "pooler_output" if self.siglip else "text_embeds"
        return outputs[names.index(name)][0].astype(np.float64)

    def ensemble(self, label, templates):
        """open_clip's build_zero_shot_classifier: normalise, mean, normalise."""
        return unit(np.mean([unit(self.encode(t(label))) for t in templates], axis=0))


def order(queries, rows, k):
    cosines = (queries.astype(np.float64) @ rows.astype(np.float64).T).astype(np.float32)
    return np.argsort(-cosines, axis=1, kind="stable")[:, :k].tolist()


def main(tinyclip, siglip):
    np.set_printoptions(precision=4)
    for name, model, templates in (
        ("ensemble_7", tinyclip, SIMPLE_IMAGENET_TEMPLATES),
        ("ensemble_80", tinyclip, OPENAI_IMAGENET_TEMPLATES),
        ("siglip_ensemble_7", siglip, SIMPLE_IMAGENET_TEMPLATES),
    ):
        text = Text(model)
        vectors = np.array([text.ensemble(label, templates) for label in LABELS])
        np.save(HERE / f"{name}.npy", vectors.astype("<f4"))
        images = np.load(model / "golden/image_embeds.npy").astype(np.float64)
        cosines = images @ vectors.T
        config = json.loads((model / "golden/inputs.json").read_text())
        scale = np.exp(config["logit_scale"])
        if text.siglip:
            probabilities = 1 / (1 + np.exp(-(scale * cosines + config["logit_bias"])))
        else:
            probabilities = np.exp(scale * (cosines - cosines.max(axis=1, keepdims=True)))
            probabilities /= probabilities.sum(axis=1, keepdims=True)
        np.save(HERE / f"{name}_probabilities.npy", probabilities)
    images = np.load(tinyclip / "golden/image_embeds.npy")
    texts = np.load(tinyclip / "golden/text_embeds.npy")
    (HERE / "uses.json").write_text(
        json.dumps(
            {
                "labels": LABELS,
                "text_to_image": order(texts, images, 5),
                "image_to_image": order(images, images, 5),
                "text_to_text": order(texts, texts, 5),
            },
            ensure_ascii=False,
        )
        + "\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
