"""The theory of change in a picture: a column per level, arrows between the boxes."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.method.charts.theory import WIDTH, TheoryChart, draw
from models.method.definition_impact import Link, Node, TheoryOfChange
from models.method.indicators import Evidence, Level


def node(key: str, level: Level, *learns_from: str) -> Node:
    """Return a node that says its own key."""
    return Node(key=key, level=level, text=f"Over {key}", learns_from=learns_from)


def link(source: str, target: str, assumption: str = "", evidence: Evidence = Evidence.UNTESTED) -> Link:
    """Return an arrow."""
    return Link.model_validate({"from": source, "to": target, "assumption": assumption, "evidence": evidence})


def drawn(*parts: Node | Link) -> TheoryChart:
    """Return the picture of a theory of change that is not empty."""
    nodes = tuple(part for part in parts if isinstance(part, Node))
    chart = draw(TheoryOfChange(nodes=nodes, links=tuple(part for part in parts if isinstance(part, Link))))
    assert chart is not None
    return chart


def test_an_empty_theory_has_no_picture() -> None:
    assert draw(TheoryOfChange()) is None


def test_levels_stand_from_left_to_right_and_those_without_a_node_take_no_room() -> None:
    chart = drawn(node("kansen", Level.IMPACT), node("werven", Level.ACTIVITY), node("leraren", Level.OUTCOME))
    assert [column.level for column in chart.columns] == [Level.ACTIVITY, Level.OUTCOME, Level.IMPACT]
    assert {box.key: box.at.x for box in chart.boxes} == {
        "werven": chart.columns[0].x,
        "leraren": chart.columns[1].x,
        "kansen": chart.columns[2].x,
    }


def test_an_arrow_leads_from_one_box_to_the_next_and_carries_the_number_of_its_assumption() -> None:
    chart = drawn(
        node("werven", Level.ACTIVITY),
        node("opgeleid", Level.OUTPUT),
        node("leraren", Level.OUTCOME),
        link("werven", "opgeleid"),
        link("opgeleid", "leraren", "Wie is opgeleid, blijft.", Evidence.REFUTED),
        link("leraren", "nergens"),
    )
    assert [(arrow.number, arrow.evidence, arrow.back) for arrow in chart.arrows] == [
        (0, Evidence.UNTESTED, False),
        (1, Evidence.REFUTED, False),
    ]
    assert chart.assumptions == (("Wie is opgeleid, blijft.", Evidence.REFUTED),)
    assert all(arrow.begin.x < arrow.end.x for arrow in chart.arrows)


def test_what_is_learned_leads_back() -> None:
    chart = drawn(node("werven", Level.ACTIVITY, "leraren", "nergens"), node("leraren", Level.OUTCOME))
    (arrow,) = chart.arrows
    assert arrow.back
    assert arrow.begin.x > arrow.end.x


@pytest.mark.parametrize(("source", "target"), [("a", "b"), ("b", "a")])
def test_an_arrow_within_a_level_leads_up_or_down(source: str, target: str) -> None:
    chart = drawn(node("a", Level.OUTCOME), node("b", Level.OUTCOME), link(source, target))
    (arrow,) = chart.arrows
    boxes = {box.key: box.at.y for box in chart.boxes}
    assert (arrow.begin.y < arrow.end.y) is (boxes[source] < boxes[target])
    assert arrow.begin.x == arrow.end.x


def test_boxes_that_are_joined_stand_at_the_same_height() -> None:
    chart = drawn(
        *(node(f"a{n}", Level.ACTIVITY) for n in (1, 2, 3)),
        *(node(f"o{n}", Level.OUTPUT) for n in (3, 2, 1)),
        *(link(f"a{n}", f"o{n}") for n in (1, 2, 3)),
    )
    height = {box.key: box.at.y for box in chart.boxes}
    assert [height[f"a{n}"] for n in (1, 2, 3)] == [height[f"o{n}"] for n in (1, 2, 3)]


@given(st.lists(st.sampled_from(Level), min_size=1, max_size=30))
def test_no_two_boxes_overlap_and_all_are_inside(levels: list[Level]) -> None:
    chart = drawn(*(node(f"n{number}", level) for number, level in enumerate(levels)))
    for box in chart.boxes:
        assert 0 <= box.at.x <= WIDTH - chart.box_width
        assert 0 <= box.at.y <= chart.height - chart.box_height
    for one, other in combinations(chart.boxes, 2):
        assert abs(one.at.x - other.at.x) >= chart.box_width or abs(one.at.y - other.at.y) >= chart.box_height
