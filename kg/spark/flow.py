"""The flow of `kg.building` on Spark: what is one loop there is one set of partitions here.

On the driver stand the names of the corpus (they grow with distinct names) and the links between copies of a paper;
papers, extractions and triples stay in the partitions. Each function that runs there is one that one process runs.
"""

from __future__ import annotations

import time
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from kg import building, link, rdf
from kg.columnar import facts_of
from kg.errors import InputError
from kg.extract.user_rules import read_user_rules
from kg.readers import Rejection
from kg.report import Intake, Made, Options, Report
from kg.spark.counting import tally
from kg.spark.portions import Portion, Summary, concept_portions, linked, paper_portions, portion, summary
from kg.spark.reading import merged, read_files
from kg.spark.session import refuse_existing, session
from kg.spark.writing import write
from kg.stages import link_names
from kg.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyspark import RDD, Broadcast, SparkContext

    from kg.extract.user_rules import UserRule
    from kg.model import Concept, Extraction, Paper

__all__ = ["build_on_spark"]

T = TypeVar("T")
PARTITIONS = 4  # for each core, so that no core waits long for the last one


def build_on_spark(
    sources: Iterable[str], folder: str, options: Options | None = None, *, master: str | None = None
) -> Report:
    """Build graph.nt, papers.parquet, entities.parquet, claims.parquet, mentions.parquet and report.json on Spark.

    Each is a folder of partitions. The triples are those that `kg.building.build_folder` gives.

    Args:
        sources: files, folders or globs that every worker sees under the same path; a file is read by one worker.
        folder: a path that Spark can write to, where nothing is yet.
        options: see `Options`; `workers` does not count here.
        master: the URL of a Spark master; without one Spark runs on all cores of this machine.

    Raises:
        InputError: nothing could be read, or a lexicon or a file of rules is broken.
        GraphError: something stands at `folder`, or `base` cannot begin an IRI.
        KgError: Spark does not start, or gives up.
        MissingExtraError: pyspark is not installed.
    """
    started = time.perf_counter()
    options = options or Options()
    rdf.check_base(options.base)
    rules = read_user_rules(lexicon=options.lexicon, rules=options.rules)
    with session(master) as spark:
        refuse_existing(spark, folder)
        context = spark.sparkContext
        partitions = PARTITIONS * context.defaultParallelism
        intake = Intake()
        papers = merged(_read(context, sources, options.year, intake), partitions)
        extractions = _kept(papers.mapPartitions(partial(_extract, rules)))
        names = link_names(tally(extractions, options.never_merge, partitions), options, rules)
        told = context.broadcast(names.for_papers())  # what a paper needs
        found = extractions.mapPartitions(lambda some: summary(told.value, some)).treeReduce(Summary.merge)
        intake.papers = found.papers
        concepts = link.concepts(names, ((at[0], merge) for at, merge in found.merges.items()))
        made = _portions(extractions, told, concepts, options, partitions)
        counts = made.map(lambda some: some.counts).treeReduce(_merge_counts)
        last = portion(
            rdf.description(
                counts, base=options.base, options=rdf.told(options.told(), quotes=options.quotes, base=options.base)
            ),
            base=options.base,
        )
        report = _report(intake, found, concepts, counts.triples + last.counts.triples, options, started)
        write(spark, made.union(context.parallelize([last], 1)), folder, report.to_json())
    return report


def _read(
    context: SparkContext, sources: Iterable[str], year: int | None, intake: Intake
) -> RDD[tuple[int, Paper | Extraction]]:
    """Return the entries, and note how many there are and what was rejected."""
    everything = _kept(read_files(context, sources, year))
    intake.rejected = cast("list[Rejection]", everything.filter(_is_rejection).collect())
    entries = everything.filter(lambda item: not _is_rejection(item))
    intake.entries = entries.count()
    if not intake.entries:
        first = intake.rejected[0]
        raise InputError(first.source, f"nothing could be read: {first.reason}", first.line)
    return cast("RDD[tuple[int, Paper | Extraction]]", entries)


def _extract(rules: Sequence[UserRule], papers: Iterable[Paper | Extraction]) -> Iterator[Extraction]:
    building.collect_rarely()
    return building.extract_all(papers, rules=rules)


def _portions(
    extractions: RDD[Extraction],
    names: Broadcast[link.Names],
    concepts: Sequence[Concept],
    options: Options,
    partitions: int,
) -> RDD[Portion]:
    """Return the whole graph but what describes it: what every graph begins with, papers, then concepts."""
    context = extractions.context
    base = options.base
    fixed = portion(rdf.fixed_blocks(), base=base)
    metrics = context.broadcast({concept.id: concept for concept in concepts if concept.type == "Metric"})
    labels = context.broadcast(_labels(concepts, base))

    def of_papers(some: Iterable[Extraction]) -> Iterator[Portion]:
        papers = (paper for paper, _ in linked(names.value, some))
        return paper_portions(papers, metrics=metrics.value, labels=labels.value, quotes=options.quotes, base=base)

    def of_concepts(
        joined: Iterable[tuple[str, tuple[Iterable[Concept], Iterable[rdf.Shortcut]]]],
    ) -> Iterator[Portion]:
        ordered = sorted(joined, key=lambda pair: pair[0])
        found = ((concept, links) for _, (some, links) in ordered for concept in some)
        return concept_portions(found, labels=labels.value, base=base)

    papers = _kept(extractions.mapPartitions(of_papers))
    shortcuts = papers.flatMap(lambda some: some.shortcuts).distinct(partitions).keyBy(lambda shortcut: shortcut[0])
    by_id = context.parallelize([(concept.id, concept) for concept in concepts], partitions)
    joined = by_id.cogroup(shortcuts, partitions)
    return context.parallelize([fixed], 1).union(papers).union(_kept(joined.mapPartitions(of_concepts)))


def _labels(concepts: Iterable[Concept], base: str) -> dict[str, str]:
    """Return what concepts, units and properties of settings are called, by IRI."""
    fixed = facts_of(rdf.as_triples(rdf.fixed_blocks(), base=base))
    name = PREFIXES["rdfs"] + "label"
    return {iri: facts[name][0] for iri, facts in fixed.items()} | {base + c.id: c.name for c in concepts}


def _report(
    intake: Intake, found: Summary, concepts: Sequence[Concept], triples: int, options: Options, started: float
) -> Report:
    made = Made(
        claims=found.claims,
        concepts=Counter(concept.type for concept in concepts),
        merges=sum(len(concept.merges) for concept in concepts),
        triples=triples,
        refused=tuple(sorted(found.refused)),
        ambiguous=found.ambiguous,
    )
    return Report(intake, made, options, time.perf_counter() - started)


def _kept(items: RDD[T]) -> RDD[T]:
    """Let partitions that are needed again stay on the disks of the workers; lost ones are made again."""
    from pyspark import StorageLevel

    return items.persist(StorageLevel.DISK_ONLY)


def _is_rejection(entry: object) -> bool:
    return isinstance(entry, Rejection)


def _merge_counts(one: rdf.Counts, other: rdf.Counts) -> rdf.Counts:
    one.merge(other)
    return one
