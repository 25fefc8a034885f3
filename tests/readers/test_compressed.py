import bz2
import gzip
import json
import lzma
from pathlib import Path

import pytest
import zstandard

from tests.readers.texts import read_text

COMPRESS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstandard.compress}
# Numbers that look random, so that the archives are long enough to be cut.
LINES = [json.dumps({"title": f"Paper {n}", "abstract": f"We count {7**n % 10**80}."}) for n in range(3000)]
TEXT = "".join(line + "\n" for line in LINES).encode()


@pytest.mark.parametrize("suffix", COMPRESS)
def test_cut_archive_keeps_what_was_read(tmp_path: Path, suffix: str) -> None:
    data = COMPRESS[suffix](TEXT)
    papers, rejections = read_text(tmp_path, data[: len(data) - 12], f"papers.jsonl.{suffix}")
    assert (len(papers) > 1000) == (suffix != "bz2")  # a block of bzip2, 900 kB, is read whole or not at all
    assert rejections[-1].line is None
    assert "damaged or cut short" in rejections[-1].reason


@pytest.mark.parametrize("suffix", COMPRESS)
def test_parts_joined(tmp_path: Path, suffix: str) -> None:
    half = TEXT.index(b"\n", len(TEXT) // 2) + 1
    papers, rejections = read_text(tmp_path, COMPRESS[suffix](TEXT[:half]) + COMPRESS[suffix](TEXT[half:]), "papers")
    assert (len(papers), rejections) == (3000, [])


def test_garbage_behind_the_archive(tmp_path: Path) -> None:
    papers, rejections = read_text(tmp_path, gzip.compress(TEXT) + b"garbage", "papers.gz")
    assert len(papers) == 3000
    assert "damaged" in rejections[0].reason


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_bomb(tmp_path: Path, suffix: str) -> None:
    start = TEXT[: TEXT.index(b"\n") + 1] + b'{"title": "'
    data = COMPRESS[suffix](start + b"a" * (80 << 20))
    assert len(data) < 1 << 20
    papers, rejections = read_text(tmp_path, data, f"bomb.{suffix}")
    assert len(papers) == 1
    assert "expands more than 200 times" in rejections[-1].reason
