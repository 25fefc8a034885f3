from dataclasses import replace
from decimal import Decimal

import pytest

from kg.model import Claim, LinkedClaim, LinkedPaper, Paper, Quantity
from kg.rdf import check

TEXT = "T\nFID 1.80; 98.0% success"
RESULT = Claim(
    "result", "VAR", "FID", Quantity("1.80", 6, 10, Decimal("1.80"), Decimal("1.80")), *(None,) * 4, 2, 10, "r"
)
COMPARISON = replace(RESULT, kind="comparison", value=None, relation="outperforms", baseline="DiT", metric=None)


def checked(claim: Claim, **slots: str) -> tuple[int, str]:
    linked = LinkedClaim(claim, **(dict.fromkeys(("subject", "metric", "baseline", "dataset")) | slots))  # type: ignore[arg-type]
    paper, refused = check(LinkedPaper(Paper("p", *TEXT.split("\n")), (), (), (linked,)))
    return len(paper.claims), "".join(refusal.reason for refusal in refused)


@pytest.mark.parametrize(
    "claim",
    [RESULT, COMPARISON, replace(RESULT, kind="setting", metric="cost"), replace(RESULT, subject=None)],
    ids=["result", "comparison", "setting", "of nobody"],
)
def test_sound_claims_pass(claim: Claim) -> None:
    assert checked(claim) == (1, "")


def value(**changes: object) -> Claim:
    return replace(RESULT, value=replace(RESULT.value, **changes))  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("claim", "rule"),
    [
        (replace(RESULT, end=100), "the offsets lie in the text, in order"),
        (replace(RESULT, start=10), "the offsets lie in the text, in order"),
        (replace(RESULT, start=7), "the quote holds the value"),
        (value(text="1.81"), "the quote holds the value"),
        (replace(RESULT, value=None), "the quote holds the value"),
        (value(high=Decimal(1)), "a range goes from low to high"),
        (value(unit="furlong"), "the unit is in units.tsv"),
        (value(unit="percent", low=Decimal(980), high=Decimal(980)), "a result in percent lies between -100 and 100"),
        (replace(RESULT, kind="setting", metric="colour"), "a setting has a known property"),
        (replace(COMPARISON, relation=None), "a comparison has a relation and two different sides"),
        (replace(COMPARISON, baseline=None), "a comparison has a relation and two different sides"),
    ],
)
def test_what_breaks_a_rule_is_refused_by_its_name(claim: Claim, rule: str) -> None:
    kept, reason = checked(claim)
    assert kept == 0
    assert rule in reason


def test_a_thing_is_not_compared_with_itself() -> None:
    assert checked(COMPARISON, subject="method/var", baseline="method/var")[0] == 0
    assert checked(COMPARISON, subject="method/var", baseline="method/dit")[0] == 1


def test_a_change_may_be_more_than_a_hundred_percent() -> None:
    assert checked(replace(value(unit="percent", low=Decimal(250), high=Decimal(250)), kind="change"))[0] == 1
