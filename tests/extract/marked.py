"""Sentences with their names marked: `[LoRA|Method]`, and `[FastNet|Method*]` for what the paper introduces."""

import re

from kg.model import Entity, Mention

MARK = re.compile(r"\[([^|\]]+)\|(Method|Dataset|Metric|Task)(\*?)\]")


def parse(marked: str) -> tuple[str, tuple[Entity, ...]]:
    """Return the text without marks, and its entities; a mark that is not closed raises."""
    text, at = "", 0
    found: dict[str, tuple[str, list[bool], list[Mention]]] = {}
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        _, introduced, mentions = found.setdefault(match[1], (match[2], [], []))
        introduced.append(bool(match[3]))
        mentions.append(Mention(len(text), len(text) + len(match[1]), "test"))
        text += match[1]
        at = match.end()
    text += marked[at:]
    if "|Method" in text or "|Dataset" in text or "|Metric" in text or "|Task" in text:
        raise ValueError(f"a mark is left over: {text!r}")
    return text, tuple(
        Entity(kind, name, (), any(introduced), tuple(mentions))  # type: ignore[arg-type]
        for name, (kind, introduced, mentions) in found.items()
    )
