"""Files are copied in parts, by the kernel or without it."""

import os
from pathlib import Path

import pytest

from kg.files import append_part


@pytest.mark.parametrize("by", ["the kernel", "hand", "hand, where the kernel refuses"])
def test_a_part_follows_what_was_written(by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(18, "Invalid cross-device link")

    if by == "hand":
        monkeypatch.delattr(os, "copy_file_range", raising=False)
    elif by != "the kernel":
        monkeypatch.setattr(os, "copy_file_range", refuse, raising=False)
    old = tmp_path / "old"
    old.write_bytes(b"0123456789")
    with old.open("rb") as source, (tmp_path / "new").open("wb") as target:
        target.write(b"ab")
        append_part(target, source, 3, 4)
        target.write(b"cd")
        append_part(target, source, 0, 1)
        append_part(target, source, 9, 1)
    assert (tmp_path / "new").read_bytes() == b"ab3456cd09"
