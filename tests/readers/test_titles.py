import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.titles import normalised, slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Is It Really What You Need?", "is-it-really-what-you-need"),
        ("Ω-QVLA: Robust", "omega-qvla-robust"),
        ("Learning the Étale β-VAE, Straße", "learning-the-etale-beta-vae-strasse"),
        ("µP and μP", "mup-and-mup"),
        ("Model Rubik's  Cube\n(again)", "model-rubik-s-cube-again"),
    ],
)
def test_readable(title: str, expected: str) -> None:
    assert slug(title) == normalised(title) == expected


def test_long() -> None:
    title = "A Very Long Title That Goes On And On Until Nobody Remembers What It Says"
    assert re.fullmatch(r"a-very-long-title-that-goes-on-and-on-until-nobody-[0-9a-f]{8}", slug(title))
    assert len(slug("x" + title)) == 60
    assert slug(title + " Really") != slug(title)


@pytest.mark.parametrize("title", ["深度残差学习", "???", "Глубокое обучение"])
def test_no_latin_letters(title: str) -> None:
    assert re.fullmatch(r"paper-[0-9a-f]{8}", slug(title))
    assert slug("深度学习") != slug("残差学习")


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_no_special_case(title: str) -> None:
    assert normalised(f"{title} é") == "-".join(filter(None, (normalised(title), "e")))


@given(st.text(min_size=1))
def test_any_title(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(title))
    assert len(slug(title)) <= 60
    assert slug(normalised(title)) == slug(title)
