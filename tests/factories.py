"""Alliances for tests, brought to a state by walking the method, never by assigning a status."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from itertools import takewhile
from typing import Any

from flows.catch_up import PHASE_FLOWS
from models.actions import (
    alliances,
    commitments,
    decisions,
    deliverables,
    dispatch,
    handover,
    lists_parties,
    measuring,
    need,
    settling,
    theory,
)
from models.actions.overview import open_decisions
from models.db import queries
from models.db.session import database
from models.db.tables import Commitment, Indicator, TocNode
from models.method.commitments import OPEN, CommitmentStatus, ContributionKind, Unit
from models.method.decisions import DecisionAnswer, GoBackTo, Outcome
from models.method.definition import AllianceDefinition
from models.method.deliverables import of_phase, sides_needed
from models.method.handover import Route
from models.method.indicators import Level
from models.method.phases import Phase, Side
from models.method.working_days import local_day
from samenspel import clock
from tests.walks import walked_once

HZ = "staff:hz"

#: Names and addresses that must never leave the application database.
PLANTED_NAME = "Zwaantje Plantinga"
PLANTED_ADDRESS = "zwaantje.plantinga@canary.example.org"


def described(slug: str = "onderwijs", **changes: Any) -> AllianceDefinition:
    """Describe a small but whole alliance: four sectors, one need, a body each, two indicators."""
    document: dict[str, Any] = {
        "slug": slug,
        "name": f"Alliantie {slug}",
        "illustrative": True,
        "task": {"title": "Lerarentekort", "description": "Te weinig leraren.", "urgency": "Hoog."},
        "facilitator": "hz",
        "staff": [{"code": "hz", "name": "Hanna Zomer", "email": "hz@example.org", "role": "facilitator"}],
        "organisations": [
            {"key": f"{slug}-gemeente", "name": "Gemeente Voorbeeld", "sector": "government"},
            {"key": f"{slug}-ouders", "name": "Ouders Voorbeeld", "sector": "citizens"},
            {"key": f"{slug}-bedrijf", "name": "Bedrijf Voorbeeld", "sector": "business"},
            {"key": f"{slug}-fonds", "name": "Fonds Voorbeeld", "sector": "philanthropy"},
        ],
        "contacts": [
            {
                "key": f"{slug}-{who}-1",
                "organisation": f"{slug}-{who}",
                "name": PLANTED_NAME,
                "email": f"{who}.{PLANTED_ADDRESS}",
                "language": "nl",
                "basis": {"kind": "existing_relation", "source": "relatiebeheer", "date": "2026-01-05"},
            }
            for who in ("gemeente", "ouders", "bedrijf", "fonds")
        ],
        "needs": [{"key": "uren", "kind": "time", "description": "Begeleiding", "quantity": 100, "unit": "hours"}],
        "bodies": {
            "sponsor_group": [{"organisation": f"{slug}-fonds", "contact": f"{slug}-fonds-1", "chair": True}],
            "project_team": [{"organisation": f"{slug}-gemeente", "contact": f"{slug}-gemeente-1", "chair": True}],
        },
        "need_framework": {
            "criteria": [
                {"key": "urgentie", "text": "Is de opgave urgent?", "weight": 0.6},
                {"key": "kracht", "text": "Is collectieve kracht nodig?", "weight": 0.4},
            ],
            "threshold": 0.6,
        },
        "theory_of_change": {
            "nodes": [
                {"key": "werving", "level": "activity", "text": "Werven en opleiden"},
                {"key": "opgeleid", "level": "output", "text": "Opgeleide leraren"},
                {"key": "leraren", "level": "outcome", "text": "Meer leraren"},
            ],
            "links": [],
        },
        "indicators": [
            _indicator("vacatures", "leraren", baseline=100, target=50, direction="decrease", weight=0.6),
            _indicator("instroom", "opgeleid", baseline=200, target=300, direction="increase", weight=0.4),
        ],
        "evaluation": {"rrule": "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0"},
        # Most tests are about what happens behind the review of a first letter.
        "settings": {"review_letters": False, "reflection": False},
    }
    return AllianceDefinition.model_validate({**document, **changes})


def _indicator(key: str, node: str, *, baseline: float, target: float, direction: str, weight: float) -> dict[str, Any]:
    return {
        "key": key,
        "node": node,
        "title": f"Aantal {key}",
        "measure": "number",
        "unit": "aantal",
        "direction": direction,
        "accumulation": "level",
        "weight": weight,
        "baseline": {"value": baseline, "date": "2026-01-01"},
        # The whole road is due before any test looks at it, so that a share of it is a share of what was due.
        "target": {"value": target, "date": "2026-02-01"},
    }


@walked_once
def added(slug: str = "onderwijs", **changes: Any) -> str:
    """Add an alliance and let its first phase run do its work."""
    alliances.add(described(slug, **changes), by=HZ)
    drain()
    return slug


def drain(limit: int = 1000) -> int:
    """Do all work that waits, with the same phase flows the engine runs; return how many runs that took."""
    done = 0
    while done < limit:
        claims = dispatch.claim(lease=timedelta(seconds=45), limit=200)
        if not claims:
            return done
        asyncio.run(_walk(claims))
        done += len(claims)
    raise AssertionError(f"work does not end: {limit} runs and still something waits")


async def _walk(claims: list[dispatch.Claim]) -> None:
    for work in claims:
        await PHASE_FLOWS[work.phase].fn(work.alliance, work.cycle, work.through)


def deliver_all(slug: str, phase: Phase) -> None:
    """Submit and accept every deliverable of a phase."""
    for kind in of_phase(phase):
        deliverables.submit(slug, kind.code, by=HZ, content=f"{kind.label} van {slug}".encode())
        for side in sorted(sides_needed(phase)):
            deliverables.accept(slug, kind.code, side, by=HZ)


def explored(slug: str) -> None:
    """Walk from phase 1 to phase 2."""
    need.score_need(slug, {"urgentie": 5, "kracht": 4}, by=HZ)
    deliver_all(slug, Phase.EXPLORE)
    need.go(slug, by=HZ)
    drain()


def formed(slug: str) -> None:
    """Walk from phase 2 to phase 3, with two confirmed commitments."""
    for who, quantity, unit in (("gemeente", 80, Unit.HOURS), ("fonds", 2_500_000, Unit.CENTS)):
        kind = ContributionKind.TIME if unit is Unit.HOURS else ContributionKind.CAPITAL
        key = commitments.promise(
            slug,
            f"{slug}-{who}",
            kind,
            "Een bijdrage aan de alliantie",
            quantity,
            unit,
            by=HZ,
            starts_on=local_day(clock.now()),
            need="uren" if unit is Unit.HOURS else None,
        )
        drain()
        commitments.confirm(slug, key, by=HZ)
    alliances.agree_on(slug, by=HZ, mission="Elk kind een leraar voor de klas.", story="Samen lossen wij het op.")
    deliver_all(slug, Phase.FORM_ALLIANCE)
    drain()


def designed(slug: str) -> None:
    """Walk from phase 3 to phase 4."""
    deliver_all(slug, Phase.CO_CREATE)
    drain()


def carried_out(slug: str) -> None:
    """Walk from phase 4 to phase 5, delivering what was confirmed."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        confirmed = queries.rows(session, Commitment, alliance_id=alliance.id, status=CommitmentStatus.CONFIRMED)
        owed = [(c.key, c.quantity) for c in confirmed]
        nodes = queries.rows(session, TocNode, alliance_id=alliance.id, level=Level.ACTIVITY)
        activities = [node.key for node in nodes]
    for key, quantity in owed:
        commitments.deliver(slug, key, quantity, by=HZ, on=local_day(clock.now()))
    for key in activities:
        theory.done(slug, key, 4, by=HZ)
    deliver_all(slug, Phase.IMPLEMENT)
    drain()


def measured(slug: str, share: float) -> None:
    """Measure every indicator at ``share`` of its road, and let the round close."""
    with database().read() as session:
        alliance = queries.find_alliance(session, slug)
        rows = queries.rows(session, Indicator, alliance_id=alliance.id)
        roads = {i.key: (i.baseline_value or 0, i.target_value or 0) for i in rows}
    values = {key: baseline + share * (target - baseline) for key, (baseline, target) in roads.items()}
    for key, value in values.items():
        measuring.measure(slug, key, value, by=HZ, on=local_day(clock.now()), source="meting")
    drain()


def evaluated(slug: str, share: float = 0.95) -> None:
    """Measure and deliver phase 5; with enough impact this leads to phase 6."""
    measured(slug, share)
    deliver_all(slug, Phase.EVALUATE)
    drain()


def settled(slug: str) -> None:
    """Close every promise that is still open."""
    for row in lists_parties.commitments(slug):
        if row.status in OPEN:
            settling.close(slug, row.key, by=HZ, reason="De alliantie is klaar.")


def secured(slug: str) -> None:
    """Walk from phase 6 to the end."""
    handover.set_route(slug, Route.EXISTING_ORGANISATION, by=HZ, receiver=f"{slug}-gemeente")
    key = handover.add(slug, "De leergang en het netwerk", f"{slug}-gemeente", by=HZ)
    drain()
    handover.accept(slug, key, by=HZ)
    for side in Side:
        handover.agree(slug, side, by=HZ)
    settled(slug)
    handover.share(slug, by=HZ)
    deliver_all(slug, Phase.SECURE_IMPACT)
    drain()


#: How to leave each phase.
LEAVE = {
    Phase.EXPLORE: explored,
    Phase.FORM_ALLIANCE: formed,
    Phase.CO_CREATE: designed,
    Phase.IMPLEMENT: carried_out,
    Phase.EVALUATE: evaluated,
    Phase.SECURE_IMPACT: secured,
}


@walked_once
def brought_to(phase: Phase, slug: str = "onderwijs", **changes: Any) -> str:
    """Add an alliance and walk it to ``phase``."""
    walked = list(takewhile(lambda before: before is not phase, LEAVE))
    if not walked:
        return added(slug, **changes)
    brought_to(walked[-1], slug, **changes)
    LEAVE[walked[-1]](slug)
    return slug


def an_answer(outcome: Outcome = Outcome.GO_BACK, **changes: Any) -> DecisionAnswer:
    """Answer a decision: back to co-creation, with a lesson."""
    given: Mapping[str, Any] = {
        "outcome": outcome,
        "go_back_to": GoBackTo.CO_CREATE if outcome is Outcome.GO_BACK else GoBackTo.NOT_APPLICABLE,
        "reason": "De oplossing bereikt te weinig scholen.",
        "decided_by": "hz",
        "lesson": "Begin met de scholen die het tekort het hardst voelen.",
    }
    return DecisionAnswer.model_validate({**given, **changes})


def went_back(slug: str, to: GoBackTo = GoBackTo.CO_CREATE) -> int:
    """Answer the open decision with going back, and return the number of the new cycle."""
    (asked,) = open_decisions(slug)
    done = decisions.answer(str(asked.id), an_answer(go_back_to=to), via="CLI")
    drain()
    return done.cycle


def place(slug: str) -> tuple[int, str] | None:
    """Return cycle and phase the alliance is in, ``None`` when it has ended."""
    with database().read() as session:
        run = queries.open_phase(session, queries.find_alliance(session, slug))
        return (run.cycle, str(run.phase)) if run else None
