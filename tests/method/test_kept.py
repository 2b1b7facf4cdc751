"""A description as it is kept has nothing left to guess."""

from datetime import date, datetime

from hypothesis import given

from models.method.definition import AllianceDefinition
from models.method.kept import as_kept, heir
from tests import factories
from tests.drawn_alliances import alliances
from tests.method.strategies import few


def _contact(key: str, organisation: str, successor: str | None = None) -> dict[str, object]:
    basis = {"kind": "consent", "source": "gesprek", "date": "2026-01-05"}
    address = f"{key}@voorbeeld.example"
    person = {"key": key, "organisation": organisation, "name": "Iemand", "email": address, "basis": basis}
    return {**person, "successor": successor}


def _described(**changes: object) -> AllianceDefinition:
    people = [
        _contact("eerste", "zorg-fonds", "tweede"),
        _contact("tweede", "zorg-fonds", "derde"),
        _contact("derde", "zorg-fonds"),
    ]
    given_ = {"contacts": people, "bodies": {"sponsor_group": [{"organisation": "zorg-fonds"}, {"staff": "hz"}]}}
    return factories.described("zorg", **{**given_, **changes})


def test_every_organisation_is_a_stakeholder_spoken_to_through_its_first_contact_or_who_took_over() -> None:
    kept = as_kept(_described())
    assert [(one.organisation, one.contact, one.influence) for one in kept.stakeholders] == [
        ("zorg-gemeente", None, 3),
        ("zorg-ouders", None, 3),
        ("zorg-bedrijf", None, 3),
        ("zorg-fonds", "derde", 3),
    ]


def test_a_seat_is_held_by_the_contact_of_its_organisation_or_by_staff() -> None:
    kept = as_kept(_described())
    assert [(one.organisation, one.staff, one.contact) for one in kept.bodies.sponsor_group] == [
        ("zorg-fonds", None, "derde"),
        (None, "hz", None),
    ]


def test_who_is_named_stays_named_until_somebody_takes_over() -> None:
    people = [_contact("eerste", "zorg-fonds"), _contact("tweede", "zorg-fonds")]
    one = {"organisation": "zorg-fonds", "contact": "tweede", "roles": ["funder"], "influence": 5}
    kept = as_kept(_described(contacts=people, stakeholders=[one]))
    assert (kept.stakeholders[-1].contact, kept.stakeholders[-1].influence) == ("tweede", 5)
    assert heir(kept.contacts, "eerste") == "eerste"


def test_a_rule_that_names_its_start_is_kept_as_a_rule_and_a_start() -> None:
    kept = as_kept(_described(evaluation={"rrule": "DTSTART:20260105T093000\nRRULE:FREQ=MONTHLY"}))
    assert (kept.evaluation.rrule, kept.evaluation.starts) == ("FREQ=MONTHLY", datetime(2026, 1, 5, 9, 30))  # noqa: DTZ001 -- local


def test_without_a_rule_there_is_no_time_zone_to_keep() -> None:
    kept = as_kept(_described(evaluation={"timezone": "America/Curacao", "threshold": 0.5}))
    assert (kept.evaluation.rrule, kept.evaluation.timezone, kept.evaluation.threshold) == (
        None,
        "Europe/Amsterdam",
        0.5,
    )


def test_days_and_figures_stand_in_order() -> None:
    indicator = _described().indicators[0].model_dump(mode="json")
    later_first = [{"date": "2026-05-01", "value": 2.0}, {"date": "2026-04-01", "value": 1.0}]
    kept = as_kept(
        _described(quiet_days=["2026-12-24", "2026-05-05"], indicators=[{**indicator, "measurements": later_first}])
    )
    assert kept.quiet_days == (date(2026, 5, 5), date(2026, 12, 24))
    assert [one.value for one in kept.indicators[0].measurements] == [1.0, 2.0]


@given(alliances())
@few
def test_what_is_kept_is_kept_as_it_is(definition: AllianceDefinition) -> None:
    assert as_kept(as_kept(definition)) == as_kept(definition)
