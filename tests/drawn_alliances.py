"""Descriptions of alliances, drawn by chance and always valid: what the reader, the schema and the round trip meet."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from models.method.definition import AllianceDefinition
from models.method.definition_indicator_checks import STEPPED
from models.method.indicators import Accumulation, Direction, Evidence, Layer, Level, Measure, Trajectory
from models.method.ladders import LadderName
from models.method.parties import BasisKind, RelationKind, Role, Sector

#: Signs that YAML, CSV and databases like to trip over, among ordinary ones.
_SIGNS = st.sampled_from([*"abz éëï€ÅΩя字-_:#'\"{}[]|>&*!%@`,.?\\/0189 ", "👩", "\u00a0"])
lines = st.text(_SIGNS, min_size=1, max_size=40).map(str.strip).filter(bool)
texts = st.lists(lines, min_size=1, max_size=4).map("\n".join)
keys = st.from_regex(r"[a-z][a-z0-9_-]{0,12}", fullmatch=True).filter(lambda key: key not in {"foundation", "partners"})
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))
scales = st.integers(min_value=1, max_value=5)
figures = st.floats(min_value=-1e15, max_value=1e15, allow_nan=False) | st.integers(-1000, 1000).map(float)
weights = st.floats(min_value=0.001, max_value=1e6, allow_nan=False)
shares = st.floats(min_value=0, max_value=1, allow_nan=False)
addresses = st.from_regex(r"[a-z]{1,10}(\.[a-z]{1,10})?@[a-z]{2,12}\.example", fullmatch=True)
rules = st.sampled_from(
    [
        "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
        "FREQ=WEEKLY",
        "RRULE:FREQ=YEARLY;BYMONTH=2",
        "DTSTART:20260105T090000\nRRULE:FREQ=MONTHLY",
    ]
)
moments = st.builds(
    datetime.combine,
    st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31)),
    st.builds(time, st.integers(9, 17), st.integers(0, 59)),
)


def _some(of: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[list[str]]:
    return st.lists(of, max_size=most, unique=True)


@st.composite
def alliances(draw: st.DrawFn, prefix: str = "") -> AllianceDefinition:
    """Draw a valid description; with a ``prefix`` its slug, organisations and contacts are nobody else's."""
    staff = draw(st.lists(keys, min_size=1, max_size=3, unique=True))
    organisations = [f"{prefix}o-{key}" for key in draw(_some(keys))]
    contacts = _contacts(draw, prefix, organisations)
    nodes = draw(_some(keys, 5))
    document: dict[str, Any] = {
        "slug": f"{prefix}ab{draw(st.from_regex(r'[a-z0-9-]{1,12}', fullmatch=True))}",
        "name": draw(lines),
        "language": draw(st.sampled_from(["nl", "en"])),
        "illustrative": draw(st.booleans()),
        "task": {"title": draw(lines), "description": draw(texts | st.just("")), "urgency": draw(texts | st.just(""))},
        "mission": draw(texts | st.just("")),
        "story": draw(texts | st.just("")),
        "facilitator": draw(st.sampled_from(staff)),
        "staff": [{"code": code, "name": draw(lines), "email": draw(addresses)} for code in staff],
        "organisations": [_organisation(draw, key) for key in organisations],
        "contacts": contacts,
        "stakeholders": _stakeholders(draw, organisations, contacts),
        "relations": _relations(draw, organisations),
        "expectations": _expectations(draw, [*organisations, "foundation", "partners"]),
        "needs": [_need(draw, key) for key in draw(_some(keys, 3))],
        "bodies": {body: _seats(draw, organisations, staff) for body in ("sponsor_group", "project_team")},
        "need_framework": {
            "criteria": [{"key": key, "text": draw(texts), "weight": draw(weights)} for key in draw(_some(keys, 3))],
            "threshold": draw(shares),
        },
        "theory_of_change": _theory(draw, nodes),
        "indicators": [_indicator(draw, key, nodes) for key in draw(_some(keys, 3))],
        "evaluation": draw(_cadences()),
        "quiet_days": draw(st.lists(days, max_size=3, unique=True)),
        "settings": draw(_settings),
    }
    return AllianceDefinition.model_validate(document)


def _contacts(draw: st.DrawFn, prefix: str, organisations: list[str]) -> list[dict[str, Any]]:
    if not organisations:
        return []
    found: list[dict[str, Any]] = []
    for key in draw(_some(keys)):
        at = draw(st.sampled_from(organisations))
        heirs = [one["key"] for one in found if one["organisation"] == at]
        found.append(
            {
                "key": f"{prefix}c-{key}",
                "organisation": at,
                "name": draw(lines),
                "email": f"{prefix or 'x'}{len(found)}.{draw(addresses)}",
                "language": draw(st.sampled_from(["nl", "en"])),
                "basis": {"kind": draw(st.sampled_from(BasisKind)), "source": draw(lines), "date": draw(days)},
                # Only who was described before takes over, so that nobody goes round in a circle.
                "successor": draw(st.sampled_from(heirs) | st.none()) if heirs else None,
            }
        )
    return found


def _organisation(draw: st.DrawFn, key: str) -> dict[str, Any]:
    return {
        "key": key,
        "name": draw(lines),
        "sector": draw(st.sampled_from(Sector)),
        "mailbox": draw(st.none() | addresses),
    }


def _stakeholders(draw: st.DrawFn, organisations: list[str], contacts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for key in organisations:
        if draw(st.booleans()):
            continue
        people = [one["key"] for one in contacts if one["organisation"] == key]
        found.append(
            {
                "organisation": key,
                "contact": draw(st.sampled_from(people) | st.none()) if people else None,
                "roles": draw(st.lists(st.sampled_from(Role), max_size=3, unique=True)),
                "influence": draw(scales),
                "interest": draw(scales),
            }
        )
    return found


def _relations(draw: st.DrawFn, organisations: list[str]) -> list[dict[str, Any]]:
    if len(organisations) < 2:
        return []
    triples = st.tuples(st.permutations(organisations).map(lambda two: tuple(two[:2])), st.sampled_from(RelationKind))
    return [
        {
            "from": ends[0],
            "to": ends[1],
            "kind": kind,
            "strength": draw(scales),
            "since": draw(st.none() | st.just(date(2020, 1, 1))),
            "until": draw(st.none() | st.just(date(2027, 1, 1))),
        }
        for ends, kind in draw(st.lists(triples, max_size=3, unique=True))
    ]


def _expectations(draw: st.DrawFn, parties: list[str]) -> list[dict[str, Any]]:
    drawn = st.tuples(st.sampled_from(parties), st.sampled_from(parties), texts)
    return [{"from": a, "to": b, "text": text} for a, b, text in draw(st.lists(drawn, max_size=3, unique=True))]


def _need(draw: st.DrawFn, key: str) -> dict[str, Any]:
    unit = draw(st.sampled_from(["euro", "hours", "pieces"]))
    whole = st.integers(min_value=1, max_value=10_000_000)
    quantity = draw(whole.map(lambda cents: Decimal(cents) / 100) if unit == "euro" else whole.map(Decimal))
    kind = draw(st.sampled_from(["knowledge", "capital", "skill", "time", "network"]))
    return {"key": key, "kind": kind, "description": draw(texts), "quantity": quantity, "unit": unit}


def _seats(draw: st.DrawFn, organisations: list[str], staff: list[str]) -> list[dict[str, Any]]:
    seats: list[dict[str, Any]] = [{"staff": code} for code in staff if draw(st.booleans())]
    seats += [{"organisation": key} for key in organisations if draw(st.booleans())]
    if seats and draw(st.booleans()):
        draw(st.sampled_from(seats))["chair"] = True
    return seats


def _theory(draw: st.DrawFn, nodes: list[str]) -> dict[str, Any]:
    # Arrows only lead onwards in the list, so that they never go round.
    pairs = [(a, b) for n, a in enumerate(nodes) for b in nodes[n + 1 :]]
    arrows = draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True)) if pairs else []
    return {"nodes": [_node(draw, key, nodes) for key in nodes], "links": [_link(draw, a, b) for a, b in arrows]}


def _node(draw: st.DrawFn, key: str, nodes: list[str]) -> dict[str, Any]:
    level = draw(st.sampled_from(Level))
    return {
        "key": key,
        "level": level,
        "text": draw(texts),
        "due": draw(days | st.none()) if level is Level.ACTIVITY else None,
        "learns_from": draw(st.lists(st.sampled_from(nodes), max_size=2, unique=True)),
    }


def _link(draw: st.DrawFn, before: str, after: str) -> dict[str, Any]:
    assumption = draw(texts | st.just(""))
    return {
        "from": before,
        "to": after,
        "assumption": assumption,
        "layer": draw(st.sampled_from(Layer) | st.none()),
        "evidence": draw(st.sampled_from(Evidence)) if assumption else Evidence.UNTESTED,
    }


def _indicator(draw: st.DrawFn, key: str, nodes: list[str]) -> dict[str, Any]:
    measure = draw(st.sampled_from(Measure))
    steps = draw(st.lists(lines, min_size=2, max_size=4, unique=True)) if measure in STEPPED else []
    figure = st.integers(0, len(steps) - 1).map(float) if measure is Measure.ORDINAL else figures
    milestones = [{"date": day, "value": draw(figure)} for day in draw(st.lists(_on_the_way, max_size=3, unique=True))]
    ways = [None, Trajectory.LINEAR, Trajectory.STEP, *([Trajectory.MILESTONES] if milestones else [])]
    return {
        "key": key,
        "node": draw(st.sampled_from(nodes) | st.none()) if nodes else None,
        "title": draw(lines),
        "measure": measure,
        "unit": draw(lines | st.just("")),
        "direction": draw(st.sampled_from(Direction)),
        "direction_confirmed": draw(st.booleans()),
        "accumulation": draw(st.sampled_from(Accumulation)),
        "weight": draw(weights),
        "critical": draw(st.booleans()),
        "guard": draw(st.booleans()),
        "steps": steps,
        "range": draw(st.sampled_from([{}, {"lowest": -1e15}, {"lowest": -1e15, "highest": 1e15}])),
        "tolerance": draw(st.none() | st.floats(0, 1e6)),
        "baseline": _baseline(draw, figure),
        "target": {"value": draw(figure | st.none()), "date": draw(st.none() | st.just(date(2028, 1, 1)))},
        "trajectory": draw(st.sampled_from(ways)),
        "milestones": milestones,
        "measurements": [_measured(draw, day, measure) for day in draw(st.lists(days, max_size=3, unique=True))],
    }


#: Between the baseline and the target that are drawn.
_on_the_way = st.dates(min_value=date(2026, 1, 1), max_value=date(2028, 1, 1))

_samples = st.sampled_from(
    [
        {"kind": "proportion", "k": 11, "n": 20},
        {"kind": "proportion", "k": 0, "n": 3, "population": 3},
        {"kind": "mean", "n": 12, "mean": 3.25, "sd": 0.5},
    ]
)


def _baseline(draw: st.DrawFn, figure: st.SearchStrategy[float]) -> dict[str, Any]:
    value = draw(figure | st.none())
    sample = draw(st.none() | st.just({"kind": "error", "se": 0.5})) if value is not None else None
    return {"value": value, "date": draw(st.none() | st.just(date(2026, 1, 1))), "sample": sample}


def _measured(draw: st.DrawFn, day: date, measure: Measure) -> dict[str, Any]:
    if measure is Measure.QUALITATIVE and draw(st.booleans()):
        return {"date": day, "from": "hz", "level": draw(st.integers(0, 4)), "evidence": draw(st.integers(1, 4))}
    said = draw(st.sampled_from(["value", "text", "sample"]))
    return {
        "date": day,
        "since": draw(st.none() | st.just(day)),
        "value": draw(figures) if said == "value" else None,
        "text": draw(lines) if said == "text" else "",
        "sample": draw(_samples) if said == "sample" else None,
        "source": draw(lines | st.just("")),
    }


@st.composite
def _cadences(draw: st.DrawFn) -> dict[str, Any]:
    others = {purpose: draw(_recurring()) for purpose in draw(st.sets(st.sampled_from(["collaboration", "both"])))}
    return {**draw(_recurring()), "threshold": draw(shares), **others}


@st.composite
def _recurring(draw: st.DrawFn) -> dict[str, Any]:
    rule = draw(st.none() | rules)
    startable = rule is not None and not rule.startswith("DTSTART")
    return {
        "rrule": rule,
        "timezone": draw(st.sampled_from(["Europe/Amsterdam", "America/Curacao", "UTC"])),
        "starts": draw(st.none() | moments) if startable else None,
    }


@st.composite
def _ladders(draw: st.DrawFn) -> list[str]:
    units = st.sampled_from(["days", "working days"])
    before = sorted(draw(st.lists(st.integers(2, 365), max_size=3)), reverse=True)
    steps = [f"{days} {draw(units)} before due" for days in before]
    steps += [f"after {days} {draw(units)}" for days in draw(st.lists(st.integers(2, 365), max_size=4))]
    last = st.sampled_from(["hand over at due", "hand over after 1 working day", "hand over 2 days after due"])
    return [*(draw(st.sampled_from(["", "escalate "])) + step for step in steps), draw(last)]


_settings = st.fixed_dictionaries(
    {},
    optional={
        "phase_days": st.dictionaries(st.sampled_from(["explore", "implement"]), st.integers(1, 3650)),
        "round_days": st.integers(1, 365),
        "send_at": st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59)),
        "ladders": st.dictionaries(st.sampled_from(LadderName).map(str), _ladders(), max_size=3),
        "review_letters": st.booleans(),
        "reflection": st.booleans(),
    },
)
