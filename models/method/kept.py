"""An alliance's description as it is kept: what a file leaves out is filled in, so that two of them can be compared."""

from typing import TypeVar

from models.method.definition import AllianceDefinition
from models.method.definition_impact import Baseline, Indicator, Measured
from models.method.definition_parts import Bodies, Contact, Evaluation, Member, Recurring, Stakeholder
from models.method.indicators import Measure
from models.method.parties import Body
from models.method.recurrence import with_start, without_start
from models.method.rounds import RoundPurpose

SampledT = TypeVar("SampledT", Baseline, Measured)


def as_kept(definition: AllianceDefinition) -> AllianceDefinition:
    """Return the description with nothing left to guess; what is kept already comes back as it is.

    Every organisation is a stakeholder, spoken to through its first contact unless another is named; a seat is held
    by the contact of its organisation; who took over from somebody stands where the former stood. The description must
    hold together (:func:`models.method.definition_checks.problems`): successors must not go round.
    """
    stakeholders = _stakeholders(definition)
    return definition.model_copy(
        update={
            "stakeholders": stakeholders,
            "bodies": Bodies(
                **{str(body): _seats(definition, getattr(definition.bodies, body), stakeholders) for body in Body}
            ),
            "indicators": tuple(_indicator(one) for one in definition.indicators),
            "evaluation": _evaluation(definition.evaluation),
            "quiet_days": tuple(sorted(definition.quiet_days)),
        }
    )


def heir(contacts: tuple[Contact, ...], key: str) -> str:
    """Return who is written to instead of ``key``: the last of those who took over, or ``key`` itself."""
    successors = {contact.key: contact.successor for contact in contacts}
    while (next_one := successors.get(key)) is not None:
        key = next_one
    return key


def _stakeholders(definition: AllianceDefinition) -> tuple[Stakeholder, ...]:
    described = {one.organisation: one for one in definition.stakeholders}
    return tuple(
        _through(definition, described.get(one.key, Stakeholder(organisation=one.key)))
        for one in definition.organisations
    )


def _through(definition: AllianceDefinition, one: Stakeholder) -> Stakeholder:
    people = (contact.key for contact in definition.contacts if contact.organisation == one.organisation)
    contact = one.contact or next(people, None)
    return one.model_copy(update={"contact": heir(definition.contacts, contact) if contact else None})


def _seats(
    definition: AllianceDefinition, seats: tuple[Member, ...], stakeholders: tuple[Stakeholder, ...]
) -> tuple[Member, ...]:
    through = {one.organisation: one.contact for one in stakeholders}

    def held(seat: Member) -> Member:
        contact = seat.contact or (through.get(seat.organisation) if seat.organisation else None)
        return seat.model_copy(update={"contact": heir(definition.contacts, contact) if contact else None})

    return tuple(held(seat) for seat in seats)


def _indicator(one: Indicator) -> Indicator:
    followed = one.model_copy(update={"trajectory": None}).road
    return one.model_copy(
        update={
            "baseline": _with_figure(one.baseline, one.measure),
            "trajectory": None if one.trajectory is followed else one.trajectory,
            "milestones": tuple(sorted(one.milestones, key=lambda milestone: milestone.date)),
            "measurements": tuple(
                _with_figure(measured, one.measure) for measured in sorted(one.measurements, key=lambda m: m.place)
            ),
        }
    )


def _with_figure(one: SampledT, measure: Measure) -> SampledT:
    if one.value is not None or one.sample is None:
        return one
    return one.model_copy(update={"value": one.sample.figure(measure)})


def _evaluation(evaluation: Evaluation) -> Evaluation:
    for purpose in RoundPurpose:
        evaluation = evaluation.saying(purpose, _recurring(evaluation.of(purpose)))
    return evaluation


def _recurring(one: Recurring) -> Recurring:
    if one.rrule is None:
        return Recurring()
    rrule, starts = without_start(with_start(one.rrule, one.starts))
    return one.model_copy(update={"rrule": rrule, "starts": starts})
