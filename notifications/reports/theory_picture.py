"""The theory of change as SVG, with its assumptions by number."""

from models.method.charts.theory import TheoryChart
from models.method.indicators import Evidence
from models.method.labels import label
from notifications.reports.pictures import PICTURES, SMALL, Picture
from notifications.reports.words import say
from notifications.reports.writing import Writing, in_lines, plain

#: How high a line of text is.
LINE = 14.0

#: How the arrow of an assumption looks, by what the evidence says of it; its word stands beside its number.
STROKES: dict[Evidence, tuple[str, str]] = {
    Evidence.UNTESTED: ("#4a5056", "none"),
    Evidence.SUPPORTED: ("#00695c", "none"),
    Evidence.MIXED: ("#7a5a00", "8 3"),
    Evidence.REFUTED: ("#a3241c", "2 3"),
}


def draw(chart: TheoryChart, writing: Writing) -> Picture:
    """Return the picture of a theory of change, with what each numbered arrow assumes below it."""
    language = writing.language
    assumptions = [
        f"{number}. {plain(text)} ({label(evidence, language)})"
        for number, (text, evidence) in enumerate(chart.assumptions, 1)
    ]
    lines = [line for one in assumptions for line in in_lines(one, chart.width - 20, SMALL, 3)]
    names = {box.key: plain(box.text) for box in chart.boxes}
    described = "; ".join([*names.values(), *assumptions])
    svg = PICTURES.get_template("theory.svg").render(
        chart=chart,
        language=language,
        title=say("theory", language),
        description=described,
        height=chart.height + 10 + LINE * len(lines),
        columns=[(column, label(column.level, language)) for column in chart.columns],
        boxes=[(box, in_lines(names[box.key], chart.box_width - 8, SMALL, 4)) for box in chart.boxes],
        arrows=[(arrow, *STROKES[arrow.evidence]) for arrow in chart.arrows],
        lines=[(chart.height + 10 + LINE * number, line) for number, line in enumerate(lines)],
        line_height=LINE,
    )
    return Picture(svg, described)
