"""Small tokenizers of each kind that CLIP models come with, trained on a few lines of text.

Each function gives the content of tokenizer.json and of tokenizer_config.json.
"""
import json

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

NO_LIMIT = 1000000000000000019884624838656  # what transformers stores where there is no limit


def specials(*tokens):
    return [AddedToken(t, special=True, normalized=False) for t in tokens]


def clip_bpe(corpus, size=600):
    """Byte-level BPE with an end-of-word suffix; the start and end tokens have the highest ids."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    split = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
    tok = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    tok.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    tok.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(split), behavior="removed", invert=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tok.train_from_iterator(corpus, trainers.BpeTrainer(
        vocab_size=size, initial_alphabet=letters, end_of_word_suffix="</w>", show_progress=False))
    data = json.loads(tok.to_str())
    merges = [tuple(m.split(" ")) if isinstance(m, str) else tuple(m) for m in data["model"]["merges"]]
    vocab = letters + [x + "</w>" for x in letters]
    vocab += [m for m in ("".join(pair) for pair in merges) if m not in vocab]
    start, end = len(vocab), len(vocab) + 1
    data["model"]["vocab"] = {t: i for i, t in enumerate(vocab + ["<|startoftext|>", "<|endoftext|>"])}
    data["model"]["merges"] = [" ".join(m) for m in merges]
    data["model"]["unk_token"] = "<|endoftext|>"
    data["added_tokens"] = [
        {"id": i, "content": t, "single_word": False, "lstrip": False, "rstrip": False, "normalized": i == start,
         "special": True} for i, t in ((start, "<|startoftext|>"), (end, "<|endoftext|>"))]
    data["post_processor"] = {
        "type": "RobertaProcessing", "sep": ["<|endoftext|>", end], "cls": ["<|startoftext|>", start],
        "trim_offsets": False, "add_prefix_space": False}
    return data, {"bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>", "pad_token": "<|endoftext|>",
                  "unk_token": "<|endoftext|>", "model_max_length": 77, "tokenizer_class": "CLIPTokenizer"}


def wordpiece(corpus, size=600, cased=True, limit=512):
    """BERT's: basic tokens, then pieces marked with ##."""
    tok = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tok.normalizer = normalizers.BertNormalizer(lowercase=not cased)
    tok.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tok.train_from_iterator(corpus, trainers.WordPieceTrainer(
        vocab_size=size, special_tokens=specials(*names), show_progress=False))
    tok.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return json.loads(tok.to_str()), {
        "cls_token": "[CLS]", "do_lower_case": not cased, "mask_token": "[MASK]", "model_max_length": limit,
        "pad_token": "[PAD]", "sep_token": "[SEP]", "unk_token": "[UNK]", "tokenizer_class": "DistilBertTokenizer"}


def xlm_unigram(corpus, size=800, limit=512):
    """XLM-RoBERTa's: Unigram over NFKC, a start and an end token, pad token 1."""
    tok = Tokenizer(models.Unigram())
    tok.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tok.pre_tokenizer = pre_tokenizers.Metaspace(replacement="\u2581", prepend_scheme="always")
    tok.train_from_iterator(corpus, trainers.UnigramTrainer(
        vocab_size=size, special_tokens=specials("<s>", "<pad>", "</s>", "<unk>", "<mask>"), unk_token="<unk>",
        show_progress=False))
    tok.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    data = json.loads(tok.to_str())
    # The last digits of the scores differ between runs of the trainer.
    data["model"]["vocab"] = [[piece, round(score, 4)] for piece, score in data["model"]["vocab"]]
    return data, {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "mask_token": "<mask>",
                  "model_max_length": limit, "pad_token": "<pad>", "sep_token": "</s>", "unk_token": "<unk>",
                  "tokenizer_class": "XLMRobertaTokenizer"}


def gemma_bpe(corpus, size=700):
    """Gemma's, as SigLIP 2 uses it: spaces become \u2581, unknown characters bytes, only an end token."""
    tok = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tok.normalizer = normalizers.Replace(" ", "\u2581")
    names = ["<pad>", "<eos>", "<bos>", "<unk>"] + [f"<0x{i:02X}>" for i in range(256)]
    tok.train_from_iterator(corpus, trainers.BpeTrainer(
        vocab_size=size, special_tokens=names[:4], show_progress=False, limit_alphabet=100))
    data = json.loads(tok.to_str())
    learned = [t for t, _ in sorted(data["model"]["vocab"].items(), key=lambda item: item[1]) if t not in names]
    data["model"]["vocab"] = {t: i for i, t in enumerate(names + learned)}
    data["added_tokens"] = [a for a in data["added_tokens"] if a["id"] < 4]
    data["pre_tokenizer"] = {"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious",
                             "invert": False}
    data["post_processor"] = {
        "type": "TemplateProcessing", "single": [{"Sequence": {"id": "A", "type_id": 0}},
                                                 {"SpecialToken": {"id": "<eos>", "type_id": 0}}],
        "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
        "special_tokens": {"<eos>": {"id": "<eos>", "ids": [1], "tokens": ["<eos>"]}}}
    return data, {"bos_token": "<bos>", "eos_token": "<eos>", "pad_token": "<pad>", "unk_token": "<unk>",
                  "model_max_length": NO_LIMIT, "padding_side": "right", "tokenizer_class": "GemmaTokenizer",
                  "add_bos_token": False, "add_eos_token": True}
