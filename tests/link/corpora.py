"""Small corpora for the linker: papers of a few named things each."""

from kg.model import Claim, Entity, EntityType, Extraction, Mention, Paper


def entity(kind: EntityType, name: str, *aliases: str, introduced: bool = False, at: int = 0) -> Entity:
    return Entity(kind, name, aliases, introduced, (Mention(at, at + len(name), "test"),))


def paper(paper_id: str, *entities: Entity, claims: tuple[Claim, ...] = ()) -> Extraction:
    return Extraction(Paper(paper_id, "Title", "Abstract"), entities, claims)


def claim(kind: str = "result", **slots: str | None) -> Claim:
    fields = dict.fromkeys(("subject", "metric", "value", "baseline", "dataset", "direction", "relation")) | slots
    return Claim(kind=kind, start=0, end=5, rule="test", **fields)  # type: ignore[arg-type]
