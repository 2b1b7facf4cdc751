"""The results chain in a picture: every link in its place, and the one where it breaks marked."""

import pytest

from models.method.charts.chain import WIDTH, draw
from models.method.evaluation.results import Aggregate, Link, LinkName, LinkState
from models.method.evaluation.words import Reason, Verdict
from models.method.indicators import Layer

KNOWN = Aggregate(verdict=Verdict.INSUFFICIENT, reason=Reason.WEIGHTED_SCORE, score=0.41)
CHAIN = [
    Link(name=name, state=LinkState.OK, together=KNOWN if name is LinkName.OUTCOMES else None) for name in LinkName
]


def test_the_links_stand_next_to_each_other_with_an_arrow_to_the_next() -> None:
    chart = draw(CHAIN, LinkName.OUTCOMES)
    assert [box.name for box in chart.boxes] == list(LinkName)
    assert [box.score for box in chart.boxes] == [None, None, None, 0.41, None]
    assert [box.root for box in chart.boxes] == [False, False, False, True, False]
    edges = [(box.at.x, box.at.x + chart.box_width) for box in chart.boxes]
    for (begin, end), (_, right), (left, _) in zip(chart.arrows, edges, edges[1:], strict=False):
        assert right < begin.x < end.x < left
    assert edges[0][0] > 0
    assert edges[-1][1] < WIDTH


@pytest.mark.parametrize(("root", "marked"), [(None, 0), (Layer.MECHANISM, 0), (LinkName.INPUTS, 1)])
def test_only_a_link_is_marked_where_it_breaks(root: LinkName | Layer | None, marked: int) -> None:
    chart = draw(CHAIN, root)
    assert sum(box.root for box in chart.boxes) == marked
    assert chart.height == (150 if root is None else 182)


def test_a_single_link_has_no_arrow() -> None:
    assert draw(CHAIN[:1], None).arrows == ()
