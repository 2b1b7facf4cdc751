"""Giving a system fault back to the owner of the system, and what the owner says and does (R88).

Equal faults in a bundle go together: one letter, and an answer that counts for all of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.actions import faults, questions
from models.actions.due_days import set_day
from models.actions.fault_letters import heir, returned_letter
from models.actions.frame import Act, act
from models.actions.reach import check_reachable
from models.actions.stakeholders import of as stakeholder_of
from models.actions.together import acting_together
from models.db import queries
from models.db.tables import Contact, FaultRating, FaultReturn, Organisation, Stakeholder, SystemFault
from models.method.decisions import DecisionKind, Outcome
from models.method.errors import NotAllowed, NotFound
from models.method.events import EventType
from models.method.faults import (
    ADOPTED,
    ANSWER_DAYS,
    YEAR_DAYS,
    Adoption,
    FaultAnswer,
    FaultState,
    check_answer,
    check_complete,
    check_state,
    follow_up_days,
    next_follow_up,
    rating,
    reference,
)
from models.method.labels import chosen, label
from models.method.letters import FaultReturned
from models.method.requests import RequestKind, TimerKind
from models.method.said import Said
from models.method.working_days import local_day

#: A fault, and the action in which its alliance is locked.
Shared = tuple[Act, SystemFault]


@dataclass(frozen=True, slots=True)
class Returned:
    """What goes back to whom: the faults, each as ``onderwijs/12``, and the letter as it is written to ``name``."""

    faults: tuple[str, ...]
    organisation: str
    contact: str
    name: str
    language: str
    due: date
    letter: FaultReturned


def return_(
    slug: str, number: int, *, to: str, by: str, contact: str | None = None, ask: str = "", dry_run: bool = False
) -> Returned:
    """Give a fault back to organisation ``to``, with all that are bundled with it; return what was written to whom.

    The letter asks for an answer within four weeks, and is followed by others until there is one. :class:`NotAllowed`
    when the fault lacks evidence or an ask, or when nobody at the organisation is known or may be written to.
    """
    with acting_together(faults.sharing(slug, number), by=by, dry_run=dry_run) as acts:
        lead = (a, fault) = (acts[slug], faults.of(acts[slug].session, acts[slug].alliance, number))
        owner = stakeholder_of(a, to)
        check_state(fault.state, FaultState.RETURNED)
        faults.say(fault, faults.FaultText(ask=ask or None))
        going = [lead, *(one for one in _equal(acts, fault) if _may_go_along(*one))]
        for b, one in going:
            check_complete(reference(b.alliance.slug, one.id), evidence=one.evidence, ask=fault.ask)
        person = _contact(a, owner, to, contact)
        check_reachable(a, person)
        for b, one in going:
            _return_one(b, one, person, to, ask=fault.ask)
        today = local_day(a.now)
        _ask_again_later(a, fault)
        letter = returned_letter(
            a, [one for _, one in going], language=person.language, due=today + timedelta(days=ANSWER_DAYS)
        )
        a.write(letter, contact=person)
        named = tuple(reference(b.alliance.slug, one.id) for b, one in going)
        return Returned(named, to, person.key, person.name, person.language, letter.due, letter)


def _return_one(a: Act, fault: SystemFault, person: Contact, owner: str, *, ask: str) -> None:
    times = queries.count(a.session, FaultReturn, fault_id=fault.id)
    a.session.add(
        FaultReturn(
            fault_id=fault.id,
            n=times + 1,
            organisation_id=person.organisation_id,
            contact_id=person.id,
            returned_by=a.by,
            returned_at=a.now,
            due_at=a.in_days(ANSWER_DAYS),
        )
    )
    fault.state, fault.owner_id, fault.ask = FaultState.RETURNED, person.organisation_id, fault.ask or ask
    a.cancel(kind=faults.OF_FAULT, subject=str(fault.id))
    silent = follow_up_days(a.ladder(RequestKind.FAULT))[-1]
    set_day(a, TimerKind.FAULT_SILENT, str(fault.id), local_day(a.now) + timedelta(days=silent))
    questions.settle(a, DecisionKind.FAULT, Outcome.FOLLOW_UP, subject=str(fault.id))
    a.record(EventType.FAULT_RETURNED, str(fault.id), organisation=owner)


def _ask_again_later(a: Act, fault: SystemFault) -> None:
    first = next_follow_up(a.ladder(RequestKind.FAULT), 0)
    if first is not None:
        set_day(a, TimerKind.FAULT_FOLLOW_UP, str(fault.id), local_day(a.now) + timedelta(days=first))


def _equal(acts: Mapping[str, Act], fault: SystemFault) -> Iterable[Shared]:
    """Yield the other faults of a bundle, in the order in which they were recorded."""
    if fault.bundle_id is None:
        return
    by_alliance = {a.alliance.id: a for a in acts.values()}
    session = next(iter(acts.values())).session
    for one in queries.rows(session, SystemFault, bundle_id=fault.bundle_id):
        if one.id != fault.id and one.alliance_id in by_alliance:
            yield by_alliance[one.alliance_id], one


def _may_go_along(a: Act, fault: SystemFault) -> bool:
    """Say whether a bundled fault goes back with another: not while its owner has it, nor once it was adopted."""
    if fault.state is FaultState.ANSWERED:
        return given(a, fault).answer not in ADOPTED
    return fault.state is FaultState.RECORDED


def _contact(a: Act, owner: Stakeholder, organisation: str, key: str | None) -> Contact:
    """Return whom to write to: who was named, else who is spoken to or took over, else anybody known there."""
    there = [one for one in queries.contacts_of(a.session, a.alliance) if one.organisation_id == owner.organisation_id]
    if not there:
        raise NotAllowed(
            "nobody at {organisation} is known to {alliance}; add a contact first",
            organisation=organisation,
            alliance=a.alliance.slug,
        )
    by_key = {one.key: one for one in there}
    if key is not None and key not in by_key:
        raise NotFound(
            "{contact!r} is no contact of {organisation}; known: {known}",
            contact=key,
            organisation=organisation,
            known=", ".join(by_key),
        )
    spoken_to = next((one for one in there if one.id == owner.contact_id), there[0])
    return by_key[key] if key else heir(a.session, spoken_to)


def given(a: Act, fault: SystemFault) -> FaultReturn:
    """Return how a fault was last given back; :class:`NotAllowed` when it never was."""
    last = queries.last(a.session, FaultReturn, order="n", fault_id=fault.id)
    if last is None:
        raise NotAllowed("system fault {fault} was not returned to anybody yet", fault=fault.id)
    return last


def received(slug: str, number: int, *, by: str) -> tuple[str, ...]:
    """Record that the owner has received a fault, and all that were returned with it; return which."""
    with acting_together(faults.sharing(slug, number), by=by) as acts:
        fresh = [one for one in _together(acts, slug, number) if given(*one).received_at is None]
        for a, fault in fresh:
            given(a, fault).received_at = a.now
            a.record(EventType.FAULT_RECEIVED, str(fault.id), organisation=_owner(a, fault))
        return tuple(reference(a.alliance.slug, fault.id) for a, fault in fresh)


def answer(
    slug: str,
    number: int,
    said: FaultAnswer,
    *,
    by: str,
    reason: str = "",
    action: str = "",
    due: date | None = None,
) -> tuple[str, ...]:
    """Record what the owner answers to a fault, and to all that were returned with it; return for which.

    From then on nobody is asked after them; what was accepted is rated a year later. An answer can be corrected, and
    one that comes late takes the place of the silence.
    """
    why = check_answer(said, reason=reason, action=action.strip(), due=due)
    with acting_together(faults.sharing(slug, number), by=by) as acts:
        shared = _together(acts, slug, number)
        for a, fault in shared:
            row = given(a, fault)
            if (row.answer, row.reason, row.action, row.action_due) == (said, why, action.strip(), due):
                continue
            row.reason, row.action, row.action_due = why, action.strip(), due
            answered(a, fault, said)
        return tuple(reference(a.alliance.slug, fault.id) for a, fault in shared)


def answered(a: Act, fault: SystemFault, said: FaultAnswer) -> None:
    """Book the answer to a fault inside an action that is already open; nobody is asked after it any more."""
    check_state(fault.state, FaultState.ANSWERED)
    row = given(a, fault)
    row.answer, row.answered_at, row.answer_recorded_by = said, a.now, a.by
    fault.state = FaultState.ANSWERED
    a.cancel(kind=faults.OF_FAULT, subject=str(fault.id))
    if said in ADOPTED:
        set_day(a, TimerKind.FAULT_RATING, str(fault.id), local_day(a.now) + timedelta(days=YEAR_DAYS))
    a.record(EventType.FAULT_ANSWERED, str(fault.id), answer=said, organisation=_owner(a, fault))
    if said not in ADOPTED and a.open_phase is not None:
        question = (
            f"systeemfout {fault.id}: {label(said, 'nl')}; opnieuw teruggeven of afsluiten?",
            f"system fault {fault.id}: {label(said, 'en')}; give it back once more, or close it?",
        )
        evidence = {"answer": said.value, "returns": row.n}
        questions.ask(
            a,
            DecisionKind.FAULT,
            subject=str(fault.id),
            proposed=Outcome.FOLLOW_UP,
            evidence=evidence,
            told=chosen(question, a.alliance.language) if said is FaultAnswer.REFUSED else "",
        )


def return_again(a: Act, fault: SystemFault) -> None:
    """Give a fault back once more to whom it was given, inside an action that is already open."""
    row = given(a, fault)
    person = queries.one(a.session, Contact, Said("contact"), id=row.contact_id)
    check_state(fault.state, FaultState.RETURNED)
    check_reachable(a, person)
    _return_one(a, fault, person, _owner(a, fault), ask=fault.ask)
    today = local_day(a.now)
    _ask_again_later(a, fault)
    letter = returned_letter(a, [fault], language=person.language, due=today + timedelta(days=ANSWER_DAYS))
    a.write(letter, contact=person)


def _together(acts: Mapping[str, Act], slug: str, number: int) -> list[Shared]:
    """Return a fault that was returned, and those that went back to the same owner and still wait, or went with it."""
    a = acts[slug]
    fault = faults.of(a.session, a.alliance, number)
    lead = given(a, fault)
    found = [(a, fault)]
    for b, one in _equal(acts, fault):
        row = queries.last(b.session, FaultReturn, order="n", fault_id=one.id)
        if row is None or row.organisation_id != lead.organisation_id or one.state is FaultState.CLOSED:
            continue
        if row.returned_at == lead.returned_at or row.answer in {None, FaultAnswer.SILENCE}:
            found.append((b, one))
    return found


def _owner(a: Act, fault: SystemFault) -> str:
    return queries.one(a.session, Organisation, "owner", id=fault.owner_id).key


def rate(slug: str, number: int, adoption: Adoption, *, by: str, comment: str = "") -> int:
    """Rate how much of what was asked the owner has done; return the year it counts for, 1 to 4.

    A second rating in the same year takes the place of the first. When all is done, the fault is closed.
    """
    with act(slug, by=by) as a:
        fault = faults.of(a.session, a.alliance, number)
        row = given(a, fault)
        if fault.state is not FaultState.ANSWERED or row.answer not in ADOPTED or row.answered_at is None:
            raise NotAllowed("system fault {fault} is not accepted by its owner, so nothing can be rated", fault=number)
        n = rating((local_day(a.now) - local_day(row.answered_at)).days)
        rated = queries.first(a.session, FaultRating, fault_id=fault.id, n=n)
        if rated is None:
            rated = FaultRating(fault_id=fault.id, n=n)
            a.session.add(rated)
        rated.adoption, rated.comment, rated.rated_by, rated.rated_at = adoption, comment.strip(), by, a.now
        a.session.flush()
        a.record(EventType.FAULT_RATED, str(fault.id), adoption=adoption, year=n)
        if adoption is Adoption.COMPLETE:
            faults.close_within(a, fault)
        return n
