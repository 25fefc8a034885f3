"""What comparisons are with, and when they claim nothing."""

import pytest

from tests.extract.test_claims import claims


@pytest.mark.parametrize(
    ("sentence", "losers"),
    [
        ("[FastNet|Method*] outperforms a strong baseline and a human expert.", {"strong baseline", "human expert"}),
        (
            "[FastNet|Method*] outperforms older networks as well as experts.",
            {"older networks", "experts"},
        ),
        ("[FastNet|Method*] outperforms older networks and learning is fast.", {"older networks"}),
        ("[FastNet|Method*] outperforms the best baseline ([LoRA|Method]).", {"LoRA"}),
        ("[FastNet|Method*] outperforms the best network, [LoRA|Method], on all tasks.", {"LoRA"}),
        ("[FastNet|Method*] outperforms older methods, including [LoRA|Method] and [DoRA|Method].", {"LoRA", "DoRA"}),
        ("[FastNet|Method*] outperforms models trained from scratch.", {"models trained from scratch"}),
        (
            "[FastNet|Method*] outperforms existing methods that use labels, by far.",
            {"existing methods that use labels"},
        ),
        ("[FastNet|Method*] outperforms other small networks trained from scratch.", {"other small networks"}),
    ],
)
def test_who_is_beaten(sentence: str, losers: set[str]) -> None:
    assert {claim.baseline for claim in claims(sentence) if claim.kind == "comparison"} == losers


@pytest.mark.parametrize(
    "sentence",
    [
        "While [FastNet|Method*] shows state-of-the-art results, it is slow.",
        "[FastNet|Method*] comes with a thorough overview of the state of the art in vision.",
        "The number of its users increases over time.",
        "[FastNet|Method*] predicts positions close to the actual position.",
        "[FastNet|Method*] outperforms in all tasks.",
        "[FastNet|Method*] surpasses the previous best score of 0.80.",
        "[FastNet|Method*] is better than previous ones.",
        "[FastNet|Method*] is far from being as well trained as [LoRA|Method].",
        "[FastNet|Method*] is trained for inference over the LoRA network, which is better.",
        "[FastNet|Method*] needs fewer steps than $\\tilde O(n)$.",
    ],
)
def test_what_compares_nothing(sentence: str) -> None:
    assert not [claim for claim in claims(sentence) if claim.kind == "comparison"]


def test_what_is_measured_of_a_thing_stands_for_the_thing() -> None:
    (claim,) = claims("The sample efficiency of [TinyNet|Method] lags behind [LoRA|Method].")
    assert (claim.subject, claim.baseline) == ("TinyNet", "LoRA")


def test_nothing_changes_against_itself() -> None:
    found = claims("Compared with [LoRA|Method], [FastNet|Method*] needs 3x less [memory|Metric].")
    assert {(claim.subject, claim.baseline) for claim in found} == {("FastNet", "LoRA")}


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("[FastNet|Method*] needs 2.5% of the model size of [LoRA|Method].", "model size"),
        ("[FastNet|Method*] has a low total weight of only 6.2 kg.", "total weight"),
        ("[FastNet|Method*] shows a speed increase of over 20 times.", "speed"),
        ("[FastNet|Method*] is quicker to render, with a frame time reduction of 45%.", "frame time"),
    ],
)
def test_a_metric_is_called_without_praise(sentence: str, metric: str) -> None:
    assert [claim.metric for claim in claims(sentence) if claim.value] == [metric]


def test_data_beat_nobody_unless_they_do_something() -> None:
    (claim,) = claims(
        "Tests are run on two data sets, [KITTI|Dataset] and [DART|Dataset], and achieve state-of-the-art results."
    )
    assert claim.subject not in ("KITTI", "DART")


def test_what_we_do_the_thing_does_that_the_paper_is_about() -> None:
    (claim,) = claims("We present better results than the state of the art.")
    assert claim.subject == "FastNet"


def test_another_matter_is_not_measured_on_the_data_of_the_sentence_before() -> None:
    found = claims(
        "[FastNet|Method*] reaches an [FID|Metric] of 2.0 on [CIFAR-10|Dataset]. "
        "Moreover, it attains an [aesthetic score|Metric] of 6.42."
    )
    assert [(claim.metric, claim.dataset) for claim in found] == [("FID", "CIFAR-10"), ("aesthetic score", None)]
