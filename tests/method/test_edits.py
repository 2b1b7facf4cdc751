"""A part of a description comes, changes or goes, and nothing else does."""

import pytest

from models.method.definition import AllianceDefinition
from models.method.definition_impact import Node
from models.method.definition_parts import Need
from models.method.edits import adding, all_of, changing, removing, saying, seating
from models.method.errors import BadInput, NotFound
from models.method.indicators import Level
from models.method.parties import Body
from models.method.revision import changes
from tests import factories

DESCRIBED = factories.described("zorg")
GELD = Need.model_validate(
    {"key": "geld", "kind": "capital", "description": "Startgeld", "quantity": 5, "unit": "euro"}
)


def _told(after: AllianceDefinition) -> list[tuple[str, str, str]]:
    return [(one.section, one.key, str(one.kind)) for one in changes(DESCRIBED, after)]


def test_a_part_is_added_at_the_end_of_its_list_once() -> None:
    after = adding("needs", GELD)(DESCRIBED)
    assert [need.key for need in after.needs] == ["uren", "geld"]
    assert _told(after) == [("needs", "geld", "added")]
    with pytest.raises(BadInput) as refused:
        adding("needs", GELD)(after)
    assert str(refused.value) == '"geld" stands under needs already; change it, or choose another key'


def test_a_part_within_a_section_is_changed_in_its_place() -> None:
    node = Node(key="instroom", level=Level.OUTPUT, text="Meer instroom")
    two = adding("theory_of_change.nodes", node)(DESCRIBED)
    after = changing(
        "theory_of_change.nodes", "leraren", lambda one: one.model_copy(update={"text": "Genoeg leraren"})
    )(two)
    assert [(one.key, one.text) for one in after.theory_of_change.nodes][2:] == [
        ("leraren", "Genoeg leraren"),
        ("instroom", "Meer instroom"),
    ]
    assert after.theory_of_change.links == ()


def test_a_part_is_taken_away() -> None:
    assert _told(removing("needs", "uren")(DESCRIBED)) == [("needs", "uren", "removed")]


def test_what_is_not_there_is_named_with_what_was_probably_meant() -> None:
    with pytest.raises(NotFound) as near:
        removing("needs", "uuren")(DESCRIBED)
    assert str(near.value) == "'uuren' does not stand under needs of zorg (did you mean \"uren\"?)"
    with pytest.raises(NotFound) as far:
        changing("needs", "geld", lambda one: one)(DESCRIBED)
    assert str(far.value) == "'geld' does not stand under needs of zorg; known: uren"
    with pytest.raises(NotFound) as nothing:
        removing("expectations", "geld")(DESCRIBED)
    assert str(nothing.value) == "'geld' does not stand under expectations of zorg; known: none yet"


def test_several_edits_are_one() -> None:
    after = all_of(saying("mission", "Elk kind een leraar."), adding("needs", GELD))(DESCRIBED)
    assert _told(after) == [("mission", "", "changed"), ("needs", "geld", "added")]


def test_a_new_chair_takes_the_place_of_the_old_one() -> None:
    after = seating(Body.PROJECT_TEAM, "zorg-bedrijf", chair=True)(DESCRIBED)
    assert [(seat.organisation, seat.chair) for seat in after.bodies.project_team] == [
        ("zorg-gemeente", False),
        ("zorg-bedrijf", True),
    ]
    assert after.bodies.sponsor_group == DESCRIBED.bodies.sponsor_group


def test_who_has_a_seat_keeps_it_and_may_leave_the_chair() -> None:
    after = seating(Body.PROJECT_TEAM, "zorg-gemeente", chair=False)(DESCRIBED)
    assert [(seat.organisation, seat.chair) for seat in after.bodies.project_team] == [("zorg-gemeente", False)]


def test_a_seat_is_given_to_organisations_of_the_alliance_only() -> None:
    with pytest.raises(NotFound) as refused:
        seating(Body.PROJECT_TEAM, "zorg-bank", chair=False)(DESCRIBED)
    assert str(refused.value).startswith("'zorg-bank' does not stand under organisations of zorg")
