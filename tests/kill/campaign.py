"""What happens while processes are killed, and what must be true afterwards."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from models.actions import alliances, commitments, deliverables, need
from models.actions.overview import log_of, overview
from models.db import queries
from models.db.session import database
from models.db.tables import Dispatch, Letter
from models.method.commitments import ContributionKind, Unit
from models.method.deliverables import of_phase
from models.method.phases import Phase, Side
from models.method.requests import LetterState
from models.method.working_days import local_day
from notifications import postoffice
from samenspel import clock
from samenspel.settings import Settings
from tests import factories

#: How many alliances there are; each has ten things happen to it.
ALLIANCES = 6


@dataclass(frozen=True)
class Happening:
    """One thing that somebody does, and the event that must come of it, once."""

    alliance: str
    event: tuple[str, str]
    action: Callable[[], object]

    def deliver_twice(self) -> None:
        """Do it twice at the same moment, as a form that was sent again would."""
        with ThreadPoolExecutor(2) as pool:
            for one in [pool.submit(self.action) for _ in range(2)]:
                one.result()


def prepare() -> list[str]:
    """Add the alliances, with a score, a go and two promises each; return their slugs."""
    slugs = [f"gedood-{n}" for n in range(ALLIANCES)]
    for slug in slugs:
        alliances.add(factories.described(slug), by=factories.HZ)
        need.score_need(slug, {"urgentie": 5, "kracht": 4}, by=factories.HZ)
        need.go(slug, by=factories.HZ)
        for who in ("gemeente", "fonds"):
            commitments.promise(
                slug,
                f"{slug}-{who}",
                ContributionKind.TIME,
                "Een dag in de week",
                80,
                Unit.HOURS,
                by=factories.HZ,
                starts_on=local_day(clock.now()),
            )
    return slugs


def happenings(slugs: list[str]) -> list[Happening]:
    """Return ten things per alliance in the order in which they happen, all alliances by turns."""
    return [one for turn in zip(*(_of(slug) for slug in slugs), strict=True) for one in turn]


def _of(slug: str) -> Iterator[Happening]:
    first, second = (of_phase(phase) for phase in (Phase.EXPLORE, Phase.FORM_ALLIANCE))
    for kind in first:
        submit = partial(deliverables.submit, slug, kind.code, by=factories.HZ, content=kind.label.encode())
        yield Happening(slug, ("deliverable.submitted", kind.code), submit)
        accept = partial(deliverables.accept, slug, kind.code, Side.FOUNDATION, by=factories.HZ)
        yield Happening(slug, ("deliverable.accepted", kind.code), accept)
    for key in ("c1", "c2"):
        confirm = partial(commitments.confirm, slug, key, by=factories.HZ)
        yield Happening(slug, ("commitment.confirmed", key), confirm)
    for kind in second[:2]:
        submit = partial(deliverables.submit, slug, kind.code, by=factories.HZ, content=kind.label.encode())
        yield Happening(slug, ("deliverable.submitted", kind.code), submit)


@dataclass(frozen=True)
class InFlight:
    """What was under way at one moment."""

    leases: int
    runs: int
    letters: int


def in_flight(prefect_database: Path, since: datetime) -> InFlight:
    """Count leases, letters being sent, and runs that went to Pending or Running since then and are there still."""
    with database().read() as session:
        leases = sum(row.lease_until is not None for row in queries.rows(session, Dispatch, order="alliance_id"))
        letters = queries.count(session, Letter, state=LetterState.SENDING)
    with closing(sqlite3.connect(f"file:{prefect_database}?mode=ro", uri=True)) as prefect:
        (runs,) = prefect.execute("SELECT count(*) FROM flow_run WHERE state_type IN ('PENDING', 'RUNNING')").fetchone()
    return InFlight(leases, runs, letters)


def told(hit: list[InFlight]) -> str:
    """Say in one line what a campaign hit."""
    leases, runs, letters = (sum(getattr(one, name) for one in hit) for name in ("leases", "runs", "letters"))
    return f"{len(hit)} kills hit {leases} leases, {runs} runs and {letters} letters under way"


def stir(slug: str) -> None:
    """Let something happen that asks for a phase run, in whatever phase."""
    alliances.agree_on(slug, by=factories.HZ, story="Samen lossen wij het op.")


def all_done() -> bool:
    """Say whether everything that happened is dealt with and nobody is on anything."""
    with database().read() as session:
        rows = queries.rows(session, Dispatch, order="alliance_id")
        return all(row.done_seq >= row.wake_seq and row.lease_until is None for row in rows)


def check(slugs: list[str], planned: list[Happening], home: Path) -> None:
    """Compare what the alliances came to with what happened to them: everything once, in order, nothing stuck."""
    for slug in slugs:
        log = log_of(slug)
        assert [e.seq for e in log] == list(range(1, len(log) + 1))
        wanted = [one.event for one in planned if one.alliance == slug]
        kinds = {kind for kind, _ in wanted}
        assert [(e.type, e.subject) for e in log if e.type in kinds] == wanted
        assert [e.subject for e in log if e.type == "phase.opened"] == ["explore", "form_alliance"]
        invited = [e.subject for e in log if e.type == "stakeholder.invited"]
        assert sorted(invited) == sorted(set(invited))
        seen = overview(slug)
        assert (seen.phase, seen.parked_reason) == ("form_alliance", None)
    check_letters(home)


def check_letters(home: Path) -> None:
    """See that every letter left, each as one file or in another's, also those that an engine died over."""
    # Such a letter is taken up again when it is certain that nobody is on it any more.
    with clock.using(clock.SetClock(clock.now() + postoffice.LEASE + timedelta(seconds=1))):
        postoffice.send_due(Settings(home=home), owner="afterwards", limit=500)
    with database().read() as session:
        letters = queries.rows(session, Letter)
        assert {letter.state for letter in letters} <= {LetterState.SENT, LetterState.SUPERSEDED}
        alone = {one.id for one in letters if one.state is LetterState.SENT and one.joined_to is None}
        sent = {_file_of(one.key) for one in letters if one.id in alone}
        # Settled, or joined to another, after the engine had put it down and before it could say so.
        perhaps = {_file_of(one.key) for one in letters if one.id not in alone and one.attempts}
        assert {one.joined_to for one in letters if one.joined_to is not None} <= alone
    outbox = {path.name for path in (home / "outbox").glob("*.eml")}
    assert sent - outbox == set()
    assert outbox - sent - perhaps == set()


def _file_of(key: str) -> str:
    return f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.eml"
