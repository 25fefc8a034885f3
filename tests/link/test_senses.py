"""Acronyms of several meanings: the paper tells, else its other names do, else they are left alone and reported."""

from kg.keys import key
from kg.link import apply, concepts, learn
from kg.model import Extraction
from tests.link.corpora import entity, paper

SEGMENTS = ("instance segmentation", "promptable segmentation", "mask decoder")
ROBOTS = ("factor graph", "loop closure", "robot mapping")


def corpus() -> list[Extraction]:
    defining = [
        *((f"segment-{n}", "Segment Anything Model", SEGMENTS) for n in range(3)),
        *((f"map-{n}", "Smoothing and Mapping", ROBOTS) for n in range(2)),
    ]
    papers = [paper(i, entity("Method", long, "SAM"), *(entity("Task", n) for n in near)) for i, long, near in defining]
    papers += [paper(f"other-{n}", entity("Task", f"thing {n}")) for n in range(300)]
    papers += [
        paper("bare-segment", entity("Method", "SAM"), *(entity("Task", name) for name in SEGMENTS[:2])),
        paper("bare-map", entity("Method", "SAM"), *(entity("Task", name) for name in ROBOTS[1:])),
        paper("bare-both", entity("Method", "SAM"), entity("Task", SEGMENTS[0]), entity("Task", ROBOTS[0])),
        paper("bare-one", entity("Method", "SAM"), entity("Task", SEGMENTS[0]), entity("Task", "cooking")),
    ]
    return papers


def linked(papers: list[Extraction]):
    names = learn(papers)
    return names, {item.paper.id: apply(names, item) for item in papers}


def test_the_other_names_of_a_paper_tell_what_an_acronym_means() -> None:
    _, found = linked(corpus())
    assert "method/segment-anything-model" in {concept for concept, _ in found["bare-segment"].mentions}
    assert "method/smoothing-and-mapping" in {concept for concept, _ in found["bare-map"].mentions}
    assert found["bare-segment"].unresolved == ()


def test_where_they_tell_too_little_the_acronym_is_a_node_of_its_own_and_counted() -> None:
    _, found = linked(corpus())
    for name in ("bare-both", "bare-one"):
        assert "method/sam" in {concept for concept, _ in found[name].mentions}
        assert found[name].unresolved == ("method/sam",)


def test_each_such_merge_has_its_reason_and_first_paper() -> None:
    names, found = linked(corpus())
    nodes = {c.id: c for c in concepts(names, (merge for item in found.values() for merge in item.merges))}
    merges = [(m.surface, m.reason, m.paper) for m in nodes["method/segment-anything-model"].merges]
    assert merges == [("SAM", "defined-here", "segment-0"), ("SAM", "neighbours", "bare-segment")]
    assert "SAM" not in nodes["method/segment-anything-model"].aliases  # elsewhere it means something else


def test_the_order_of_papers_does_not_matter() -> None:
    _, one = linked(corpus())
    _, other = linked(corpus()[::-1])
    assert one == other


def test_versions_and_sizes_of_methods_are_narrower_than_what_they_are_versions_of() -> None:
    names = ("Llama", "Llama 2", "Llama-2-7B", "ViT", "ViT-L/16", "type 2", "type")
    nodes = {c.id: c for c in concepts(learn([paper(str(n), entity("Method", name)) for n, name in enumerate(names)]))}
    assert nodes["method/llama-2-7b"].broader == ("method/llama-2",)
    assert nodes["method/llama-2"].broader == ("method/llama",)
    assert nodes["method/vit-l16"].broader == ("method/vision-transformer",)
    assert nodes["method/type-2"].broader == ()


def test_a_version_of_a_name_that_no_paper_writes_is_narrower_than_its_long_form() -> None:
    names = ("iSAM2", "incremental smoothing and mapping")
    nodes = {c.id: c for c in concepts(learn([paper(name, entity("Method", name)) for name in names]))}
    assert nodes["method/isam-2"].broader == ("method/incremental-smoothing-and-mapping",)


def test_short_words_of_consonants_are_no_plurals() -> None:
    assert key("fps") == key("FPS") == "fps"
    assert key("GANs") == key("GAN")
