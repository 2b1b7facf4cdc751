"""What a sentence about an event can say: as far as the event knows it, and is of the right kind."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from string import Formatter

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from models.method import actors, labels
from models.method.commitments import Unit
from models.method.events import EventType
from models.method.phases import Phase


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as it is told: ``details`` are what was recorded with it, whatever that may be."""

    type: EventType
    subject: str
    actor: str
    phase: Phase | None = None
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tongue:
    """How a language tells what happened; where there are several phrases, the first that is known counts."""

    language: str
    locale: str
    sentences: Mapping[EventType, tuple[str, ...]]
    somebody: str
    last: str
    sides: Mapping[str, str]
    bodies: Mapping[str, str]
    agreements: Mapping[str, str]
    deliverables: Mapping[str, str]
    asked: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[str, ...]]
    flags: Mapping[str, str]

    def listed(self, things: list[str]) -> str | None:
        """Return several things as one phrase."""
        if len(things) < 2:
            return things[0] if things else None
        return f"{', '.join(things[:-1])} {self.last} {things[-1]}"


#: Which detail each labelled word is read from, and the enumeration it must belong to.
LABELLED: dict[str, tuple[str, str]] = {
    "left": ("outcome", "PhaseOutcome"),
    "verdict": ("verdict", "Verdict"),
    "proposed": ("proposed", "Outcome"),
    "outcome": ("outcome", "Outcome"),
    "talks": ("status", "StakeholderStatus"),
    "round_kind": ("kind", "RoundKind"),
    "purpose": ("purpose", "RoundPurpose"),
    "route": ("route", "Route"),
    "reply": ("state", "RecommendationState"),
    "lesson_state": ("state", "LessonState"),
    "lesson_answer": ("answer", "LessonAnswer"),
    "fault_answer": ("answer", "FaultAnswer"),
    "adoption": ("adoption", "Adoption"),
    "improvement": ("state", "ImprovementState"),
    "finding": ("finding", "Finding"),
    "stopped": ("reason", "RequestState"),
    "change": ("change", "ChangeKind"),
    "audience": ("audience", "Audience"),
    "wanted": ("kind", "EvidenceTaskKind"),
    "evidence": ("evidence", "Evidence"),
}

#: What is only said when a detail has exactly this value.
FLAGS: dict[str, tuple[str, object]] = {
    "again": ("again", True),
    "deviates": ("deviates", True),
    "chair": ("chair", True),
    "fulfilled": ("status", "fulfilled"),
    "gone": ("change", "removed"),
    "together": ("purpose", "collaboration"),
}

#: Keys and codes as they are given out here; whatever looks otherwise is not repeated.
_KEY = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,99}")


def whole(templates: tuple[str, ...], words: Mapping[str, str]) -> str | None:
    """Return the first template of which every word is known, filled in."""
    for template in templates:
        if {name for _, name, _, _ in Formatter().parse(template) if name} <= words.keys():
            return template.format_map(words)
    return None


def known(event: Happened, tongue: Tongue, names: Mapping[str, str]) -> dict[str, str]:
    """Return every word that this event knows; what it does not know, or cannot mean, is left out."""
    words = {name: said for name, said in _read(event, tongue, names) if said}
    words.update(
        {
            name: said
            for name, said in (
                ("asked", whole(tongue.asked.get(_text(event.details.get("kind")), ()), words)),
                ("part", whole(tongue.parts.get(event.subject.partition(":")[0], ()), words)),
            )
            if said
        }
    )
    return words


def _read(event: Happened, tongue: Tongue, names: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    about, subject = event.details, _key(event.subject)
    yield "actor", actor(event.actor, tongue, names)
    yield "subject", subject
    yield "key", _key(event.subject.partition(":")[2])
    yield "measured", _key(event.subject.partition(":")[2])
    yield "owner", _owner(event.subject, names)
    yield "deliverable", tongue.deliverables.get(event.subject)
    yield "ending", _label("Ending", event.subject, tongue)
    yield "phase", _phase(event.subject, tongue) or _phase(event.phase, tongue)
    yield "starts_at", _phase(about.get("starts_at"), tongue)
    yield "back", _phase(about.get("go_back_to"), tongue)
    yield "side", tongue.sides.get(_text(about.get("side"))) or tongue.sides.get(event.subject)
    yield "body", tongue.bodies.get(event.subject)
    yield "organisation", _organisation(event, names)
    yield "deleted", tongue.flags["deleted"] if event.subject == "deleted" else None
    yield "amount", amount(about.get("quantity"), about.get("unit"), tongue)
    yield "go", "go" if about.get("go") is True else "no-go" if about.get("go") is False else None
    yield "agreed", tongue.listed(_known_of(about.get("agreed"), tongue.agreements))
    yield "missing", tongue.listed(_known_of(about.get("missing"), tongue.deliverables))
    yield "on", _day(about.get("on"), tongue)
    for name in ("share", "attainment"):
        yield name, _written(format_percent, about.get(name), tongue)
    for name in ("score", "value", "round", "attempts"):
        yield name, _written(format_decimal, about.get(name), tongue)
    for name, (detail, kind) in LABELLED.items():
        yield name, _label(kind, about.get(detail), tongue)
    for name, (detail, value) in FLAGS.items():
        yield name, tongue.flags[name] if about.get(detail) == value else None


def actor(name: str, tongue: Tongue, names: Mapping[str, str]) -> str:
    """Return who did it: staff by their code, a contact as its organisation, and flows and clocks as Samenspel."""
    code = actors.staff_code(name)
    if code:
        return code.upper()
    if name == actors.CLOCK or name.startswith("flow:"):
        return "Samenspel"
    return names.get(name) or _key(name.removeprefix("person:")) or tongue.somebody


def amount(quantity: object, unit: object, tongue: Tongue) -> str | None:
    """Return so much of a unit as the language writes it: ``€ 25.000,50``, ``80 uur``."""
    named, figure = _label("Unit", unit, tongue), _figure(quantity)
    if named is None or figure is None:
        return None
    if unit == Unit.CENTS:
        return format_currency(figure / 100, "EUR", locale=tongue.locale).replace("\u00a0", " ")
    return f"{format_decimal(figure, locale=tongue.locale)} {named}"


def _organisation(event: Happened, names: Mapping[str, str]) -> str | None:
    for detail in ("organisation", "receiver"):
        if key := _key(event.details.get(detail)):
            return names.get(key, key)
    if staff := _key(event.details.get("staff")):
        return staff.upper()
    contact = names.get(actors.person(_text(event.details.get("contact"))))
    behind = contact or names.get(event.subject) or _owner(event.subject, names)
    return behind or (_key(event.subject) if event.type.startswith("stakeholder.") else None)


def _owner(subject: str, names: Mapping[str, str]) -> str | None:
    """Return the organisation behind ``c1`` or ``contacts:k7``: the caller knows it as ``commitment:c1`` and so on."""
    section, _, key = subject.partition(":")
    asked = (
        (actors.person(key), key) if section == "contacts" else (key, f"commitment:{subject}", f"handover:{subject}")
    )
    return next((names[one] for one in asked if names.get(one)), None)


def _known_of(value: object, phrases: Mapping[str, str]) -> list[str]:
    return [phrases[one] for one in value if isinstance(one, str) and one in phrases] if isinstance(value, list) else []


def _label(kind: str, code: object, tongue: Tongue) -> str | None:
    return labels.word(kind, code, tongue.language) if isinstance(code, str) and code in labels.WORDS[kind] else None


def _phase(code: object, tongue: Tongue) -> str | None:
    named = _label("Phase", code, tongue)
    return f"{Phase(str(code)).number} {named}" if named else None


def _day(value: object, tongue: Tongue) -> str | None:
    try:
        return format_date(date.fromisoformat(_text(value)), "d MMM y", locale=tongue.locale)
    except ValueError:
        return None


def _figure(value: object) -> float | None:
    # A number beyond these bounds is none that was ever recorded here, and some cannot be written at all.
    if isinstance(value, bool) or not isinstance(value, int | float) or not -1e15 <= value <= 1e15:
        return None
    return float(value)


def _written(write: Callable[..., str], value: object, tongue: Tongue) -> str | None:
    figure = _figure(value)
    return None if figure is None else write(figure, locale=tongue.locale)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _key(value: object) -> str | None:
    return value if isinstance(value, str) and _KEY.fullmatch(value) else None
