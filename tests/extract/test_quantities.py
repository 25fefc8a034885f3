from decimal import Decimal

import pytest

from kg.extract.quantities import Number, find_numbers
from tests.timing import seconds


def quantities(text: str) -> list[Number]:
    return [number for number in find_numbers(text) if not number.skip]


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "unit"),
    [
        ("a success rate of 98.0%", "98.0%", "98", "98", "percent"),
        (r"a gain of 4.8\% overall", r"4.8\%", "4.8", "4.8", "percent"),
        ("latency falls by 60-65%", "60-65%", "60", "65", "percent"),
        ("gains of 4% to 8%", "4% to 8%", "4", "8", "percent"),
        ("1.18 points better", "1.18 points", "1.18", "1.18", "point"),
        ("by 2.3 percentage points", "2.3 percentage points", "2.3", "2.3", "percentage-point"),
        ("3.9times faster", "3.9times", "3.9", "3.9", "times"),
        ("1.5-2.0x faster", "1.5-2.0x", "1.5", "2", "times"),
        ("a 5-fold speedup", "5-fold", "5", "5", "times"),
        ("a ten-fold speedup", "ten-fold", "10", "10", "times"),
        ("twice the size", "twice", "2", "2", "times"),
        ("an order of magnitude faster", "an order of magnitude", "10", "10", "times"),
        ("3 orders of magnitude faster", "3 orders of magnitude", "1000", "1000", "times"),
        ("less than 1/38 of the data", "1/38", "0.026316", "0.026316", ""),
        ("a model with 1.3B parameters", "1.3B parameters", "1300000000", "1300000000", "parameter"),
        ("models from 0.5B to 7B parameters", "0.5B to 7B parameters", "500000000", "7000000000", "parameter"),
        ("some 26 billion parameters", "26 billion parameters", "26000000000", "26000000000", "parameter"),
        ("about 7 x 10^5 tokens", "7 x 10^5 tokens", "700000", "700000", "token"),
        ("a loss of 7.1 x 10^-4", "7.1 x 10^-4", "0.00071", "0.00071", ""),
        ("on 512 NVIDIA V100 GPUs", "512 NVIDIA V100 GPUs", "512", "512", "gpu"),
        ("on three NVIDIA GPUs", "three NVIDIA GPUs", "3", "3", "gpu"),
        ("81,082 abstracts", "81,082 abstracts", "81082", "81082", "text"),
        ("58.28 FPS on a phone", "58.28 FPS", "58.28", "58.28", "frame-per-second"),
        ("it costs $100 to train", "$100", "100", "100", "usd"),
        ("an accuracy of 85.3 ± 0.2%", "85.3 ± 0.2%", "85.3", "85.3", "percent"),
        (r"a gain of 5\,\% overall", r"5\,\%", "5", "5", "percent"),
        (r"a 400${\times}$ gain", r"400${\times}$", "400", "400", "times"),
        (r"an EER of $11.3$\pm$9.5\%", r"11.3$\pm$9.5\%", "11.3", "11.3", "percent"),
        ("better by two points", "two points", "2", "2", "point"),
        ("an F1 of 0.57 without queries", "0.57", "0.57", "0.57", ""),
        ("just 40 fine-tuning steps", "40 fine-tuning steps", "40", "40", "step"),
        ("a correlation near -0.998", "-0.998", "-0.998", "-0.998", ""),
    ],
)
def test_find_numbers_reads_value_and_unit(text: str, value: str, low: str, high: str, unit: str) -> None:
    (number,) = quantities(text)
    found = number.quantity
    assert (found.text, found.low, found.high, found.unit) == (value, Decimal(low), Decimal(high), unit)
    assert text[found.start : found.end] == value


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("quantized to W4A4", "W4A4", "code"),
        ("weights in INT8", "INT8", "code"),
        ("trained in bf16", "bf16", "code"),
        ("images of 256times256", "256times256", "pixel"),
        ("multi-billion-parameter models", "multi-billion-parameter", "parameter"),
    ],
)
def test_find_numbers_reads_codes_and_words(text: str, value: str, unit: str) -> None:
    (number,) = quantities(text)
    assert (number.quantity.text, number.quantity.unit, number.quantity.low) == (value, unit, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("GPT-4o and ResNet-50", "name"),
        ("the CIFAR-10 data", "name"),
        ("top-1 error", "name"),
        ("a 3D scene", "ordinal"),
        ("published in 2019", "year"),
        ("see Section 4", "label"),
        ("as in [12]", "citation"),
        ("we show (1) that it works", "enumeration"),
        ("a 3x3 kernel", "shape"),
        ("a 12-layer network", "attribute"),
    ],
)
def test_find_numbers_says_why_a_number_is_no_quantity(text: str, reason: str) -> None:
    assert reason in {number.skip for number in find_numbers(text)}
    assert not quantities(text)


def test_a_number_in_an_address_is_not_seen() -> None:
    assert not find_numbers("code at https://example.org/v2/page-17")


def test_members_of_a_list_share_the_unit_of_the_last() -> None:
    numbers = quantities("sets of 7K, 100K and 800K samples")
    assert [number.quantity.low for number in numbers] == [7000, 100_000, 800_000]
    assert {number.quantity.unit for number in numbers} == {"sample"}
    assert len({number.list_id for number in numbers}) == 1


@pytest.mark.parametrize(
    ("text", "modifier"),
    [("up to 5%", "up to"), ("about 5%", "about"), ("less than 5%", "less than"), ("~5%", "~"), ("a 5% gain", "")],
)
def test_hedges_stay_outside_the_value(text: str, modifier: str) -> None:
    (number,) = quantities(text)
    assert (number.quantity.text, number.quantity.modifier) == ("5%", modifier)


@pytest.mark.parametrize("piece", ["1", "1,", "1.5x ", "(1) ", "10^", "99 to ", "1/", "5 % and "])
def test_time_grows_linearly(piece: str) -> None:
    def taken(length: int) -> float:
        text = piece * (length // len(piece))
        return seconds(lambda: find_numbers(text))

    assert taken(32_000) < 40 * taken(4000) + 0.05
