"""What one description says differently from another, part by part and field by field."""

from datetime import date
from typing import Any

from hypothesis import given

from models.method.definition import AllianceDefinition
from models.method.kept import as_kept
from models.method.revision import LISTS, SINGLES, Change, ChangeKind, changes, section_of, without_lists
from tests import factories
from tests.drawn_alliances import alliances
from tests.method.strategies import few


def _described(**given_: Any) -> AllianceDefinition:
    return as_kept(factories.described("zorg", **given_))


def _told(found: tuple[Change, ...]) -> list[tuple[str, str, str, list[tuple[str, object, object]]]]:
    return [(one.section, one.key, str(one.kind), [tuple(d) for d in one.differences]) for one in found]


def test_a_single_value_that_reads_differently_has_no_field() -> None:
    assert _told(changes(_described(), _described(mission="Elk kind een leraar."))) == [
        ("mission", "", "changed", [("", None, "Elk kind een leraar.")])
    ]


def test_of_a_part_the_fields_that_differ_are_told_as_they_stand_in_the_file() -> None:
    before = _described()
    indicator = before.indicators[0].model_dump(mode="json")
    measured = [{"date": "2026-05-01", "value": 90.0, "source": "telling"}]
    after = _described(
        indicators=[
            {**indicator, "weight": 0.5, "target": {"value": 40, "date": None}, "measurements": measured},
            before.indicators[1].model_dump(mode="json"),
        ]
    )
    assert _told(changes(before, after)) == [
        (
            "indicators",
            "vacatures",
            "changed",
            [
                ("weight", 0.6, 0.5),
                ("target.value", 50.0, 40.0),
                ("target.date", date(2026, 2, 1), None),
                ("measurements.2026-05-01.value", None, 90.0),
                ("measurements.2026-05-01.source", None, "telling"),
            ],
        )
    ]


def test_a_part_that_came_and_one_that_went_are_told_with_everything_they_say() -> None:
    need = {"key": "geld", "kind": "capital", "description": "Startgeld", "quantity": 5, "unit": "euro"}
    assert [(c.section, c.key, c.kind) for c in changes(_described(), _described(needs=[need]))] == [
        ("needs", "uren", ChangeKind.REMOVED),
        ("needs", "geld", ChangeKind.ADDED),
    ]


def test_settings_are_told_one_by_one() -> None:
    steps = ("after 4 working days", "hand over at due")
    before = _described(settings={"ladders": {"deadline": ["hand over at due"], "fault": ["hand over at due"]}})
    after = _described(
        settings={
            "phase_days": {"explore": 70},
            "answer_days": 10,
            "ladders": {"unanswered": steps, "fault": ["hand over at due"]},
            "review_letters": False,
        }
    )
    assert _told(changes(before, after)) == [
        (
            "settings",
            "",
            "changed",
            [
                ("answer_days", 14, 10),
                ("ladders.deadline", ("hand over at due",), None),
                ("review_letters", True, False),
                ("phase_days.explore", None, 70),
                ("ladders.unanswered", None, steps),
            ],
        )
    ]


def test_every_part_of_the_description_is_compared() -> None:
    compared = {*LISTS, *SINGLES}
    assert set(AllianceDefinition.model_fields) - {section.partition(".")[0] for section in compared} == {"slug"}


def test_without_lists_only_what_is_said_once_is_left() -> None:
    left = without_lists(_described())
    assert [section for section in LISTS if section_of(left, section)] == []
    assert [c for c in changes(left, _described()) if c.section in SINGLES] == []


@given(alliances(), alliances())
@few
def test_every_change_names_something_that_differs(before: AllianceDefinition, after: AllianceDefinition) -> None:
    found = changes(as_kept(before), as_kept(after))
    assert all(one.differences for one in found)
    assert changes(as_kept(after), as_kept(after)) == ()
