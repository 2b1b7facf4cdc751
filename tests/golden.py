"""The log of the demo's life, kept per release: a later release must still read the same life out of it.

``python -m tests.golden`` writes the log of this release to ``tests/data``.
"""

import asyncio
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deployments.demo.examples import WithoutServer
from deployments.demo.life import live
from deployments.demo.scripts import ONDERWIJS, WRITTEN, definition_of
from models.actions import alliances, history, lists_alliance, lists_parties
from models.db import migrate, queries
from models.db.session import Database, database, use
from models.db.tables import Deliverable
from models.method import actors
from models.method.cycles import carried_status, carry_over
from models.method.deliverables import DELIVERABLES, DeliverableStatus
from models.method.events import EventType
from models.method.phases import Phase
from samenspel import __version__, clock, settings
from samenspel.clock import SetClock
from tests.project import TOP

DATA = TOP / "tests" / "data"

#: The log of this release.
PRESENT = DATA / f"golden_{__version__}.json"

#: What another database numbers otherwise.
NUMBERED = {"request", "decision", "lesson", "fault", "snapshot"}

SLUG = ONDERWIJS.slug

#: What becomes of a deliverable by an event.
_OF_DELIVERABLES = {
    EventType.DELIVERABLE_DRAFTED: "draft",
    EventType.DELIVERABLE_SUBMITTED: "submitted",
    EventType.DELIVERABLE_RETURNED: "returned",
    EventType.DELIVERABLE_ACCEPTED: "accepted",
    EventType.DELIVERABLE_WAIVED: "waived",
}

#: What becomes of a commitment by an event; a delivery says so itself.
_OF_COMMITMENTS = {
    EventType.COMMITMENT_PROMISED: "promised",
    EventType.COMMITMENT_CONFIRMED: "confirmed",
    EventType.COMMITMENT_WITHDRAWN: "withdrawn",
    EventType.COMMITMENT_ENDED: "ended",
    EventType.COMMITMENT_TRANSFERRED: "transferred",
}


@dataclass
class Life:
    """What a life came to: the phases walked, and how everything in it ended."""

    phases: list[list[str]] = field(default_factory=list)
    deliverables: dict[str, dict[str, str]] = field(default_factory=dict)
    commitments: dict[str, str] = field(default_factory=dict)
    ending: str | None = None

    def document(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {
            "phases": self.phases,
            "deliverables": self.deliverables,
            "commitments": self.commitments,
            "ending": self.ending,
        }


def lived() -> None:
    """Live the demo's life on the database of this process."""
    definition = definition_of(ONDERWIJS)
    hands = SetClock(WRITTEN)
    with clock.using(hands):
        alliances.add(definition, by=actors.staff(definition.facilitator))
        asyncio.run(live(ONDERWIJS, definition, WithoutServer(), hands, settings.settings()))


def log() -> list[dict[str, Any]]:
    """Return the events of the life in order, as they are kept."""
    return [
        {
            "seq": one.seq,
            "type": str(one.type),
            "cycle": one.cycle,
            "phase": one.phase and str(one.phase),
            "subject": one.subject,
            "details": {name: value for name, value in one.details.items() if name not in NUMBERED},
        }
        for one in history.log_of(SLUG)
    ]


def folded(events: list[dict[str, Any]]) -> Life:
    """Read a life out of its events alone."""
    life = Life()
    for event in events:
        kind, cycle, subject = EventType(event["type"]), str(event["cycle"]), event["subject"]
        if kind is EventType.CYCLE_OPENED:
            life.deliverables[subject] = _carried(life, int(subject), Phase(event["details"]["starts_at"]))
        elif kind is EventType.PHASE_CLOSED:
            life.phases.append([cycle, subject, event["details"]["outcome"]])
        elif kind in _OF_DELIVERABLES:
            life.deliverables[cycle][subject] = _OF_DELIVERABLES[kind]
        elif kind in _OF_COMMITMENTS:
            life.commitments[subject] = _OF_COMMITMENTS[kind]
        elif kind is EventType.COMMITMENT_DELIVERED:
            life.commitments[subject] = event["details"]["status"]
        elif kind is EventType.ALLIANCE_ENDED:
            life.ending = subject
    return life


def _carried(life: Life, cycle: int, starts_at: Phase) -> dict[str, str]:
    before = life.deliverables.get(str(cycle - 1))
    if before is None:
        return dict.fromkeys(DELIVERABLES, "missing")
    plan = carry_over(starts_at)
    return {
        code: str(carried_status(plan.deliverables[code], DeliverableStatus(status))) for code, status in before.items()
    }


def in_the_tables() -> Life:
    """Read the same life out of the tables."""
    life = Life(commitments={one.key: str(one.status) for one in lists_parties.commitments(SLUG)})
    for cycle in lists_alliance.cycles(SLUG):
        walked = lists_alliance.cycle(SLUG, cycle.number).phases
        life.phases += [[str(cycle.number), str(one.phase), str(one.outcome)] for one in walked]
        with database().read() as session:
            alliance = queries.find_alliance(session, SLUG)
            rows = queries.rows(session, Deliverable, alliance_id=alliance.id, cycle=cycle.number)
            life.deliverables[str(cycle.number)] = {row.code: str(row.status) for row in rows}
    life.ending = lists_alliance.alliance(SLUG).ending
    return life


def main() -> None:
    """Write the log of this release, with what it came to."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["SAMENSPEL_HOME"] = home
        settings.reload()
        use(Database(f"sqlite:///{Path(home) / 'samenspel.db'}"))
        migrate.upgrade(database())
        lived()
        document = {"release": __version__, "came_to": in_the_tables().document(), "events": log()}
    lines = ",\n".join(json.dumps(event, ensure_ascii=False) for event in document.pop("events"))
    head = json.dumps(document, ensure_ascii=False, indent=1)[:-2]
    DATA.mkdir(exist_ok=True)
    PRESENT.write_text(f'{head},\n "events": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
