"""What the sections of an alliance's file say of each other: references, duplicates, weights, chains of change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import islice

from models.method.definition import AllianceDefinition
from models.method.definition_parts import Member
from models.method.definition_types import did_you_mean
from models.method.parties import Body
from models.method.phases import Side

Location = tuple[str | int, ...]

#: Who may expect something or be expected to do something, beside the organisations (R8).
SIDES = frozenset(str(side) for side in Side)


#: Where links and indicators find what they belong to.
NODES = "theory_of_change.nodes"

#: Somebody who draws circles all over gets the picture by then.
MOST_CIRCLES = 10


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a place of the file; ``about`` is the key that was not found in ``section``, if any."""

    loc: Location
    text: str
    about: str = ""
    section: str = ""


def problems(definition: AllianceDefinition) -> list[Problem]:
    """Return everything that does not hold between the sections, in the order of the sections."""
    return [
        *_people(definition),
        *_parties(definition),
        *_bodies(definition),
        *_duplicates(("needs",), "key", (need.key for need in definition.needs)),
        *_need_framework(definition),
        *_theory_of_change(definition),
        *_indicators(definition),
        *_evaluation(definition),
        *_duplicates(("quiet_days",), None, (str(day) for day in definition.quiet_days)),
    ]


def _people(definition: AllianceDefinition) -> Iterator[Problem]:
    yield from _staff(definition, definition.facilitator, ("facilitator",))
    yield from _duplicates(("staff",), "code", (member.code for member in definition.staff))
    organisations = [organisation.key for organisation in definition.organisations]
    yield from _duplicates(("organisations",), "key", organisations)
    for number, key in enumerate(organisations):
        if key in SIDES:
            yield Problem(("organisations", number, "key"), f'"{key}" names a side of the alliance; choose another key')
    yield from _duplicates(("contacts",), "key", (contact.key for contact in definition.contacts))
    for number, contact in enumerate(definition.contacts):
        yield from _known(contact.organisation, organisations, "organisations", ("contacts", number, "organisation"))
        yield from _contact(definition, contact.successor, contact.organisation, ("contacts", number, "successor"))
    heirs = [(contact.key, contact.successor) for contact in definition.contacts if contact.successor]
    for number, path in islice(_circles(heirs), MOST_CIRCLES):
        place = next(n for n, contact in enumerate(definition.contacts) if contact.key == heirs[number][0])
        yield Problem(
            ("contacts", place, "successor"),
            f"the successors go round in a circle: {' -> '.join(path)}; take one of them out",
        )


def _parties(definition: AllianceDefinition) -> Iterator[Problem]:
    organisations = [organisation.key for organisation in definition.organisations]
    yield from _duplicates(("stakeholders",), "organisation", (one.organisation for one in definition.stakeholders))
    for number, one in enumerate(definition.stakeholders):
        loc = ("stakeholders", number)
        yield from _known(one.organisation, organisations, "organisations", (*loc, "organisation"))
        yield from _contact(definition, one.contact, one.organisation, (*loc, "contact"))
    yield from _relations(definition, organisations)
    parties = [*organisations, *sorted(SIDES)]
    for number, expectation in enumerate(definition.expectations):
        for field, party in (("from", expectation.from_), ("to", expectation.to)):
            yield from _known(party, parties, "organisations", ("expectations", number, field))


def _relations(definition: AllianceDefinition, organisations: Sequence[str]) -> Iterator[Problem]:
    triples = (f"{one.from_} {one.kind} {one.to}" for one in definition.relations)
    yield from _duplicates(("relations",), None, triples)
    for number, one in enumerate(definition.relations):
        loc = ("relations", number)
        yield from _known(one.from_, organisations, "organisations", (*loc, "from"))
        yield from _known(one.to, organisations, "organisations", (*loc, "to"))
        if one.from_ == one.to:
            yield Problem((*loc, "to"), f'"{one.to}" stands on both sides; name two organisations')
        if one.since is not None and one.until is not None and one.until < one.since:
            yield Problem((*loc, "until"), f"the relation ends before it began on {one.since}; give a later date")


def _bodies(definition: AllianceDefinition) -> Iterator[Problem]:
    for body in Body:
        members: Sequence[Member] = getattr(definition.bodies, body)
        chairs = [number for number, member in enumerate(members) if member.chair]
        for number in chairs[1:]:
            yield Problem(("bodies", body, number, "chair"), "there is a chair already; allowed: one per body")
        for number, member in enumerate(members):
            yield from _member(definition, member, ("bodies", body, number))
        seats = (f"{member.organisation or member.staff} {member.contact or ''}".strip() for member in members)
        yield from _duplicates(("bodies", body), None, seats)


def _member(definition: AllianceDefinition, member: Member, loc: Location) -> Iterator[Problem]:
    match (member.organisation, member.staff):
        case (str() as key, None):
            organisations = [organisation.key for organisation in definition.organisations]
            yield from _known(key, organisations, "organisations", (*loc, "organisation"))
            yield from _contact(definition, member.contact, key, (*loc, "contact"))
        case (None, str() as code):
            yield from _staff(definition, code, (*loc, "staff"))
            if member.contact is not None:
                yield Problem((*loc, "contact"), "a member of staff has no contact; leave it out")
        case _:
            yield Problem(loc, "a member is either an organisation or a member of staff; give one of the two")


def _need_framework(definition: AllianceDefinition) -> Iterator[Problem]:
    loc = ("need_framework", "criteria")
    criteria = definition.need_framework.criteria
    yield from _duplicates(loc, "key", (criterion.key for criterion in criteria))
    if criteria and not definition.need_framework.shares:
        yield Problem(loc, "all weights are 0, so nothing can be weighed; give at least one more than 0")


def _theory_of_change(definition: AllianceDefinition) -> Iterator[Problem]:
    theory = definition.theory_of_change
    nodes = [node.key for node in theory.nodes]
    yield from _duplicates(("theory_of_change", "nodes"), "key", nodes)
    arrows = [(link.from_, link.to) for link in theory.links]
    loc = ("theory_of_change", "links")
    yield from _duplicates(loc, None, (f"{before} -> {after}" for before, after in arrows))
    for number, (before, after) in enumerate(arrows):
        yield from _known(before, nodes, NODES, (*loc, number, "from"))
        yield from _known(after, nodes, NODES, (*loc, number, "to"))
    for number, node in enumerate(theory.nodes):
        for place, key in enumerate(node.learns_from):
            yield from _known(key, nodes, NODES, ("theory_of_change", "nodes", number, "learns_from", place))
    for number, path in islice(_circles(arrows), MOST_CIRCLES):
        yield Problem(
            (*loc, number),
            f"the links go round in a circle: {' -> '.join(path)}; take one of them out",
        )


def _circles(arrows: Sequence[tuple[str, str]]) -> Iterator[tuple[int, list[str]]]:
    """Find circles one by one: the arrow that closes it, and the path that begins there."""
    left: dict[tuple[str, str], int] = {}
    for number, arrow in enumerate(arrows):
        left.setdefault(arrow, number)
    while True:
        graph: dict[str, list[str]] = defaultdict(list)
        for before, after in left:
            graph[after].append(before)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as circle:
            # The first key of the path stands at its end again.
            keys: list[str] = circle.args[1][:-1]
            steps = list(zip(keys, [*keys[1:], keys[0]], strict=True))
            closing = max(steps, key=left.__getitem__)
            start = steps.index(closing)
            yield left.pop(closing), [*keys[start:], *keys[:start], keys[start]]
        else:
            return


def _indicators(definition: AllianceDefinition) -> Iterator[Problem]:
    nodes = [node.key for node in definition.theory_of_change.nodes]
    yield from _duplicates(("indicators",), "key", (indicator.key for indicator in definition.indicators))
    for number, indicator in enumerate(definition.indicators):
        loc = ("indicators", number)
        if indicator.node is not None:
            yield from _known(indicator.node, nodes, NODES, (*loc, "node"))
        yield from _duplicates((*loc, "milestones"), "date", (str(one.date) for one in indicator.milestones))
        yield from _duplicates((*loc, "measurements"), "date", (str(one.date) for one in indicator.measurements))
        start, end = indicator.baseline.date, indicator.target.date
        if start is not None and end is not None and end < start:
            yield Problem(
                (*loc, "target", "date"), f"the target is due before the baseline of {start}; give a later date"
            )
    if definition.indicators and not definition.indicator_shares:
        yield Problem(("indicators",), "all weights are 0, so nothing can be weighed; give at least one more than 0")


def _evaluation(definition: AllianceDefinition) -> Iterator[Problem]:
    cadence = definition.evaluation
    if cadence.starts is None:
        return
    if cadence.rrule is None:
        yield Problem(("evaluation", "starts"), "a start needs a rule to begin with; give an rrule as well")
    elif cadence.rrule.startswith("DTSTART"):
        yield Problem(("evaluation", "starts"), "the rrule names a DTSTART already; leave one of the two out")


def _staff(definition: AllianceDefinition, code: str, loc: Location) -> Iterator[Problem]:
    # A file without staff speaks of people that the foundation knows already.
    if definition.staff:
        yield from _known(code, [member.code for member in definition.staff], "staff", loc)


def _contact(definition: AllianceDefinition, key: str | None, organisation: str, loc: Location) -> Iterator[Problem]:
    if key is None:
        return
    employers = {contact.key: contact.organisation for contact in definition.contacts}
    yield from _known(key, employers, "contacts", loc)
    known = {one.key for one in definition.organisations}
    if organisation in known and employers.get(key, organisation) != organisation:
        yield Problem(loc, f'contact "{key}" belongs to "{employers[key]}"; name a contact of "{organisation}"')


def _known(key: str, known: Iterable[str], section: str, loc: Location) -> Iterator[Problem]:
    names = list(known)
    if key not in names:
        hint = did_you_mean(key, names) or "; describe it there first"
        yield Problem(loc, f'"{key}" is not described under {section}{hint}', about=key, section=section)


def _duplicates(loc: Location, field: str | None, keys: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, key in enumerate(keys):
        if key in seen:
            place = (*loc, number) if field is None else (*loc, number, field)
            yield Problem(place, f'"{key}" stands in this list twice; allowed: once')
        seen.add(key)
