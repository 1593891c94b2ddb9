"""Makes src/test/resources/layouts/tokens: hard strings, and their ids by each kind of tokenizer.

    python make_token_goldens.py        (after make_layouts.py)

strings.jsonl has {"text", "times"}: the string is the text repeated. Unpaired surrogates, which no UTF-8 has,
stand for U+FFFD. The other files have, in the same order, {"ids", "length"}: the ids cut to the limit below by
the Python library, and how many there were.
"""
import json
import os

import numpy as np
from tokenizers import Tokenizer

from make_layouts import OUT, RESOURCES, corpus
import tiny_tokenizers

LIMIT = 48
RANGES = [(0x20, 0x7E), (0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x4FF), (0x5D0, 0x5EA),
          (0x600, 0x6FF), (0x900, 0x97F), (0xE00, 0xE7F), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x2100, 0x218F),
          (0x3040, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFB00, 0xFB4F), (0xFE00, 0xFE0F), (0xFF00, 0xFFEF),
          (0x1D400, 0x1D7FF), (0x1F1E6, 0x1F1FF), (0x1F300, 0x1FAFF), (0x20000, 0x2A6DF), (0xE0000, 0xE007F)]
KNOWN = ["", " ", "\t\n", "\0", "a\0b", "\ufeffcat", "e\u0301\u0302\u0327", "\u200b\u200d", "a\u00a0b\u3000c\u2028d",
         "\U0001f468\u200d\U0001f469\u200d\U0001f467 family", "\U0001f1e9\U0001f1ea flag", "\u05e9\u05dc\u05d5\u05dd cat",
         "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645", "\u202eevil\u202c", "\ufb01ne \u2460 \u00bd",
         "\u0130stanbul I\u0307 \u0131", "STRASSE stra\u00dfe \u1e9e", "\u039f\u03a3 \u03a3\u03a3 \u03c2", "<s> </s> <pad> [CLS] [SEP] <eos>",
         "<|startoftext|> <|endoftext|>", "##ing [UNK] <unk>", "\u2581cat \u2581", "don't I'LL we've", "3.14159 1,000,000 \u0661\u0662",
         "caf\u00e9 cafe\u0301", "\ud55c\uad6d\uc5b4 \u1112\u1161\u11ab", "http://a.b/c?d=e&f=%20", "\x01\x02\x7f\x80\x9f", "\ufffd \uffff",
         "\ud83d", "a \ude00 b", "x\ud800\ud800y", "<0x41> <0xFF>", "\\n \\u0041", "a" * 300, "\u4e2d" * 120]
LONG = [("the sea at night ", 400), ("\U0001f600", 200), ("\u96ea\u306e\u4e2d ", 150), ("a\u0301", 500), (".", 2000)]


def strings(seed=20261124, count=220):
    rng = np.random.Generator(np.random.PCG64(seed))
    yield from ((text, 1) for text in KNOWN)
    yield from LONG
    for _ in range(count):
        chosen = [RANGES[int(i)] for i in rng.integers(0, len(RANGES), 3)]
        text = ""
        for _ in range(int(rng.integers(1, 20))):
            low, high = chosen[int(rng.integers(0, 3))]
            text += chr(int(rng.integers(low, high + 1))) + (" " if rng.random() < 0.2 else "")
        yield text, 1


def well_formed(text):
    return "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text)


def write_lines(file, values):
    with open(file, "w", encoding="ascii") as f:
        for value in values:
            f.write(json.dumps(value, separators=(",", ":")) + "\n")


def ids(encode, all_strings):
    for text, times in all_strings:
        whole, cut = encode(well_formed(text) * times)
        yield {"ids": cut, "length": len(whole)}


def by_library(file):
    whole, cut = Tokenizer.from_file(file), Tokenizer.from_file(file)
    cut.enable_truncation(LIMIT)
    return lambda text: (whole.encode(text).ids, cut.encode(text).ids)


def lower_casing():
    """transformers' own class for SigLIP 2 over the tokenizer of the siglip2 layout."""
    from transformers import Siglip2Tokenizer

    tok = Siglip2Tokenizer.from_pretrained(os.path.join(OUT, "siglip2"))
    # Loaded from vocabulary and merges, it lacks the end token that tokenizer.json adds.
    end = tok.convert_tokens_to_ids("<eos>")

    def encode(text):
        plain = tok(text, add_special_tokens=False)["input_ids"]
        return plain + [end], plain[: LIMIT - 1] + [end]

    return encode


def main():
    folder = os.path.join(OUT, "tokens")
    os.makedirs(folder, exist_ok=True)
    data, config = tiny_tokenizers.wordpiece(corpus(), cased=False)
    with open(os.path.join(folder, "wordpiece-uncased.json"), "w", encoding="utf-8") as f:
        json.dump(data, f, ensure_ascii=False)
    all_strings = list(strings())
    write_lines(os.path.join(folder, "strings.jsonl"), [{"text": t, "times": n} for t, n in all_strings])
    files = {"wordpiece": OUT + "/multilingual/text/tokenizer.json",
             "wordpiece-uncased": folder + "/wordpiece-uncased.json",
             "unigram": OUT + "/immich-multilingual/textual/tokenizer.json",
             "gemma": OUT + "/siglip2/tokenizer.json",
             "clip": RESOURCES + "/reference/models/tokenizers/clip.json",
             "siglip": RESOURCES + "/reference/models/tokenizers/siglip.json"}
    for name, file in files.items():
        write_lines(f"{folder}/{name}.jsonl", ids(by_library(file), all_strings))
    write_lines(f"{folder}/gemma-lower-case.jsonl", ids(lower_casing(), all_strings))


if __name__ == "__main__":
    main()
