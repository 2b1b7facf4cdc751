"""What is allowed in an alliance's file and yet seldom meant: told as a note, and taken as it stands."""

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time

from models.method.definition import AllianceDefinition
from models.method.definition_checks import Problem
from models.method.indicators import Level
from models.method.local_time import Oddity, odd_occurrences, settled
from models.method.parties import sectors_missing
from models.method.recurrence import with_start

#: So far ahead we look for moments of the cadence that fall into a change of the clocks.
DAYS_AHEAD = 730

#: Where a chain of change begins and where it ends.
_DOES, _COMES_ABOUT = frozenset({Level.ACTIVITY, Level.OUTPUT}), frozenset({Level.OUTCOME, Level.IMPACT})


def doubts(definition: AllianceDefinition, *, today: date) -> list[Problem]:
    """Return what a person should look at once more, in the order of the sections; none of it keeps a file out."""
    return [
        *_parties(definition),
        *_theory(definition),
        *_indicators(definition),
        *_cadence(definition, today),
        *_quiet_days(definition, today),
    ]


def _parties(definition: AllianceDefinition) -> Iterator[Problem]:
    missing = sectors_missing(one.sector for one in definition.organisations)
    if missing:
        yield Problem(("organisations",), f"nobody speaks for: {', '.join(missing)}; the task asks for all of them")
    reached = {contact.organisation for contact in definition.contacts}
    for number, one in enumerate(definition.organisations):
        if one.key not in reached:
            yield Problem(("organisations", number, "key"), f'"{one.key}" has no contact, so nobody can be invited')
    for number, contact in enumerate(definition.contacts):
        if shown := _mixed_scripts(contact.email):
            yield Problem(("contacts", number, "email"), f"the address mixes scripts and may be a look-alike: {shown}")


def _mixed_scripts(address: str) -> str:
    """Return the domain as it is sent when its letters come from more than one script, else nothing."""
    domain = address.rpartition("@")[2]
    for label in domain.split("."):
        if label.startswith("xn--"):
            letters = label.removeprefix("xn--").encode().decode("punycode")
            scripts = {unicodedata.name(letter).split()[0] for letter in letters if letter.isalpha()}
            if len(scripts) > 1 or scripts & {"CYRILLIC", "GREEK"}:
                return domain
    return ""


def _theory(definition: AllianceDefinition) -> Iterator[Problem]:
    theory = definition.theory_of_change
    led_to, leading = {link.to for link in theory.links}, {link.from_ for link in theory.links}
    for number, node in enumerate(theory.nodes):
        loc = ("theory_of_change", "nodes", number, "key")
        if node.level in _COMES_ABOUT and node.key not in led_to:
            yield Problem(loc, f'nothing leads to "{node.key}"; link what brings it about')
        if node.level in _DOES and node.key not in leading:
            yield Problem(loc, f'"{node.key}" leads to nothing; link what it brings about')


def _indicators(definition: AllianceDefinition) -> Iterator[Problem]:
    for number, one in enumerate(definition.indicators):
        loc = ("indicators", number)
        if one.node is None and definition.theory_of_change.nodes:
            yield Problem((*loc, "key"), f'"{one.key}" belongs to no node, so it says nothing of the theory of change')
        if one.baseline.value == one.target.value and not one.guard:
            yield Problem((*loc, "target"), "the target is the baseline, so there is no road to measure")
        if one.critical and one.weight == 0:
            yield Problem((*loc, "weight"), f'"{one.key}" is critical and has weight 0: it counts only when it fails')


def _cadence(definition: AllianceDefinition, today: date) -> Iterator[Problem]:
    cadence = definition.evaluation
    if cadence.rrule is None:
        return
    if cadence.starts is not None:
        counts, odd = settled(cadence.starts, cadence.timezone)
        if odd is not None:
            yield Problem(("evaluation", "starts"), _told(cadence.starts, counts, odd, cadence.timezone))
    rule, since = with_start(cadence.rrule, cadence.starts), datetime.combine(today, time())
    for moment, odd in odd_occurrences(rule, cadence.timezone, since=since, days=DAYS_AHEAD)[:1]:
        counts, _ = settled(moment, cadence.timezone)
        yield Problem(("evaluation", "rrule"), _told(moment, counts, odd, cadence.timezone))


def _told(moment: datetime, counts: datetime, odd: Oddity, zone: str) -> str:
    if odd is Oddity.MISSING:
        return f"{moment:%Y-%m-%d %H:%M} does not exist in {zone}, as the clocks go forward; {counts:%H:%M} counts"
    return f"{moment:%Y-%m-%d %H:%M} comes twice in {zone}, as the clocks go back; the first counts"


def _quiet_days(definition: AllianceDefinition, today: date) -> Iterator[Problem]:
    if definition.quiet_days and max(definition.quiet_days) < today:
        yield Problem(("quiet_days",), "every quiet day has passed; add those to come")
