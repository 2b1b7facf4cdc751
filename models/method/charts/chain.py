"""The results chain in a picture: five links next to each other, from what is put in to what it is for (R58)."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.method.charts.road import Point
from models.method.evaluation.results import Link, LinkName, LinkState
from models.method.indicators import Layer

#: The picture in pixels: its width, the space beside it, between two boxes and above them, and how high a box is.
WIDTH, SIDE, BETWEEN, TOP, BOX_HEIGHT = 640.0, 8.0, 18.0, 44.0, 96.0

#: What lies below the boxes: only a margin, or room to say where the chain breaks.
MARGIN, ROOM = 10.0, 42.0


@dataclass(frozen=True, slots=True)
class LinkBox:
    """A link in its place: the upper left corner, and what it says; ``score`` is a share, ``root`` where it breaks."""

    at: Point
    name: LinkName
    state: LinkState
    score: float | None
    root: bool


@dataclass(frozen=True, slots=True)
class ChainChart:
    """The boxes with the arrows from each to the next."""

    width: float
    height: float
    box_width: float
    box_height: float
    boxes: tuple[LinkBox, ...]
    arrows: tuple[tuple[Point, Point], ...]


def draw(links: Sequence[Link], root: LinkName | Layer | None) -> ChainChart:
    """Return the picture of a chain of one link or more, in the order given."""
    width = (WIDTH - 2 * SIDE - BETWEEN * (len(links) - 1)) / len(links)
    corners = [Point(SIDE + number * (width + BETWEEN), TOP) for number in range(len(links))]
    middle = TOP + BOX_HEIGHT / 2
    return ChainChart(
        width=WIDTH,
        height=TOP + BOX_HEIGHT + (MARGIN if root is None else ROOM),
        box_width=width,
        box_height=BOX_HEIGHT,
        boxes=tuple(
            LinkBox(corner, link.name, link.state, link.together.score if link.together else None, link.name == root)
            for corner, link in zip(corners, links, strict=True)
        ),
        arrows=tuple(
            (Point(corner.x + width + 2, middle), Point(corner.x + width + BETWEEN - 2, middle))
            for corner in corners[:-1]
        ),
    )
