"""The pictures of an evaluation as SVG: readable on paper, without colour and aloud; nothing comes from elsewhere."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from models.method.charts.chain import ChainChart
from models.method.charts.road import Point, RoadChart, labelled
from models.method.evaluation.results import LinkState
from models.method.labels import label
from notifications.reports.words import say
from notifications.reports.writing import LETTER, Writing, cut, plain

TEMPLATES = Path(__file__).parent / "templates"

#: The height of letters in a picture, in pixels.
SMALL, TITLE = 12, 15

#: How much wider bold letters are than others.
BOLD = 1.2

#: How far from the top the legend begins.
LEGEND = 52.0

#: The sign and the colour of each state of a link; its word stands beside them.
LOOKS: dict[LinkState, tuple[str, str]] = {
    LinkState.OK: ("#00695c", "#e0f2ef"),
    LinkState.BROKEN: ("#a3241c", "#fbe9e7"),
    LinkState.UNKNOWN: ("#4a5056", "#f1f3f4"),
}

PICTURES = ImmutableSandboxedEnvironment(
    loader=FileSystemLoader(TEMPLATES),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
PICTURES.filters["px"] = lambda place: f"{place:.1f}".rstrip("0").rstrip(".")

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and what it shows, in words; ``description`` is for whoever does not see it."""

    svg: str
    description: str


@dataclass(frozen=True, slots=True)
class Label:
    """A text in the picture and where it stands."""

    at: Point
    text: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: the kind of sign, where it stands, and what it means."""

    kind: str
    at: Point
    text: str


def road(chart: RoadChart, *, title: str, unit: str, on: date, writing: Writing) -> Picture:
    """Return the picture of one indicator on a day; ``title`` and ``unit`` are what the alliance calls it."""
    frame, language = chart.frame, writing.language
    description = _told(chart, unit, writing)
    svg = _drawn(
        "road.svg",
        chart=chart,
        language=language,
        title=plain(title),
        shown_title=cut(plain(title), frame.width - 20, TITLE * BOLD),
        description=description,
        unit=cut(plain(unit), frame.width - 20, SMALL),
        values=[(tick.at, _value(chart, tick.value, writing)) for tick in chart.values],
        days=_days(chart, writing),
        labels=_labels(chart, writing),
        legend=_legend(chart, language),
        versions=[(one, f"v{one.version}") for one in chart.former],
        line=[dot.at for dot in chart.measured if not dot.doubted],
        on=_edge(chart, Label(Point(chart.on.x, frame.top - 24), f"{say('on', language)} {writing.day(on)}", "middle")),
    )
    return Picture(svg, description)


def chain(chart: ChainChart, *, root: str, writing: Writing) -> Picture:
    """Return the picture of the results chain; ``root`` says where it breaks, in words, or nothing."""
    language = writing.language
    boxes = [
        {
            "box": box,
            "name": label(box.name, language),
            "state": label(box.state, language),
            "ink": LOOKS[box.state][0],
            "paper": LOOKS[box.state][1],
            "score": "" if box.score is None else writing.share(box.score),
        }
        for box in chart.boxes
    ]
    description = "; ".join(f"{one['name']}: {one['state']} {one['score']}".rstrip() for one in boxes)
    described = f"{description}. {root}".rstrip()
    svg = _drawn(
        "chain.svg",
        chart=chart,
        language=language,
        title=say("chain", language),
        description=described,
        boxes=boxes,
        root=root,
        root_here=say("root_here", language),
    )
    return Picture(svg, described)


def _drawn(name: str, **given: Any) -> str:
    return PICTURES.get_template(name).render(given)


def inline(picture: Picture) -> Markup:
    """Return a drawing of ours as part of a page: its texts were escaped when it was drawn."""
    return Markup(picture.svg)  # noqa: S704 -- drawn by the templates here, which escape every text


def _value(chart: RoadChart, value: float, writing: Writing) -> str:
    if not chart.steps:
        return writing.tick(value)
    step = int(value) if value.is_integer() else -1
    return cut(plain(chart.steps[step]), chart.frame.left - 8, SMALL) if 0 <= step < len(chart.steps) else ""


def _days(chart: RoadChart, writing: Writing) -> list[Label]:
    y = chart.frame.height - chart.frame.bottom + 18
    return [
        _edge(chart, Label(Point(tick.at, y), writing.day_tick(tick.day, tick.grain), "middle")) for tick in chart.days
    ]


def _labels(chart: RoadChart, writing: Writing) -> list[Label]:
    """Return the figures that are written out: the last that was measured, the baseline and the target."""
    named: list[tuple[Point, str]] = []
    counted = [dot for dot in chart.measured if not dot.doubted] or chart.measured
    if counted:
        last = counted[-1]
        top = last.whisker[1].y if last.whisker else last.at.y
        named.append((Point(last.at.x, top), f"{_value(chart, last.value, writing)} ({writing.day(last.day)})"))
    named += [(one.at, _value(chart, one.value, writing)) for one in (chart.baseline, chart.target) if one]
    places = [Point(at.x, at.y - 10) for at, _ in named]
    shifts = labelled(places, apart=14)
    return [
        _edge(chart, Label(Point(place.x, place.y + (shift + 12 if shift else 0)), text, "middle"))
        for place, shift, (_, text) in zip(places, shifts, named, strict=True)
    ]


def _edge(chart: RoadChart, one: Label) -> Label:
    """Return a label that does not run over the edge of the picture."""
    half = len(one.text) * SMALL * LETTER / 2
    if one.at.x - half < 4:
        return Label(Point(max(one.at.x - 4, 4), one.at.y), one.text, "start")
    if one.at.x + half > chart.frame.width - 4:
        return Label(Point(min(one.at.x + 4, chart.frame.width - 4), one.at.y), one.text, "end")
    return one


def _legend(chart: RoadChart, language: str) -> list[Entry]:
    there = {
        "baseline": chart.baseline is not None,
        "expected": bool(chart.expected),
        "target": chart.target is not None,
        "measured": any(not dot.doubted for dot in chart.measured),
        "interval": any(dot.whisker for dot in chart.measured),
        "doubted": any(dot.doubted for dot in chart.measured),
        "former": bool(chart.former),
    }
    x, y, entries = 10.0, LEGEND, []
    for kind in (kind for kind, is_there in there.items() if is_there):
        text = say("added_up" if kind == "measured" and chart.adds_up else kind, language)
        width = 24 + len(text) * SMALL * LETTER
        if x + width > chart.frame.width - 10:
            x, y = 10.0, y + 16
        entries.append(Entry(kind, Point(x, y), text))
        x += width + 8
    return entries


def _told(chart: RoadChart, unit: str, writing: Writing) -> str:
    """Say what the picture shows."""
    language, parts = writing.language, []
    for kind, spot in (("baseline", chart.baseline), ("target", chart.target)):
        if spot is not None:
            figure = f"{_value(chart, spot.value, writing)} {plain(unit)}".rstrip()
            parts.append(f"{say(kind, language)}: {figure}" + (f" ({writing.day(spot.day)})" if spot.day else ""))
    seen = ", ".join(f"{_value(chart, dot.value, writing)} ({writing.day(dot.day)})" for dot in chart.measured)
    parts.append(f"{say('measured', language)}: {seen}" if seen else say("unmeasured", language))
    parts += [f"{say('former', language)}: v{one.version}" for one in chart.former]
    return "; ".join(parts) + "."
