from pathlib import Path

from tests.readers.texts import BERT, LORA, RESNET, TITLES, places, read_text


def test_title_on_top_of_abstract(tmp_path: Path) -> None:
    papers, _ = read_text(tmp_path, f"{TITLES[0]}\n{RESNET}\n\n{TITLES[1]}\n\n{BERT}\n")
    assert [(paper.title, paper.abstract) for paper in papers] == [(TITLES[0], RESNET), (TITLES[1], BERT)]


def test_rules_and_labels(tmp_path: Path) -> None:
    papers, _ = read_text(
        tmp_path, f"Title: {TITLES[0]}\n\nAbstract\n\n{RESNET}\n=====\n{TITLES[2]}\n\nabstract: {LORA}"
    )
    assert [(paper.title, paper.abstract) for paper in papers] == [(TITLES[0], RESNET), (TITLES[2], LORA)]


def test_text_that_is_no_abstract(tmp_path: Path) -> None:
    papers, rejections = read_text(tmp_path, f"{RESNET} {BERT}\n")
    assert (papers, places(rejections)) == ([], [(1, "text without a title before it")])
