"""The spaCy components: in a blank pipeline, in one with another tokenizer, written to disk, sent as bytes."""

import pickle
import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kg.errors import DataFileError
from kg.extract import extract
from kg.model import Paper
from tests.conftest import REPO

TITLE = "KnotNet: Tying Knots with LoRA"
ABSTRACT = (
    "We introduce KnotNet, a method for image classification. KnotNet reaches an accuracy of 91.5% on ImageNet and "
    "outperforms LoRA-based ResNet-50 by 3.2 points. It is 4x faster."
)
TEXT = f"{TITLE}\n{ABSTRACT}"
PATTERN = {"id": "knots", "label": "Task", "pattern": [{"LOWER": "tying"}, {"LOWER": "knots"}]}


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("claimgraph_names")
    nlp.add_pipe("claimgraph_claims")
    return nlp


def test_the_installed_entry_points_are_those_of_the_project():
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["entry-points"]["spacy_factories"]
    found = {point.name: point.value for point in entry_points(group="spacy_factories")}
    assert wanted.items() <= found.items()
    assert set(wanted) == {"claimgraph_names", "claimgraph_claims"}


def test_names_and_claims_are_those_of_extract(nlp: Language):
    doc = nlp(TEXT)
    wanted = next(extract([Paper("knots", TITLE, ABSTRACT)]))
    assert doc._.entities == wanted.entities
    assert doc._.claims == wanted.claims
    assert {claim.kind for claim in doc._.claims} >= {"result", "change"}


def test_spans_have_type_and_id_and_entities_do_not_overlap(nlp: Language):
    doc = nlp(TEXT)
    spans = [(span.text, span.label_, span.id_) for span in doc.spans["claimgraph"]]
    assert ("ImageNet", "Dataset", "ImageNet") in spans
    assert spans.count(("KnotNet", "Method", "KnotNet")) == 3
    assert len(spans) >= len(doc.ents) > 3
    assert {(ent.text, ent.label_, ent.ent_id_) for ent in doc.ents} <= set(spans)


def test_offsets_of_claims_count_in_the_text_of_the_doc(nlp: Language):
    doc = nlp(TEXT)
    values = [claim.value for claim in doc._.claims if claim.value]
    assert [doc.text[value.start : value.end] for value in values] == [value.text for value in values]
    assert "91.5%" in [value.text for value in values]


def test_entities_that_stand_there_already_are_kept(nlp: Language):
    ruler = nlp.add_pipe("entity_ruler", first=True)
    ruler.add_patterns([{"label": "PRODUCT", "pattern": "ImageNet"}])
    doc = nlp(TEXT)
    assert [ent.label_ for ent in doc.ents if ent.text == "ImageNet"] == ["PRODUCT"]
    assert [span.label_ for span in doc.spans["claimgraph"] if span.text == "ImageNet"] == ["Dataset"]


class Blanks:
    """A tokenizer of somebody else: splits at blanks only."""

    def __init__(self, vocab: spacy.vocab.Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=text.split(" "), spaces=[True] * text.count(" ") + [False])


def test_another_tokenizer_changes_no_offset(nlp: Language):
    ours = nlp(TEXT)
    nlp.tokenizer = Blanks(nlp.vocab)
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert len(doc) < len(ours)
    assert (doc._.claims, doc._.entities) == (ours._.claims, ours._.entities)
    expanded = {span.text for span in doc.spans["claimgraph"]}
    assert {"LoRA-based", "KnotNet,"} <= expanded  # a span is made of whole tokens
    assert all(ent.text in expanded for ent in doc.ents)


def test_patterns_of_the_user_come_first_and_are_read_back_from_disk(nlp: Language, tmp_path: Path):
    nlp.get_pipe("claimgraph_names").add_patterns([PATTERN])
    nlp.get_pipe("claimgraph_names").add_patterns([{"id": "acc", "label": "Metric", "pattern": "an accuracy"}])
    doc = nlp(TEXT)
    assert ("Tying Knots", "Task") in [(span.text, span.label_) for span in doc.spans["claimgraph"]]
    assert "an accuracy" in [claim.metric for claim in doc._.claims]
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert again.pipe_names == ["claimgraph_names", "claimgraph_claims"]
    assert again.get_pipe("claimgraph_names").patterns == nlp.get_pipe("claimgraph_names").patterns
    read = again(TEXT)
    assert (read._.claims, read._.entities) == (doc._.claims, doc._.entities)
    copy = spacy.blank("en")
    copy.add_pipe("claimgraph_names")
    copy.from_bytes(nlp.to_bytes(exclude=["claimgraph_claims"]))
    assert copy(TEXT)._.entities == doc._.entities


def test_a_broken_pattern_is_refused_and_changes_nothing(nlp: Language, tmp_path: Path):
    names = nlp.get_pipe("claimgraph_names")
    names.add_patterns([PATTERN])
    with pytest.raises(ValueError, match="label 'Animal' is none of"):
        names.add_patterns([{"id": "x", "label": "Animal", "pattern": "zebra"}])
    assert names.patterns == [PATTERN]
    nlp.to_disk(tmp_path)
    (tmp_path / "claimgraph_names").write_text('[{"id": "x"}]', encoding="utf-8")
    with pytest.raises(DataFileError, match="claimgraph_names: expected a JSON object"):
        spacy.load(tmp_path)


def test_what_was_found_travels_with_the_doc(nlp: Language):
    doc = nlp(TEXT)
    (stored,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    for copy in (Doc(nlp.vocab).from_bytes(doc.to_bytes()), stored):
        assert copy._.claims == doc._.claims
        assert copy._.entities == doc._.entities
        assert [span.text for span in copy.spans["claimgraph"]] == [span.text for span in doc.spans["claimgraph"]]
    for _, component in nlp.pipeline:
        pickle.dumps(component)  # what nlp.pipe(n_process=2) needs where processes are spawned


def test_claims_alone_look_for_names_themselves(nlp: Language):
    alone = spacy.blank("en")
    alone.add_pipe("claimgraph_claims")
    doc = alone(TEXT)
    assert doc._.claims == nlp(TEXT)._.claims
    assert doc._.entities == ()
    assert not doc.ents


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n\n", "one", "(" * 5000])
def test_odd_texts(nlp: Language, text: str):
    doc = nlp.make_doc(text) if len(text) < 100 else Blanks(nlp.vocab)(text)
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert doc.text == text
    assert doc._.claims == ()


def test_nothing_is_loaded_or_extended_before_it_is_asked_for():
    code = (
        "import sys, kg.extract\n"
        "assert 'spacy' not in sys.modules\n"
        "import spacy, kg.extract.components\n"
        "from spacy.tokens import Doc\n"
        "assert not Doc.has_extension('claims') and not Doc.has_extension('entities')\n"
        "spacy.blank('en').add_pipe('claimgraph_claims')\n"
        "assert Doc.has_extension('claims')\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=REPO)
