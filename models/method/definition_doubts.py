"""What is allowed in an alliance's file and yet seldom meant: told as a note, and taken as it stands."""

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from models.method.definition import AllianceDefinition
from models.method.definition_impact import Indicator
from models.method.definition_parts import Evaluation
from models.method.definition_problems import Location, Problem
from models.method.indicators import Direction, Level, Measure, Trajectory
from models.method.local_time import Oddity, occurrences, occurs, odd_occurrences, settled
from models.method.parties import sectors_missing
from models.method.recurrence import with_start
from models.method.rounds import RoundPurpose
from models.method.said import Said, joined

#: So far ahead we look for moments of the cadence that fall into a change of the clocks.
DAYS_AHEAD = 730

#: Where a chain of change begins and where it ends.
_DOES, _COMES_ABOUT = frozenset({Level.ACTIVITY, Level.OUTPUT}), frozenset({Level.OUTCOME, Level.IMPACT})

#: What is judged by how far it came from its baseline to its target.
ON_A_ROAD = frozenset({Measure.NUMBER, Measure.PERCENTAGE, Measure.INDEX, Measure.AMOUNT, Measure.ORDINAL})

#: Scripts whose letters pass for Latin ones, and those that Japanese mixes.
_LIKE_LATIN = frozenset({"CYRILLIC", "GREEK"})
_WRITTEN_TOGETHER = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})

_FORM = "%Y-%m-%d %H:%M"


def doubts(definition: AllianceDefinition, *, today: date) -> list[Problem]:
    """Return what a person should look at once more, in the order of the sections; none of it keeps a file out."""
    return [
        *_people(definition),
        *_parties(definition),
        *_need_framework(definition),
        *_theory(definition),
        *_indicators(definition),
        *(doubt for purpose in RoundPurpose for doubt in _recurring(definition.evaluation, purpose, today)),
        *_quiet_days(definition, today),
    ]


def with_settled_start(definition: AllianceDefinition) -> AllianceDefinition:
    """Return the description with the first moment of its evaluations as the clocks of its zone show it."""
    evaluation = definition.evaluation
    for purpose in RoundPurpose:
        one = evaluation.of(purpose)
        if one.rrule is not None and one.starts is not None:
            starts, _ = settled(one.starts, one.timezone)
            evaluation = evaluation.saying(purpose, one.model_copy(update={"starts": starts}))
    changed = evaluation is not definition.evaluation
    return definition.model_copy(update={"evaluation": evaluation}) if changed else definition


def _people(definition: AllianceDefinition) -> Iterator[Problem]:
    addresses: list[tuple[Location, str | None]] = [
        *((("staff", n, "email"), one.email) for n, one in enumerate(definition.staff)),
        *((("organisations", n, "mailbox"), one.mailbox) for n, one in enumerate(definition.organisations)),
        *((("contacts", n, "email"), one.email) for n, one in enumerate(definition.contacts)),
    ]
    for loc, address in addresses:
        if domain := _look_alike(address or ""):
            yield Problem(
                loc, Said("mixed scripts: {domain}; look whether this is the address that was meant", domain=domain)
            )


def _look_alike(address: str) -> str:
    """Return the domain as it is sent when its letters come from several scripts, as in a look-alike, else nothing."""
    domain = address.rpartition("@")[2]
    for label in domain.split("."):
        if label.startswith("xn--"):
            letters = label.removeprefix("xn--").encode().decode("punycode", errors="replace")
            scripts = {_script(letter) for letter in letters if letter.isalpha()}
            if len(scripts) > 1 or scripts & _LIKE_LATIN:
                return domain
    return ""


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "").split()
    script = name[0] if name else ""
    return "HAN" if script in _WRITTEN_TOGETHER else script


def _parties(definition: AllianceDefinition) -> Iterator[Problem]:
    missing = sectors_missing(one.sector for one in definition.organisations)
    if missing:
        text = Said("nobody speaks for: {sectors}; the task asks for all of them", sectors=joined(", ", missing))
        yield Problem(("organisations",), text)
    reached = {contact.organisation for contact in definition.contacts}
    for number, one in enumerate(definition.organisations):
        if one.key not in reached:
            text = Said('"{key}" has no contact, so nobody can be invited', key=one.key)
            yield Problem(("organisations", number, "key"), text)


def _need_framework(definition: AllianceDefinition) -> Iterator[Problem]:
    if "need_framework" in definition.model_fields_set and not definition.need_framework.criteria:
        yield Problem(("need_framework",), Said("the framework has no criteria, so it cannot say go or no-go"))


def _theory(definition: AllianceDefinition) -> Iterator[Problem]:
    theory = definition.theory_of_change
    led_to, leading = {link.to for link in theory.links}, {link.from_ for link in theory.links}
    measured = {one.node for one in definition.indicators}
    for number, node in enumerate(theory.nodes):
        loc = ("theory_of_change", "nodes", number, "key")
        if node.level in _COMES_ABOUT and node.key not in led_to:
            yield Problem(loc, Said('nothing leads to "{key}"; link what brings it about', key=node.key))
        if node.level in _DOES and node.key not in leading:
            yield Problem(loc, Said('"{key}" leads to nothing; link what it brings about', key=node.key))
        if node.level is Level.OUTCOME and node.key not in measured:
            yield Problem(loc, Said('no indicator measures "{key}"; the evaluation asks for one', key=node.key))


def _indicators(definition: AllianceDefinition) -> Iterator[Problem]:
    for number, one in enumerate(definition.indicators):
        loc = ("indicators", number)
        if one.node is None and definition.theory_of_change.nodes:
            text = Said('"{key}" belongs to no node, so it says nothing of the theory of change', key=one.key)
            yield Problem((*loc, "key"), text)
        yield from _road(one, loc)
        if one.critical and one.weight == 0 and not one.guard:
            text = Said('"{key}" is critical and has weight 0: it counts only when it fails', key=one.key)
            yield Problem((*loc, "weight"), text)


def _road(one: Indicator, loc: Location) -> Iterator[Problem]:
    baseline, target = one.baseline.value, one.target.value
    if one.measure in ON_A_ROAD:
        if baseline is None:
            yield Problem(
                (*loc, "baseline"), Said("where it stands at the start is not known; the evaluation asks for it")
            )
        if target is None:
            yield Problem((*loc, "target"), Said("where it should come is not known; the evaluation asks for it"))
    if one.trajectory is Trajectory.LINEAR and one.milestones:
        yield Problem((*loc, "milestones"), Said("a linear road does not go by its milestones"))
    if baseline is None or target is None:
        return
    if baseline == target and not one.guard:
        yield Problem((*loc, "target"), Said("the target is the baseline, so there is no road to measure"))
    if baseline != target and one.baseline.date is not None and one.baseline.date == one.target.date:
        yield Problem(
            (*loc, "target", "date"), Said("the target is due on the day of the baseline, so there is no way to go")
        )
    if _against(one.direction, target - baseline) and not one.direction_confirmed:
        text = Said("the target lies where a figure to {direction} does not go", direction=one.direction)
        yield Problem((*loc, "target"), text)


def _against(direction: Direction, way: float) -> bool:
    return (direction is Direction.INCREASE and way < 0) or (direction is Direction.DECREASE and way > 0)


def _recurring(evaluation: Evaluation, purpose: RoundPurpose, today: date) -> Iterator[Problem]:
    one, place = evaluation.of(purpose), Evaluation.place(purpose)
    if one.rrule is None:
        return
    zone, loc = one.timezone, (*place, "rrule")
    starts = one.starts
    if starts is not None:
        given, (starts, odd) = starts, settled(starts, zone)
        if odd is not None:
            yield Problem((*place, "starts"), _told(given, odd, zone, starts))
    rule, since = with_start(one.rrule, starts), datetime.combine(today, time())
    if next(occurrences(rule, since=since), None) is None:
        yield Problem(loc, Said("every moment of the rule has passed; no evaluation comes by itself"))
    for moment, odd in odd_occurrences(rule, zone, since=since, days=DAYS_AHEAD)[:1]:
        yield Problem(loc, _told(moment, odd, zone, occurs(moment, zone).astimezone(ZoneInfo(zone))))


def _told(moment: datetime, odd: Oddity, zone: str, taken: datetime) -> str:
    if odd is Oddity.MISSING:
        return Said(
            "{moment} does not exist in {zone}, as the clocks go forward; taken as {taken}",
            moment=f"{moment:{_FORM}}",
            zone=zone,
            taken=f"{taken:{_FORM}}",
        )
    return Said(
        "{moment} comes twice in {zone}, as the clocks go back; the first counts", moment=f"{moment:{_FORM}}", zone=zone
    )


def _quiet_days(definition: AllianceDefinition, today: date) -> Iterator[Problem]:
    if definition.quiet_days and max(definition.quiet_days) < today:
        yield Problem(("quiet_days",), Said("every quiet day has passed; add those to come"))
