"""The theory of change in a picture: a column per level, and arrows from what is done to what it is for (R16, R47)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.method.charts.road import Point
from models.method.definition_impact import Link, Node, TheoryOfChange
from models.method.indicators import Evidence, Level

#: The picture in pixels: its width, the space beside it, between two columns and two boxes, and above the boxes.
WIDTH, SIDE, ACROSS, BETWEEN, TOP, BOX_HEIGHT = 640.0, 8.0, 34.0, 12.0, 62.0, 66.0

#: How often the order within the columns is drawn towards what the boxes are joined to.
SWEEPS = 4


@dataclass(frozen=True, slots=True)
class NodeBox:
    """A node in its place: the upper left corner and what it says."""

    at: Point
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """What leads to what; ``number`` is that of its assumption, 0 without one, and ``back`` is what is learned from."""

    begin: Point
    end: Point
    number: int
    evidence: Evidence
    back: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A level of the theory of change and how far from the left it begins."""

    x: float
    level: Level


@dataclass(frozen=True, slots=True)
class TheoryChart:
    """The boxes by level with their arrows, and the assumptions by number."""

    width: float
    height: float
    box_width: float
    box_height: float
    columns: tuple[Column, ...]
    boxes: tuple[NodeBox, ...]
    arrows: tuple[Arrow, ...]
    assumptions: tuple[tuple[str, Evidence], ...]


def draw(theory: TheoryOfChange) -> TheoryChart | None:
    """Return the picture of a theory of change; ``None`` of an empty one. Levels without a node take no room."""
    levels = [level for level in Level if any(node.level is level for node in theory.nodes)]
    if not levels:
        return None
    ordered = _ordered(levels, theory)
    width = (WIDTH - 2 * SIDE - ACROSS * (len(levels) - 1)) / len(levels)
    deepest = max(len(nodes) for nodes in ordered.values())
    middle = TOP + (deepest * (BOX_HEIGHT + BETWEEN) - BETWEEN) / 2
    columns = [Column(SIDE + number * (width + ACROSS), level) for number, level in enumerate(levels)]
    boxes: dict[str, NodeBox] = {}
    for column in columns:
        nodes = ordered[column.level]
        top = middle - (len(nodes) * (BOX_HEIGHT + BETWEEN) - BETWEEN) / 2
        for place, node in enumerate(nodes):
            boxes[node.key] = NodeBox(Point(column.x, top + place * (BOX_HEIGHT + BETWEEN)), node.key, node.text)
    links = [link for link in theory.links if link.from_ in boxes and link.to in boxes]
    assumed = [link for link in links if link.assumption]
    learned = [(node.key, other) for node in theory.nodes for other in node.learns_from if other in boxes]
    return TheoryChart(
        width=WIDTH,
        height=middle * 2 - TOP + 16,
        box_width=width,
        box_height=BOX_HEIGHT,
        columns=tuple(columns),
        boxes=tuple(boxes.values()),
        arrows=(
            *(_arrow(boxes, width, link, assumed) for link in links),
            *(_back(boxes[other], boxes[key], width) for key, other in learned),
        ),
        assumptions=tuple((link.assumption, link.evidence) for link in assumed),
    )


def _ordered(levels: Sequence[Level], theory: TheoryOfChange) -> Mapping[Level, list[Node]]:
    """Return the nodes of each level, those near each other that are joined to the same ones (Sugiyama 1981)."""
    found = {level: [node for node in theory.nodes if node.level is level] for level in levels}
    joined: dict[str, set[str]] = {node.key: set() for node in theory.nodes}
    for link in theory.links:
        if link.from_ in joined and link.to in joined:
            joined[link.from_].add(link.to)
            joined[link.to].add(link.from_)
    for sweep in range(SWEEPS):
        for level in levels if sweep % 2 == 0 else reversed(levels):
            place = {n.key: number / len(nodes) for nodes in found.values() for number, n in enumerate(nodes)}
            found[level].sort(key=lambda node: _middle(node.key, joined, place))
    return found


def _middle(key: str, joined: Mapping[str, set[str]], place: Mapping[str, float]) -> float:
    others = [place[other] for other in joined[key]]
    return sum(others) / len(others) if others else place[key]


def _arrow(boxes: Mapping[str, NodeBox], width: float, link: Link, assumed: Sequence[Link]) -> Arrow:
    begin, end = _ends(boxes[link.from_], boxes[link.to], width)
    number = assumed.index(link) + 1 if link.assumption else 0
    return Arrow(begin, end, number, link.evidence, back=False)


def _back(source: NodeBox, learner: NodeBox, width: float) -> Arrow:
    begin, end = _ends(source, learner, width)
    return Arrow(begin, end, 0, Evidence.UNTESTED, back=True)


def _ends(source: NodeBox, target: NodeBox, width: float) -> tuple[Point, Point]:
    """Return from where to where an arrow leads: between facing sides, or from bottom to top within a column."""
    half = BOX_HEIGHT / 2
    if source.at.x < target.at.x:
        return Point(source.at.x + width, source.at.y + half), Point(target.at.x, target.at.y + half)
    if source.at.x > target.at.x:
        return Point(source.at.x, source.at.y + half), Point(target.at.x + width, target.at.y + half)
    middle = source.at.x + width / 2
    if source.at.y < target.at.y:
        return Point(middle, source.at.y + BOX_HEIGHT), Point(middle, target.at.y)
    return Point(middle, source.at.y), Point(middle, target.at.y + BOX_HEIGHT)
