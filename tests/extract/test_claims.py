import re

import pytest

from kg.data.claim_rules import comparison_rules, number_rules, skip_rules, slot_weights, unit_rules, word_effects
from kg.data.units import units
from kg.extract.analysis import analyse
from kg.extract.claims import find_claims
from kg.model import SETTING_PROPERTIES, Claim
from tests.extract.marked import parse
from tests.timing import seconds

# What stands before each sentence, so that it is neither title nor opening.
INTRO = (
    "[FastNet|Method*]: a small network\n"
    "Networks are slow. We present [FastNet|Method*], a network. It has few layers. "
)


def claims(marked: str) -> list[Claim]:
    text, entities = parse(INTRO + marked)
    found = find_claims(analyse(text), entities)
    for claim in found:
        quote = text[claim.start : claim.end]
        assert claim.value is None or (claim.value.text in quote and text.find(quote) == claim.start)
    return list(found)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "On [ImageNet|Dataset], [FastNet|Method*] reaches a [top-1 accuracy|Metric] of 81.3%.",
            {("FastNet", "top-1 accuracy", "81.3%", "ImageNet")},
        ),
        (
            "[FastNet|Method*] achieves 98.0% and 87.8% [accuracy|Metric] on [CIFAR-10|Dataset] and "
            "[CIFAR-100|Dataset], respectively.",
            {("FastNet", "accuracy", "98.0%", "CIFAR-10"), ("FastNet", "accuracy", "87.8%", "CIFAR-100")},
        ),
        (
            "[FastNet|Method*] improves the [AR baseline|Method] by raising [FID|Metric] from 18.65 to 1.80.",
            {("AR baseline", "FID", "18.65", None), ("FastNet", "FID", "1.80", None)},
        ),
        (
            "[FastNet|Method*] lowers the [FID|Metric] of the AR baseline from 18.65 to 1.80.",
            {("AR baseline", "FID", "18.65", None), ("FastNet", "FID", "1.80", None)},
        ),
        (
            "[FastNet|Method*] obtains 2.18 [FID|Metric] on [ImageNet|Dataset] and 0.74 on [GenEval|Dataset].",
            {("FastNet", "FID", "2.18", "ImageNet"), ("FastNet", "GenEval", "0.74", "GenEval")},
        ),
    ],
)
def test_results(sentence: str, expected: set[tuple[str, str, str, str | None]]) -> None:
    found = claims(sentence)
    assert {claim.kind for claim in found} == {"result"}
    assert {(c.subject, c.metric, c.value.text, c.dataset) for c in found if c.value} == expected


@pytest.mark.parametrize(
    ("sentence", "metric", "value", "direction"),
    [
        ("[FastNet|Method*] is 3x faster than [LoRA|Method].", "speed", "3x", "increase"),
        ("[FastNet|Method*] reduces [latency|Metric] by 40% compared to [LoRA|Method].", "latency", "40%", "decrease"),
        ("[FastNet|Method*] uses only 0.35% of the parameters of [LoRA|Method].", "parameters", "0.35%", "decrease"),
        ("[FastNet|Method*] outperforms [LoRA|Method] by 2.4 points.", None, "2.4 points", "increase"),
        ("[FastNet|Method*] improves the [FID|Metric] of [LoRA|Method] by 2.4.", "FID", "2.4", "decrease"),
        ("[FastNet|Method*] sacrifices only 0.4% [accuracy|Metric].", "accuracy", "0.4%", "decrease"),
        ("[FastNet|Method*] has a better [FID|Metric] (5.2%) than [LoRA|Method].", "FID", "5.2%", "decrease"),
    ],
)
def test_changes(sentence: str, metric: str | None, value: str, direction: str) -> None:
    (claim,) = (claim for claim in claims(sentence) if claim.kind == "change")
    assert claim.value is not None
    assert (claim.subject, claim.metric, claim.value.text, claim.direction) == ("FastNet", metric, value, direction)


def test_numbers_of_a_list_belong_to_the_baselines_of_a_list() -> None:
    found = claims("[FastNet|Method*] outperforms [LlamaGen|Method]/[VAR|Method] by 0.4/0.19.")
    assert {(c.baseline, c.value.text) for c in found if c.value} == {("LlamaGen", "0.4"), ("VAR", "0.19")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "We train [FastNet|Method*] with 1.3B parameters on 512 NVIDIA V100 GPUs for 12 hours.",
            {"parameters": "1.3B parameters", "hardware": "512 NVIDIA V100 GPUs", "time": "12 hours"},
        ),
        (
            "We train [FastNet|Method*] on 100B tokens with a batch size of 256 and a context length of 32k tokens.",
            {"data": "100B tokens", "batch size": "256", "context length": "32k tokens"},
        ),
        ("We quantize [FastNet|Method*] to W4A4.", {"precision": "W4A4"}),
        ("We use adapters of rank 16 for 2000 steps.", {"rank": "16", "steps": "2000 steps"}),
    ],
)
def test_settings(sentence: str, expected: dict[str, str]) -> None:
    found = claims(sentence)
    assert {claim.kind for claim in found} == {"setting"}
    assert {claim.metric: claim.value.text for claim in found if claim.value} == expected
    assert {claim.subject for claim in found} == {"FastNet"}


@pytest.mark.parametrize(
    "sentence",
    [
        "It is tested on 5 datasets and 12 tasks.",
        "It has 24 layers and a 3x3 kernel.",
        "In 2019 the work of Section 4 appeared.",
        r"The error is bounded by $2 \leq m$ with p < 0.05.",
        "The contribution is threefold.",
        "A user study with 10 participants was run.",
        "It is open-sourced under the Apache 2.0 licence.",
        "The values span two orders of magnitude.",
        "Only 13 bit-flips break it.",
        "It holds an 80% predictive interval.",
        "The arm moves in 6 degrees of freedom.",
        "It achieves planning over a 3 s horizon.",
        "The robot climbs five times its height.",
        "It reaches all of a graph with 2 million nodes.",
        "The noise is reduced by a 1/f filter.",
        "It reached its peak in the 1990s.",
        "Speech is sampled at 16 kHz.",
        "The robot succeeds in 14 out of 16 trials.",
        "It was used on objects of 200 object categories.",
        "It was shown 10 minutes long videos.",
        r"It approximates distances by a factor of 1 + \epsilon at best.",
        "Half the known answers were incorrect.",
        "It has a down-scaling factor of up to 32.",
        "The solver needs 2 points and 1 line.",
        "It was tried on 45 image classification tasks.",
        "We mount it on GelSlim 2.0 in the hand.",
    ],
)
def test_numbers_that_claim_nothing(sentence: str) -> None:
    assert claims(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("[FastNet|Method*] outperforms [LoRA|Method].", ("FastNet", "outperforms", "LoRA")),
        ("[FastNet|Method*] performs on par with [LoRA|Method].", ("FastNet", "matches", "LoRA")),
        ("[FastNet|Method*] performs worse than [LoRA|Method].", ("FastNet", "underperforms", "LoRA")),
        ("[FastNet|Method*] is surpassed by [LoRA|Method].", ("LoRA", "outperforms", "FastNet")),
        ("[FastNet|Method*] is faster, outpacing [LoRA|Method].", ("FastNet", "outperforms", "LoRA")),
        (
            "[FastNet|Method*] outperforms previous state-of-the-arts.",
            ("FastNet", "outperforms", "previous state-of-the-arts"),
        ),
        (
            "[FastNet|Method*] outperforms all previous methods on several public benchmarks.",
            ("FastNet", "outperforms", "previous methods"),
        ),
        (
            "[FastNet|Method*] outperforms existing state-of-the-art (SOTA) methods.",
            ("FastNet", "outperforms", "existing state-of-the-art (SOTA) methods"),
        ),
        (
            "[FastNet|Method*] is small, but its performance is worse than that of [LoRA|Method].",
            ("FastNet", "underperforms", "LoRA"),
        ),
        (
            "Experiments show the superiority of [FastNet|Method*] over existing methods.",
            ("FastNet", "outperforms", "existing methods"),
        ),
        (
            "[FastNet|Method*] achieves state-of-the-art performance on [GLUE|Dataset].",
            ("FastNet", "outperforms", "state-of-the-art"),
        ),
    ],
)
def test_comparisons(sentence: str, expected: tuple[str, str, str]) -> None:
    (claim,) = claims(sentence)
    assert (claim.subject, claim.relation, claim.baseline) == expected
    assert claim.value is None


def test_a_list_of_baselines_is_a_claim_each() -> None:
    found = claims("[FastNet|Method*] outperforms [LoRA|Method] and [GaLore|Method].")
    assert {claim.baseline for claim in found} == {"LoRA", "GaLore"}


@pytest.mark.parametrize(
    "sentence",
    [
        "[FastNet|Method*] does not outperform [LoRA|Method].",
        "We ask whether [FastNet|Method*] outperforms [LoRA|Method].",
        "Does [FastNet|Method*] outperform [LoRA|Method]?",
        "We aim to outperform [LoRA|Method].",
        "In [FastNet|Method*], agents have preferences over [soccer players|Method].",
        "We thought that [FastNet|Method*] would outperform [LoRA|Method].",
        "[FastNet|Method*] is run on top of a state-of-the-art tracker.",
        "Finally [FastNet|Method*] is compared with [LoRA|Method].",
        "[FastNet|Method*] has a block structure similar to [LoRA|Method].",
        "Similar to [LoRA|Method], [FastNet|Method*] needs no labels.",
    ],
)
def test_denied_asked_and_hoped_for_comparisons_are_none(sentence: str) -> None:
    assert claims(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        (
            "[FastNet|Method*] lifts [accuracy|Metric] on [GLUE|Dataset] 65.3% -> 71.1%.",
            {("result", "65.3%"), ("result", "71.1%")},
        ),
        ("Its [accuracy|Metric] drops to 61.5% on [GLUE|Dataset].", {("result", "61.5%")}),
        ("This costs 1% loss in [accuracy|Metric].", {("change", "1%")}),
        ("[FastNet|Method*] answers in an averaging 3.5 seconds.", {("result", "3.5 seconds")}),
        (
            "Models of tens or hundreds of billions of parameters are slow.",
            {("setting", "tens or hundreds of billions of parameters")},
        ),
        ("[FastNet|Method*] shows near-zero [forgetting|Metric].", {("result", "near-zero")}),
        ("[FastNet|Method*] achieves 1.3% of lead.", {("change", "1.3%")}),
        ("[FastNet|Method*] eliminates 83.8% of the attacks.", {("change", "83.8%")}),
        ("The loss comes with a minimal accuracy loss (2%).", {("change", "2%")}),
        ("[FastNet|Method*] narrows the gap to [LoRA|Method] to 3.0% [accuracy|Metric].", {("change", "3.0%")}),
        ("It raises [AP|Metric] by 10% at IoU=0.5.", {("change", "10%")}),
        ("[FastNet|Method*] reaches 28.2 BLEU points on [WMT14|Dataset].", {("result", "28.2 BLEU points")}),
        ("[FastNet|Method*] reports a mean deviation of 19 pixels.", {("result", "19 pixels")}),
        (
            "[FastNet|Method*] has a [precision|Metric] of 0.91 and a [recall|Metric] of 0.88.",
            {("result", "0.91"), ("result", "0.88")},
        ),
        ("Annotators agree with a Krippendorff's alpha of 0.82.", {("result", "0.82")}),
        ("[FastNet|Method*] reaches 62.5% [recall|Metric] at a precision of 0.9.", {("result", "62.5%")}),
        ("The robot of [FastNet|Method*] reaches 0.13 m/s forward velocity.", {("result", "0.13 m/s")}),
        ("[FastNet|Method*] gives a speed-up of 3x and runs at 21 FPS.", {("change", "3x"), ("result", "21 FPS")}),
        ("It finished in an average time of 31.75 minutes.", {("result", "31.75 minutes")}),
        ("We train [FastNet|Method*] on a 32GB GPU.", {("setting", "32GB")}),
        ("Our data set consists of 238 subjects.", {("setting", "238 subjects")}),
        ("It outperforms 33 existing methods with sevenfold cross-validation.", set()),
    ],
)
def test_numbers_in_other_forms(sentence: str, values: set[tuple[str, str]]) -> None:
    assert {(claim.kind, claim.value.text) for claim in claims(sentence) if claim.value} == values


def test_a_result_is_not_against_what_only_a_change_is_compared_with() -> None:
    found = claims(
        "[FastNet|Method*] reaches an [accuracy|Metric] of 91.5% on [ImageNet|Dataset] and is 4x faster than "
        "[ResNet-50|Method]."
    )
    assert [(claim.kind, claim.baseline) for claim in found] == [("result", None), ("change", "ResNet-50")]


def test_what_a_sentence_opens_with_is_what_its_changes_are_against() -> None:
    found = claims(
        "Compared to [LoRA|Method] trained with [Adam|Method], [FastNet|Method*] needs 3x less [memory|Metric]."
    )
    assert {(claim.subject, claim.baseline) for claim in found} == {("FastNet", "LoRA")}


def test_nothing_fills_two_slots_of_a_claim() -> None:
    found = claims("[FastNet|Method*] reduces the number of collisions from 86 to 0 on [KITTI|Dataset].")
    for claim in found:
        filled = [one for one in (claim.subject, claim.metric, claim.baseline, claim.dataset) if one]
        assert len(set(filled)) == len(filled), claim


def test_a_list_of_numbers_goes_on_about_the_same_thing() -> None:
    found = claims(
        "[OldNet|Method] is slow. The best model reaches an [accuracy|Metric] of 88.5% on [ImageNet|Dataset], 90.7% on "
        "[CUB|Dataset] and 94.5% on [CIFAR-100|Dataset]."
    )
    assert {claim.dataset for claim in found} == {"ImageNet", "CUB", "CIFAR-100"}
    assert len({claim.subject for claim in found}) == 1


def test_it_may_stand_for_what_acted_before() -> None:
    found = claims("On [GLUE|Dataset], [SlowNet|Method*] produces long texts. It attains 81.5% [accuracy|Metric].")
    assert [claim.subject for claim in found if claim.value] == ["SlowNet"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Compared to [LoRA|Method], [FastNet|Method*] is more efficient.", {("FastNet", "LoRA")}),
        ("Compared to the [LoRA|Method], the [FastNet|Method*] is more efficient.", {("FastNet", "LoRA")}),
        (
            "Compared with [LoRA|Method] and [GaLore|Method], [FastNet|Method*] is efficient.",
            {("FastNet", "LoRA"), ("FastNet", "GaLore")},
        ),
        (
            "On small data, compared to [LoRA|Method], [FastNet|Method*] greatly reduces [memory|Metric].",
            {("FastNet", "LoRA")},
        ),
        (
            "[FastNet|Method*] is efficient compared to [LoRA|Method], [GaLore|Method].",
            {("FastNet", "LoRA"), ("FastNet", "GaLore")},
        ),
        (
            "[FastNet|Method*] has better [accuracy|Metric] than [LoRA|Method], [GaLore|Method] and [DoRA|Method].",
            {("FastNet", "LoRA"), ("FastNet", "GaLore"), ("FastNet", "DoRA")},
        ),
    ],
)
def test_nothing_of_a_list_is_compared_with_the_list(sentence: str, expected: set[tuple[str, str]]) -> None:
    assert {(claim.subject, claim.baseline) for claim in claims(sentence)} == expected


@pytest.mark.parametrize("words", ["Unlike", "In contrast to", "Rather than", "As opposed to"])
def test_a_difference_is_no_victory(words: str) -> None:
    assert claims(f"{words} [LoRA|Method], [FastNet|Method*] needs no adapters.") == []


def test_a_failure_to_outperform_claims_nothing() -> None:
    assert claims("[FastNet|Method*] fails to outperform [LoRA|Method] on [GLUE|Dataset].") == []


def test_a_number_and_a_comparison_do_not_say_the_same() -> None:
    found = claims("[FastNet|Method*] outperforms [LoRA|Method] by 2.4 points.")
    assert [claim.kind for claim in found] == ["change"]


def test_claims_do_not_depend_on_the_order_of_entities() -> None:
    text, entities = parse(INTRO + "[FastNet|Method*] outperforms [LoRA|Method] by 2.4 [F1|Metric] on [GLUE|Dataset].")
    analysis = analyse(text)
    assert find_claims(analysis, entities) == find_claims(analysis, tuple(reversed(entities)))


def test_rule_ids_are_unique_and_say_what_they_may() -> None:
    rules = number_rules()
    assert len({rule.id for rule in rules}) == len(rules)
    assert {rule.kind for rule in rules} <= {"none", "setting", "change", "result"}
    assert {rule.about for rule in rules if rule.kind == "setting"} <= set(SETTING_PROPERTIES)
    assert not [rule.id for rule in rules if rule.kind != "setting" and rule.about]
    assert not [rule.id for rule in rules if not rule.id.startswith(f"{rule.kind}.")]
    assert len({rule.id for rule in comparison_rules()}) == len(comparison_rules())
    assert {rule.relation for rule in comparison_rules()} == {"outperforms", "matches", "underperforms"}
    assert {effect for _, effect, _ in word_effects()} == {"increase", "decrease", "better", "worse"}
    assert skip_rules()[0].id == "keep"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("[FastNet|Method*] improves performance by 4.0 SARI points.", {("4.0 SARI points", "SARI")}),
        (
            "[FastNet|Method*] reaches 67.3% [accuracy|Metric] on [GLUE|Dataset] at 17 FPS.",
            {("67.3%", "accuracy"), ("17 FPS", "speed")},
        ),
    ],
)
def test_units_tell_metrics(sentence: str, expected: set[tuple[str, str]]) -> None:
    assert {(claim.value.text, claim.metric) for claim in claims(sentence) if claim.value} == expected


def test_settings_of_units_are_properties() -> None:
    assert {rule.setting for rule in unit_rules() if rule.setting} <= set(SETTING_PROPERTIES)
    assert all(re.compile(rule.pattern) for rule in unit_rules())


def test_units_are_known_to_the_graph() -> None:
    codes = {rule.unit for rule in unit_rules()} - {"magnitude"}
    assert codes <= set(units())


def test_weights_name_slots() -> None:
    assert set(slot_weights()) == {"hero", "subject", "metric", "dataset", "baseline"}


@pytest.mark.parametrize(
    "piece",
    ["[FastNet|Method*] outperforms [LoRA|Method] by 5% and ", "5% and ", "better than ", "3x faster than it, "],
)
def test_time_grows_linearly(piece: str) -> None:
    def taken(times: int) -> float:
        text, entities = parse(piece * times)
        analysis = analyse(text)
        return seconds(lambda: find_claims(analysis, entities))

    assert taken(800) < 20 * taken(100) + 0.1


def test_a_new_state_of_the_art_is_called_without_its_article() -> None:
    (claim,) = claims(
        "[FastNet|Method*] achieves the state of the art in speed and a new state of the art on [CIFAR|Dataset]."
    )
    assert claim.baseline == "state of the art"


def test_the_state_of_the_art_is_called_as_the_text_does() -> None:
    found = claims("[FastNet|Method*] sets a new state of the art on [GLUE|Dataset].")
    assert {claim.baseline for claim in found} <= {"state of the art", None}


def test_what_speaks_for_one_subject_from_several_places_adds_up() -> None:
    """Neither "our method" nor the names of the paper alone weigh as much as a name that stands nearer."""
    found = claims(
        "Trained with [SlowNet|Method], our method enables cars to merge with a [success rate|Metric] of 70%, "
        "reaching an [average speed|Metric] of 19 m/s and doing better than methods such as [BigNet|Method]."
    )
    assert {c.value.text: c.subject for c in found if c.value} == {"70%": "FastNet", "19 m/s": "FastNet"}


@pytest.mark.parametrize(
    ("sentences", "subject"),
    [
        ("[GPT-4|Method] produces larger programs. Moreover, it attains 27% more [accuracy|Metric].", "GPT-4"),
        ("The resulting model, [BigNet|Method], needs 10% less [memory|Metric].", "BigNet"),
        ("[GPT-4|Method], the best of all, is 3% better in [accuracy|Metric].", "GPT-4"),
        ("Compared with [LoRA|Method], our method reaches 39% [accuracy|Metric].", "FastNet"),
    ],
)
def test_grammar_says_what_a_number_is_about(sentences: str, subject: str) -> None:
    assert {claim.subject for claim in claims(sentences) if claim.value} == {subject}


def test_each_change_is_against_what_stands_before_it() -> None:
    found = claims(
        "[FastNet|Method*] outperforms [LoRA|Method] by an average of 4.7% in [accuracy|Metric] and other "
        "low-rank methods by 3.4%."
    )
    assert {(c.value.text, c.baseline) for c in found if c.value} == {
        ("4.7%", "LoRA"),
        ("3.4%", "other low-rank methods"),
    }


def test_results_of_a_list_are_of_its_members() -> None:
    found = claims(
        "[FastNet|Method*] attains a [score|Metric] of 6.4, better than [BigNet|Method] of 5.3 and "
        "[SlowNet|Method] of 5.8, and than [OldNet|Method] (4.9)."
    )
    assert {c.value.text: c.subject for c in found if c.value} == {
        "6.4": "FastNet",
        "5.3": "BigNet",
        "5.8": "SlowNet",
        "4.9": "OldNet",
    }


def test_a_title_that_is_a_sentence_is_not_what_a_paper_is_about() -> None:
    text, entities = parse(
        "A Rope is Worth Sixteen Knots: Nets for Sailors\n"
        "Ropes have long been knotted by hand. Our best model reaches an [accuracy|Metric] of 88.5%."
    )
    (claim,) = find_claims(analyse(text), entities)
    assert claim.subject != "A Rope is Worth Sixteen Knots"
