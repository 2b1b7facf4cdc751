"""A cycle in one look: what it aimed at, with whom, by which solution, and what came of it (R33-R35, R59)."""

from datetime import date

from pydantic import BaseModel, ConfigDict


class _Seen(BaseModel):
    """A value as it was seen at one moment."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Objective(_Seen):
    """An indicator with its road, and the last figure that a round of the cycle looked at."""

    key: str
    title: str
    unit: str
    baseline: float | None
    target: float | None
    target_on: date | None = None
    value: float | None = None


class Picture(_Seen):
    """Objectives, theory of change, partners by key and solution; kept when a cycle closes, so that it stays so."""

    objectives: tuple[Objective, ...] = ()
    nodes: dict[str, str] = {}
    partners: tuple[str, ...] = ()
    solution: str = ""


class Differences(_Seen):
    """What a cycle has that the one before had not, and the other way round."""

    objectives: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    solution: bool = False


def differences(before: Picture, after: Picture) -> Differences:
    """Return what changed from one cycle to the next, by key."""
    roads, now = ({o.key: (o.baseline, o.target, o.target_on) for o in one.objectives} for one in (before, after))
    return Differences(
        objectives=tuple(key for key in dict.fromkeys((*roads, *now)) if roads.get(key) != now.get(key)),
        nodes=tuple(
            key for key in dict.fromkeys((*before.nodes, *after.nodes)) if before.nodes.get(key) != after.nodes.get(key)
        ),
        joined=tuple(key for key in after.partners if key not in before.partners),
        left=tuple(key for key in before.partners if key not in after.partners),
        solution=before.solution != after.solution,
    )
