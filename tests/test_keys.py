import pytest

from kg.keys import key, slug, why_same

SAME = [
    ("Ω-QVLA", "Omega-QVLA", "Omega QVLA", "omega-qvla"),
    ("GPT-4o", "GPT4o", "GPT 4o"),
    ("ImageNet 256x256", "ImageNet 256times256", "ImageNet 256×256", "ImageNet 256 x 256", "ImageNet-256x256"),
    ("LLMs", "LLM", "LLM's"),
    ("Fréchet Inception Distance", "Frechet inception distance"),
    ("T-5", "T5"),
    ("fine-tuning", "finetuning", "fine tuning"),
    ("Llama-2", "Llama 2", "Llama2"),
    ("behaviour cloning", "Behavior cloning"),
    ("tokenisation", "tokenization"),
    ("policies", "policy"),
    ("stereo cameras", "stereo camera"),
    ("videos", "video"),
    ("metrics", "metric"),
    ("computation time", "computational time"),
    ("losses", "loss"),
    ("Nash equilibria", "Nash equilibrium"),
    ("inductive biases", "inductive bias"),
    ("orthopaedic surgery", "orthopedic surgery"),
    ("DNF formulae", "DNF formulas"),
    ("domain adaption", "domain adaptation"),
    ("diffusion models", "Diffusion\nModel"),
    ("DALL·E", "DALL-E"),
    ("β-VAE", "beta-VAE"),
]
DIFFERENT = [
    ("Llama-2", "Llama-3"),
    ("Llama-2-7B", "Llama-2-13B"),
    ("ImageNet", "ImageNet-1k"),
    ("ImageNet-1k", "ImageNet 256x256"),
    ("CIFAR-10", "CIFAR-100"),
    ("GPT-3.5", "GPT-35"),
    ("C", "C++"),
    ("C", "C#"),
    ("bias", "bia"),
    ("W4A4", "W4A8"),
    ("机器学习", "深度学习"),
    ("recall@1", "recall@10"),
]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_a_name_have_one_key(names: tuple[str, ...]) -> None:
    assert len({key(name) for name in names}) == 1


@pytest.mark.parametrize("names", DIFFERENT, ids=lambda names: names[0])
def test_names_of_different_things_have_different_keys_and_slugs(names: tuple[str, ...]) -> None:
    assert len({key(name) for name in names}) == len(names)
    assert len({slug(key(name)) for name in names}) == len(names)


@pytest.mark.parametrize("word", ["bias", "loss", "analysis", "SOS", "corpus", "chaos", "series", "Atlas", "robotics"])
def test_not_every_final_s_is_a_plural(word: str) -> None:
    assert key(word) == word.lower()


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("LLMs", "LLM", "plural"),
        ("Diffusion Models", "diffusion models", "case"),
        ("Ω-QVLA", "Omega-QVLA", "characters"),
        ("text-to-image", "text to image", "hyphens"),
        ("behaviour", "behavior", "spelling"),
    ],
)
def test_the_reason_is_the_step_that_made_them_equal(one: str, other: str, reason: str) -> None:
    assert why_same(one, other) == reason


@pytest.mark.parametrize("name", ["", "  ", "---", "@", "a" * 5000, "\u202ename", "<b>&</b>", "\x00"])
def test_any_text_has_a_slug_fit_for_an_iri(name: str) -> None:
    assert set(slug(key(name))) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")
    assert 0 < len(slug(key(name))) <= 80


def test_words_inside_a_name_lose_their_plural_as_the_last_one_does() -> None:
    assert key("nuScenes dataset").startswith(key("nuScenes") + " ")
    assert key("sparse rewards tasks") == key("sparse-reward task")
    assert key("approaches") == "approach"
    assert key("KV caches") == "kv cache"
    assert key("Hierarchical Bayes") == "hierarchical bayes"
    assert key("RRT*") != key("RRT")


def test_brackets_count_unless_they_hold_a_short_form_of_what_stands_before_them() -> None:
    assert key("autoregressive (AR) models") == key("autoregressive models")
    assert key("Text-to-image (T2I) diffusion models") == key("text-to-image diffusion models")
    assert key("Wild (LFW) dataset") != key("Wild (AFLW) dataset")
    assert key("ImageNet (256x256) images") != key("ImageNet images")


def test_dimensions_are_written_with_or_without_a_hyphen() -> None:
    assert key("3-D maps") == key("3D map")
    assert key("ScanNet 3 D") != key("ScanNet 3")
