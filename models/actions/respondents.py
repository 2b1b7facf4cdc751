"""Who is asked how the partners work together: offered, chosen, asked (R11, R84, R86, R87)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.actions import collaboration, round_rows
from models.actions.fault_letters import heir
from models.actions.frame import Act, act
from models.db import queries
from models.db.session import Session
from models.db.tables import Alliance, Contact, Organisation, Respondent, Round, Stakeholder
from models.method.collaboration import speaks_for_target_group
from models.method.errors import NotAllowed, NotFound
from models.method.events import EventType
from models.method.parties import WITH_REASON, StakeholderStatus
from models.method.requests import RequestKind, RequestState
from models.method.revision import ChangeKind
from models.method.rounds import IN_PREPARATION, OF_PEOPLE, OVER, RespondentState, RoundState
from models.method.said import Said

#: In these somebody may still be asked.
MAY_ASK = IN_PREPARATION | {RoundState.OPEN}


@dataclass(frozen=True, slots=True)
class _Party:
    """A stakeholder, and whether it speaks for the people it is all about."""

    row: Stakeholder
    target_group: bool

    @property
    def takes_part(self) -> bool:
        """Whether it is asked: a partner is, and so is the target group unless it said no."""
        return self.row.status is StakeholderStatus.COMMITTED or (
            self.target_group and self.row.status not in WITH_REASON
        )


def add(slug: str, number: int, contact: str, *, by: str) -> int:
    """Ask somebody more in a round; return how many are asked. In one that is open they are asked at once."""
    with act(slug, by=by) as a:
        row = round_rows.asking_people(a, number)
        if row.state not in MAY_ASK:
            raise NotAllowed("round {number} is {state}; nobody is added to it", number=number, state=row.state)
        person = known_contact(a.session, a.alliance, contact)
        if queries.first(a.session, Respondent, round_id=row.id, contact_id=person.id) is None:
            _choose(a, row, [person])
            _told(a, row, person.organisation_id, ChangeKind.ADDED)
        return len(collaboration.respondents(a.session, row))


def drop(slug: str, number: int, contact: str, *, by: str) -> int:
    """Ask somebody no more who has not answered; return how many are asked still."""
    with act(slug, by=by) as a:
        row = round_rows.asking_people(a, number)
        found = of_contact(a.session, a.alliance, row, contact)
        if row.state not in MAY_ASK or found.state is RespondentState.ANSWERED:
            raise NotAllowed(
                "{contact} has answered in round {number}, or it is over; allowed: only who was not heard is left out",
                contact=contact,
                number=number,
            )
        a.stop(
            RequestState.WITHDRAWN,
            "no longer asked",
            kind=RequestKind.ROUND,
            subject=str(number),
            contact_id=found.contact_id,
        )
        organisation = found.organisation_id
        a.session.delete(found)
        a.session.flush()
        _told(a, row, organisation, ChangeKind.REMOVED)
        return len(collaboration.respondents(a.session, row))


def _told(a: Act, row: Round, organisation: int, change: ChangeKind) -> None:
    name = queries.one(a.session, Organisation, "organisation", id=organisation).key
    a.record(EventType.ROUND_RESPONDENTS_CHANGED, str(row.number), organisation=name, change=change)


def choose(a: Act, row: Round, contacts: Sequence[str] | None = None) -> int:
    """Choose who is asked in a round: those named by key, else those who are offered; return how many."""
    if contacts is None:
        people = offered(a.session, a.alliance)
    else:
        people = [known_contact(a.session, a.alliance, key) for key in dict.fromkeys(contacts)]
    _choose(a, row, people)
    return len(people)


def _choose(a: Act, row: Round, people: Iterable[Contact]) -> None:
    target = {one.row.organisation_id: one.target_group for one in _parties(a.session, a.alliance)}
    a.session.add_all(
        Respondent(
            round_id=row.id,
            contact_id=person.id,
            organisation_id=person.organisation_id,
            target_group=target.get(person.organisation_id, False),
            state=RespondentState.CHOSEN,
        )
        for person in people
    )
    a.session.flush()


def offered(session: Session, alliance: Alliance) -> list[Contact]:
    """Return who is offered to be asked: whoever was asked last time, and who takes part and was not asked then.

    Who took over from somebody is offered in their place; an organisation that left or said no is not offered.
    """
    parties = {one.row.organisation_id: one for one in _parties(session, alliance)}
    gone = {number for number, one in parties.items() if one.row.status in WITH_REASON}
    again = [person for person in _last_time(session, alliance) if person.organisation_id not in gone]
    there = {person.organisation_id for person in again}
    new = [
        person
        for number, one in parties.items()
        if number not in there and one.takes_part
        for person in _first_contact(session, alliance, one.row)
    ]
    return [*again, *new]


def _last_time(session: Session, alliance: Alliance) -> list[Contact]:
    before = queries.last(session, Round, order="number", alliance_id=alliance.id, purpose=OF_PEOPLE, state=OVER)
    if before is None:
        return []
    asked = [row.contact_id for row in collaboration.respondents(session, before)]
    people = {person.id: person for person in queries.rows(session, Contact, id=set(asked))}
    heirs = [heir(session, people[number]) for number in asked]
    return list({person.id: person for person in heirs}.values())


def _first_contact(session: Session, alliance: Alliance, row: Stakeholder) -> Iterator[Contact]:
    known = [one for one in queries.contacts_of(session, alliance) if one.organisation_id == row.organisation_id]
    known.sort(key=lambda one: one.id != row.contact_id)
    yield from (heir(session, one) for one in known[:1])


def _parties(session: Session, alliance: Alliance) -> list[_Party]:
    rows = queries.rows(session, Stakeholder, alliance_id=alliance.id)
    named = queries.organisations(session, {row.organisation_id for row in rows})
    return [_Party(row, speaks_for_target_group(row.roles, named[row.organisation_id].sector)) for row in rows]


def known_contact(session: Session, alliance: Alliance, key: str) -> Contact:
    """Return a contact of the alliance; :class:`NotFound` names the known keys."""
    people = {person.key: person for person in queries.contacts_of(session, alliance)}
    if key not in people:
        raise NotFound(
            "{slug} knows no contact {key!r}; known: {known}",
            slug=alliance.slug,
            key=key,
            known=", ".join(people) or Said("none yet"),
        )
    return people[key]


def of_contact(session: Session, alliance: Alliance, row: Round, key: str) -> Respondent:
    """Return somebody who is asked in a round; :class:`NotFound` names who is."""
    person = known_contact(session, alliance, key)
    found = queries.first(session, Respondent, round_id=row.id, contact_id=person.id)
    if found is None:
        ids = {one.contact_id for one in collaboration.respondents(session, row)}
        asked = [one.key for one in queries.rows(session, Contact, order="key", id=ids)]
        raise NotFound(
            "{key} is not asked in round {number}; asked are: {known}",
            key=key,
            number=row.number,
            known=", ".join(asked) or Said("none yet"),
        )
    return found
