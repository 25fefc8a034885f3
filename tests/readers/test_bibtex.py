from pathlib import Path

from tests.readers.texts import places, read_text

ENTRY = '@article{%s,\n  title = {%s},\n  author = {G{\\"o}del, Kurt and Alonzo Church},\n  abstract = {%s}\n}\n'


def test_bad_entries(tmp_path: Path) -> None:
    good = ENTRY % ("one", "First", "We do it.") + "@article{bad, title = {Never closed\n"
    text = (
        good + ENTRY % ("two", "Second", "We do it.") + ENTRY % ("two", "Third", "We do it.") + "@misc{x, title={Bare}}"
    )
    papers, rejections = read_text(tmp_path, text, "refs.bib")
    assert [paper.id for paper in papers] == ["one", "two"]
    assert [line for line, _ in places(rejections)] == [6, 12, 17]
    assert rejections[-1].reason == "no abstract"


def test_latex(tmp_path: Path) -> None:
    abstract = "Error of 3.57\\% and 20% \\emph{less} on A & B\n    with {\\'E}tale maps, $x^{2}$."
    paper = read_text(tmp_path, ENTRY % ("one", "{R}esidual {N}ets", abstract), "refs.bib")[0][0]
    assert paper.title == "Residual Nets"
    assert paper.abstract == "Error of 3.57% and 20% less on A & B with Étale maps, $x^{2}$."
    assert paper.authors == ("Kurt Gödel", "Alonzo Church")


def test_library_is_quiet(tmp_path: Path, capfd) -> None:
    read_text(tmp_path, "@article{bad, title = {Never closed\n", "refs.bib")
    assert capfd.readouterr() == ("", "")
