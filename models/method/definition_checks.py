"""What the sections of an alliance's file say of each other: references, duplicates, weights, chains of change."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import islice

from models.method.definition import AllianceDefinition
from models.method.definition_indicator_checks import indicator_problems
from models.method.definition_parts import Evaluation, Member
from models.method.definition_problems import Location, Problem, duplicates
from models.method.definition_types import did_you_mean
from models.method.indicators import Evidence, Level
from models.method.parties import Body
from models.method.phases import Side
from models.method.rounds import RoundPurpose
from models.method.said import Said

#: Who may expect something or be expected to do something, beside the organisations (R8).
SIDES = frozenset(str(side) for side in Side)


#: Where links and indicators find what they belong to.
NODES = "theory_of_change.nodes"

#: Somebody who draws circles all over gets the picture by then, and a long one is told by where it begins.
MOST_CIRCLES = 10
LONGEST_CIRCLE = 12

#: Nobody reads more hints than this, and each takes a comparison with every name there is.
MOST_HINTS = 100


@dataclass(frozen=True, slots=True)
class _Unknown:
    """A key that refers to nothing, and the names it could have meant."""

    loc: Location
    key: str
    section: str
    names: Collection[str]

    def told(self, *, hint: bool) -> Problem:
        near = did_you_mean(self.key, self.names) if hint else ""
        text = Said(
            '"{key}" is not described under {section}{hint}',
            key=self.key,
            section=self.section,
            hint=near or Said("; describe it there first"),
        )
        return Problem(self.loc, text, about=self.key, section=self.section)


@dataclass(frozen=True, slots=True)
class _Names:
    """What the sections can refer to; contacts with the organisation they work at."""

    staff: frozenset[str]
    organisations: frozenset[str]
    contacts: dict[str, str]
    nodes: frozenset[str]


ALL_ZERO = Said("all weights are 0, so nothing can be weighed; give at least one more than 0")

#: What the sections of a description have to say, before hints are looked for.
_Found = Iterator[Problem | _Unknown]


def problems(definition: AllianceDefinition) -> list[Problem]:
    """Return everything that does not hold between the sections, in the order of the sections."""
    names = _Names(
        frozenset(member.code for member in definition.staff),
        frozenset(organisation.key for organisation in definition.organisations),
        {contact.key: contact.organisation for contact in definition.contacts},
        frozenset(node.key for node in definition.theory_of_change.nodes),
    )
    found: list[Problem | _Unknown] = [
        *_people(definition, names),
        *_parties(definition, names),
        *_bodies(definition, names),
        *duplicates(("needs",), "key", (need.key for need in definition.needs)),
        *_need_framework(definition),
        *_theory_of_change(definition, names),
        *_indicators(definition, names),
        *_evaluation(definition),
        *duplicates(("quiet_days",), None, (str(day) for day in definition.quiet_days)),
    ]
    return [one if isinstance(one, Problem) else one.told(hint=n < MOST_HINTS) for n, one in enumerate(found)]


def _people(definition: AllianceDefinition, names: _Names) -> _Found:
    yield from _staff(names, definition.facilitator, ("facilitator",))
    yield from duplicates(("staff",), "code", (member.code for member in definition.staff))
    organisations = [organisation.key for organisation in definition.organisations]
    yield from duplicates(("organisations",), "key", organisations)
    for number, key in enumerate(organisations):
        if key in SIDES:
            text = Said('"{key}" names a side of the alliance; choose another key', key=key)
            yield Problem(("organisations", number, "key"), text)
    yield from duplicates(("contacts",), "key", (contact.key for contact in definition.contacts))
    for number, contact in enumerate(definition.contacts):
        loc = ("contacts", number)
        yield from _known(contact.organisation, names.organisations, "organisations", (*loc, "organisation"))
        yield from _contact(names, contact.successor, contact.organisation, (*loc, "successor"))
    heirs = [(number, contact) for number, contact in enumerate(definition.contacts) if contact.successor]
    for place, path in islice(_circles([(one.key, str(one.successor)) for _, one in heirs]), MOST_CIRCLES):
        yield Problem(
            ("contacts", heirs[place][0], "successor"),
            Said("the successors go round in a circle: {circle}; take one of them out", circle=_drawn(path)),
        )


def _parties(definition: AllianceDefinition, names: _Names) -> _Found:
    yield from duplicates(("stakeholders",), "organisation", (one.organisation for one in definition.stakeholders))
    for number, one in enumerate(definition.stakeholders):
        loc = ("stakeholders", number)
        yield from _known(one.organisation, names.organisations, "organisations", (*loc, "organisation"))
        yield from _contact(names, one.contact, one.organisation, (*loc, "contact"))
    yield from _relations(definition, names)
    parties = names.organisations | SIDES
    for number, expectation in enumerate(definition.expectations):
        for field, party in (("from", expectation.from_), ("to", expectation.to)):
            yield from _known(party, parties, "organisations", ("expectations", number, field))


def _relations(definition: AllianceDefinition, names: _Names) -> _Found:
    triples = (f"{one.from_} {one.kind} {one.to}" for one in definition.relations)
    yield from duplicates(("relations",), None, triples)
    for number, one in enumerate(definition.relations):
        loc = ("relations", number)
        yield from _known(one.from_, names.organisations, "organisations", (*loc, "from"))
        yield from _known(one.to, names.organisations, "organisations", (*loc, "to"))
        if one.from_ == one.to:
            yield Problem((*loc, "to"), Said('"{key}" stands on both sides; name two organisations', key=one.to))
        if one.since is not None and one.until is not None and one.until < one.since:
            text = Said("the relation ends before it began on {day}; give a later date", day=str(one.since))
            yield Problem((*loc, "until"), text)


def _bodies(definition: AllianceDefinition, names: _Names) -> _Found:
    for body in Body:
        members: Sequence[Member] = getattr(definition.bodies, body)
        chairs = [number for number, member in enumerate(members) if member.chair]
        for number in chairs[1:]:
            yield Problem(("bodies", body, number, "chair"), Said("there is a chair already; allowed: one per body"))
        for number, member in enumerate(members):
            yield from _member(names, member, ("bodies", body, number))
        seats = (f"{member.organisation or member.staff} {member.contact or ''}".strip() for member in members)
        yield from duplicates(("bodies", body), None, seats)


def _member(names: _Names, member: Member, loc: Location) -> _Found:
    match (member.organisation, member.staff):
        case (str() as key, None):
            yield from _known(key, names.organisations, "organisations", (*loc, "organisation"))
            yield from _contact(names, member.contact, key, (*loc, "contact"))
        case (None, str() as code):
            yield from _staff(names, code, (*loc, "staff"))
            if member.contact is not None:
                yield Problem((*loc, "contact"), Said("a member of staff has no contact; leave it out"))
        case _:
            yield Problem(loc, Said("a member is either an organisation or a member of staff; give one of the two"))


def _need_framework(definition: AllianceDefinition) -> Iterator[Problem]:
    loc = ("need_framework", "criteria")
    criteria = definition.need_framework.criteria
    yield from duplicates(loc, "key", (criterion.key for criterion in criteria))
    if criteria and not definition.need_framework.shares:
        yield Problem(loc, ALL_ZERO)


def _theory_of_change(definition: AllianceDefinition, names: _Names) -> _Found:
    theory = definition.theory_of_change
    yield from duplicates(("theory_of_change", "nodes"), "key", (node.key for node in theory.nodes))
    arrows = [(link.from_, link.to) for link in theory.links]
    loc = ("theory_of_change", "links")
    yield from duplicates(loc, None, (f"{before} -> {after}" for before, after in arrows))
    for number, (before, after) in enumerate(arrows):
        yield from _known(before, names.nodes, NODES, (*loc, number, "from"))
        yield from _known(after, names.nodes, NODES, (*loc, number, "to"))
        link = theory.links[number]
        if link.evidence is not Evidence.UNTESTED and not link.assumption:
            text = Said("evidence is for or against an assumption; say what has to be true")
            yield Problem((*loc, number, "evidence"), text)
    for number, node in enumerate(theory.nodes):
        if node.due is not None and node.level is not Level.ACTIVITY:
            text = Said("only an activity has a last day; give the day to the target of an indicator")
            yield Problem(("theory_of_change", "nodes", number, "due"), text)
        for place, key in enumerate(node.learns_from):
            yield from _known(key, names.nodes, NODES, ("theory_of_change", "nodes", number, "learns_from", place))
    for number, path in islice(_circles(arrows), MOST_CIRCLES):
        yield Problem(
            (*loc, number),
            Said(
                "the links go round in a circle: {circle}; take one of them out, or say it with learns_from",
                circle=_drawn(path),
            ),
        )


def _drawn(path: Sequence[str]) -> str:
    shown = path if len(path) <= LONGEST_CIRCLE else [*path[: LONGEST_CIRCLE - 2], "…", path[-1]]
    return " -> ".join(shown)


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


def _indicators(definition: AllianceDefinition, names: _Names) -> _Found:
    yield from duplicates(("indicators",), "key", (indicator.key for indicator in definition.indicators))
    for number, indicator in enumerate(definition.indicators):
        loc = ("indicators", number)
        if indicator.node is not None:
            yield from _known(indicator.node, names.nodes, NODES, (*loc, "node"))
        yield from indicator_problems(indicator, loc)
    if definition.indicators and not definition.indicator_shares:
        yield Problem(("indicators",), ALL_ZERO)


def _evaluation(definition: AllianceDefinition) -> Iterator[Problem]:
    for purpose in RoundPurpose:
        one, loc = definition.evaluation.of(purpose), (*Evaluation.place(purpose), "starts")
        if one.starts is None:
            continue
        if one.rrule is None:
            yield Problem(loc, Said("a start needs a rule to begin with; give an rrule as well"))
        elif one.rrule.startswith("DTSTART"):
            yield Problem(loc, Said("the rrule names a DTSTART already; leave one of the two out"))


def _staff(names: _Names, code: str, loc: Location) -> _Found:
    # A file without staff speaks of people that the foundation knows already.
    if names.staff:
        yield from _known(code, names.staff, "staff", loc)


def _contact(names: _Names, key: str | None, organisation: str, loc: Location) -> _Found:
    if key is None:
        return
    yield from _known(key, names.contacts, "contacts", loc)
    employer = names.contacts.get(key, organisation)
    if organisation in names.organisations and employer != organisation:
        text = Said(
            'contact "{key}" belongs to "{employer}"; name a contact of "{organisation}"',
            key=key,
            employer=employer,
            organisation=organisation,
        )
        yield Problem(loc, text)


def _known(key: str, known: Collection[str], section: str, loc: Location) -> _Found:
    if key not in known:
        yield _Unknown(loc, key, section, known)
