"""Files of the user: what they hold, what is refused and where, and that their names come before ours."""

import json
from pathlib import Path

import pytest

from kg.errors import DataFileError
from kg.extract import extract
from kg.extract.analysis import analyse
from kg.extract.given import make_finder
from kg.extract.nlp import make_nlp
from kg.extract.user_rules import UserRule, parse_rule, read_lexicon, read_rules, read_user_rules
from kg.model import Entity, Extraction, Paper
from tests.timing import seconds

PAPER = Paper(
    "zebra",
    "Zebra: Hands That Tie Knots",
    "We propose Zebra, which ties knots with a hold rate of 93.5% on KnotPile-40. The striped policy outperforms "
    "Donkey by 3.2 points. Zebra learns from 40 hours of video and is 3x faster than Donkey on KnotPile-40.",
)


def rule(label: str, pattern: object, name: str = "mine") -> UserRule:
    return parse_rule({"id": name, "label": label, "pattern": pattern})


def extraction(*rules: UserRule, paper: Paper = PAPER) -> Extraction:
    return next(extract([paper], rules=rules))


def entity(name: str, *rules: UserRule, paper: Paper = PAPER) -> Entity:
    found = [entity for entity in extraction(*rules, paper=paper).entities if name in (entity.name, *entity.aliases)]
    assert len(found) == 1, found
    return found[0]


def test_a_phrase_becomes_an_entity_of_its_type_with_its_rule():
    found = entity("hold rate", rule("Metric", "hold rate"))
    assert found.type == "Metric"
    assert [(PAPER.text[m.start : m.end], m.rule) for m in found.mentions] == [("hold rate", "user.mine")]


def test_a_token_pattern_matches_words():
    found = entity("KnotPile-40", rule("Task", [{"TEXT": {"REGEX": r"^KnotPile-\d+$"}}]))
    assert found.type == "Task"  # against what our own rules say
    assert {m.rule for m in found.mentions} == {"user.mine"}
    assert len(found.mentions) == 2


def test_a_longer_match_wins_over_ours_and_over_shorter_ones():
    short, long = rule("Method", "Zebra", "short"), rule("Task", [{"LOWER": "ties"}, {"LOWER": "knots"}], "long")
    knots = rule("Dataset", "knots", "knots")
    found = extraction(short, long, knots)
    names = {entity.name: entity for entity in found.entities}
    assert names["ties knots"].type == "Task"
    inside = PAPER.text.index("ties knots") + len("ties ")
    assert not [e.name for e in found.entities if e.name != "ties knots" for m in e.mentions if m.start == inside]


def test_of_two_rules_for_the_same_words_the_earlier_wins():
    assert entity("hold rate", rule("Task", "hold rate", "a"), rule("Metric", "hold rate", "b")).type == "Task"


def test_names_of_one_lexicon_line_are_one_entity(tmp_path: Path):
    file = tmp_path / "mine.tsv"
    file.write_text("# our robots\nZebra\tMethod\tstriped policy\nDonkey\tMethod\n\n", encoding="utf-8")
    found = entity("Zebra", *read_lexicon(file))
    assert {found.name, *found.aliases} == {"Zebra", "striped policy"}
    assert {m.rule for m in found.mentions} == {"lexicon.user"}
    assert found.introduced


def test_claims_take_the_names_of_the_user_as_slots():
    found = extraction(rule("Method", "Zebra"), rule("Metric", "hold rate"), rule("Dataset", "KnotPile-40"))
    claim = next(claim for claim in found.claims if claim.value and claim.value.text == "93.5%")
    assert (claim.subject, claim.metric, claim.dataset) == ("Zebra", "hold rate", "KnotPile-40")


def test_a_phrase_in_capitals_is_not_found_in_small_letters():
    paper = Paper("math", "On MATH", "We solve problems of MATH. The math is easy, and so is Plane Geometry.")
    found = entity("MATH", rule("Dataset", "MATH"), paper=paper)
    assert [paper.text[m.start : m.end] for m in found.mentions] == ["MATH", "MATH"]
    assert entity("Plane Geometry", rule("Task", "plane geometry"), paper=paper).type == "Task"


def test_a_line_may_break_inside_a_name_but_not_the_title():
    paper = Paper("x", "Tying Hold", "Rate of ropes. We measure the hold\n rate and the test\nloss of DonkeyNet.")
    loss = [token(LOWER="test"), token(LOWER="loss")]
    found = extraction(rule("Metric", "hold rate"), rule("Metric", loss, "loss"), paper=paper).entities
    assert {e.name: len(e.mentions) for e in found if e.type == "Metric"} == {"hold\n rate": 1, "test\nloss": 1}


def test_without_rules_nothing_changes():
    assert extraction() == next(extract([PAPER]))


def test_rules_come_before_the_lexicon(tmp_path: Path):
    lexicon, rules = tmp_path / "l.tsv", tmp_path / "r.jsonl"
    lexicon.write_text("\ufeffhold rate\tMetric\n", encoding="utf-8")
    rules.write_text('# mine\n{"id": "r", "label": "Task", "pattern": "hold rate"}\n', encoding="utf-8")
    both = read_user_rules(lexicon=lexicon, rules=rules)
    assert [item.id for item in both] == ["user.r", "lexicon.user"]
    assert entity("hold rate", *both).type == "Task"
    assert read_user_rules() == ()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Zebra\n", 1, "expected a name, a tab"),
        ("# x\n\nZebra\tAnimal\n", 3, "Method, Dataset, Metric, Task"),
        ("\tMethod\n", 1, "expected a name"),
        ("Zebra\tMethod\ta|b\tc\n", 1, "expected a name"),
        ("Zebra\tMethod\nHorse\tTask\tPony|Zebra\n", 2, "'Zebra' is a Task here and a Method on line 1"),
    ],
)
def test_a_broken_lexicon_is_refused_with_file_and_line(text: str, line: int, words: str, tmp_path: Path):
    file = tmp_path / "mine.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        list(read_lexicon(file))
    assert str(caught.value).startswith(f"{file}:{line}: ")
    assert words in str(caught.value)


def token(**keys: object) -> dict[str, object]:
    return keys


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("no JSON", "Expecting value"),
        ([1], "expected a JSON object"),
        ({"label": "Task", "pattern": "x"}, '"id"'),
        ({"id": "a", "label": "Task", "pattern": "x", "weight": 1}, "expected a JSON object"),
        ({"id": "a b", "label": "Task", "pattern": "x"}, "id 'a b'"),
        ({"id": "a", "label": "task", "pattern": "x"}, "label 'task' is none of Method"),
        ({"id": "a", "label": "Task", "pattern": " "}, "the pattern is empty"),
        ({"id": "a", "label": "Task", "pattern": []}, "expected a phrase, or a list"),
        ({"id": "a", "label": "Task", "pattern": ["x"]}, "expected a phrase, or a list"),
        ({"id": "a", "label": "Task", "pattern": [token(POS="NOUN")]}, "'POS' is not known here"),
        ({"id": "a", "label": "Task", "pattern": [token(LOWER=3)]}, "LOWER"),
        ({"id": "a", "label": "Task", "pattern": [token(LOWER={"REGEX": "("})]}, "unterminated"),
        ({"id": "a", "label": "Task", "pattern": [token(LOWER="a", OP="many")]}, "OP 'many'"),
        ({"id": "a", "label": "Task", "pattern": [token(LOWER="a", OP=["+"])]}, "OP"),
        ({"id": "a", "label": "Task", "pattern": [token(LOWER="a", OP="{3,2}")]}, "matches nothing"),
        ({"id": "a", "label": "Task", "pattern": [token(LOWER="a", OP="{99}")]}, "more than 40 tokens"),
        ({"id": "a", "label": "Task", "pattern": [token(LOWER="a", OP="?")]}, "every token is optional"),
        ({"id": "a", "label": "Task", "pattern": [token(IS_ALPHA=True, OP="{1,20}")]}, "exponential"),
        ({"id": "a", "label": "Task", "pattern": [token(IS_ALPHA=True, OP="+")] * 2}, "unbounded"),
        ({"id": "a", "label": "Task", "pattern": [token(OP="*"), {}, token(OP="{2,}")]}, "unbounded"),
        (
            {"id": "a", "label": "Task", "pattern": [token(OP="+"), token(LOWER="a", OP="?"), token(OP="+")]},
            "unbounded",
        ),
    ],
)
def test_a_broken_rule_is_refused_with_file_and_line(record: object, words: str, tmp_path: Path):
    file = tmp_path / "mine.jsonl"
    good = '{"id": "good", "label": "Task", "pattern": "x"}'
    text = record if isinstance(record, str) else json.dumps(record)
    file.write_text(f"{good}\n{text}\n{good}\n", encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        list(read_rules(file))
    assert str(caught.value).startswith(f"{file}:2: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_is_no_text_is_refused(content: bytes | None, tmp_path: Path):
    file = tmp_path / "mine.jsonl"
    if content is not None:
        file.write_bytes(content)
    for read in (read_rules, read_lexicon):
        with pytest.raises(DataFileError, match=r"mine\.jsonl: "):
            list(read(file))


@pytest.mark.parametrize(
    "pattern",
    [
        [token(IS_ALPHA=True, OP="+")],
        [token(IS_ALPHA=True, OP="+"), token(LOWER="b")],
        [token(IS_ALPHA=True, OP="+"), token(LOWER="a"), token(IS_ALPHA=True, OP="+")],
        [token(LOWER="a"), *[token(LOWER="a", OP="?")] * 10],
        [token(LOWER="a", OP="{1,6}"), token(LOWER="a", OP="{1,6}")],
    ],
)
def test_what_is_let_through_takes_linear_time(pattern: list[dict[str, object]]):
    find = make_finder(make_nlp().vocab, [rule("Task", pattern)])
    analysis = analyse("a " * 1200)
    assert seconds(lambda: find(analysis)) < 20  # without windows and limits: minutes
