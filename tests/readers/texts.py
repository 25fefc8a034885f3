"""Three papers told in our own words, and ways to put text into files."""

from pathlib import Path

from kg.errors import InputError
from kg.model import Extraction, Paper
from kg.readers import Rejection, read

SAMPLES = sorted((Path(__file__).parent / "samples").iterdir())

TITLES = [
    "Deep Residual Learning for Image Recognition",
    "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
    "LoRA: Low-Rank Adaptation of Large Language Models",
]
RESNET = (
    "ResNet adds shortcut connections that carry the input of a few layers past them, so that the layers learn a "
    "residual. Networks of 152 layers can then be trained. An ensemble reaches 3.57% top-5 error on ImageNet and won "
    "the classification track of ILSVRC 2015."
)
BERT = (
    "BERT is a Transformer encoder that is trained to fill in masked words and so reads context on both sides. After "
    "fine-tuning with one extra output layer it reaches a GLUE score of 80.5% and an F1 of 93.2 on SQuAD v1.1."
)
LORA = (
    "LoRA freezes the weights of a language model and trains a pair of low-rank matrices for each layer. For GPT-3 "
    "175B this cuts the number of trainable parameters by 10,000 times and GPU memory by 3 times, without slower "
    "inference."
)
ABSTRACTS = [RESNET, BERT, LORA]


def read_file(path: Path, year: int | None = None) -> tuple[list[Paper | Extraction], list[Rejection]]:
    """Return what a file gives, also if that is nothing at all."""
    rejections: list[Rejection] = []
    items: list[Paper | Extraction] = []
    try:
        items.extend(read([path], year=year, rejected=rejections.append))
    except InputError:
        assert rejections, "an error, but no rejection that says why"
    return items, rejections


def read_text(folder: Path, text: str | bytes, name: str = "file.txt", year: int | None = None):
    """Return what a file with this content gives."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_file(path, year)


def places(rejections: list[Rejection]) -> list[tuple[int | None, str]]:
    """Return line and reason."""
    return [(rejection.line, rejection.reason) for rejection in rejections]
