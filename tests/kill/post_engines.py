"""Two engines of the post that are killed at any moment, in a process of their own, and what must be true afterwards.

``python -m tests.kill.post_engines DATABASE-URL FOLDER --kills 100 --seed 7`` prints its findings as JSON. Engines are
forked, which costs milliseconds; so nothing here may start a thread before.
"""

import argparse
import gc
import hashlib
import json
import mmap
import os
import random
import signal
import struct
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from models.actions import alliances, requests, timers
from models.actions.frame import act
from models.db import migrate, queries
from models.db.session import Database, database, use
from models.db.tables import Alliance, Attempt, Contact, Event, Letter, LetterItem, Request, Timer
from models.method import actors
from models.method.errors import MethodError
from models.method.letters import CommitmentAsked
from models.method.posting import Result
from models.method.requests import LetterState, RequestKind, RequestState, TimerKind, TimerState
from models.method.working_days import EVERYBODY, local_day, morning
from notifications import postoffice
from samenspel import clock
from samenspel.settings import Settings
from tests import factories
from tests.actions import seen

SLUGS = ("post-a", "post-b", "post-c")
WHO = ("gemeente", "ouders", "bedrijf", "fonds")

#: The campaign begins on a working Monday and moves on by a working day after so many kills.
BEGIN = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
KILLS_A_DAY = 4

#: So many days later every ladder has ended and every letter has left or was given up.
DRAIN_DAYS = 60


class SharedClock:
    """A clock that every process reads: it runs as the one on the wall, and jumps when the campaign says so."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 8)
        self.move_to(BEGIN)

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        (ahead,) = struct.unpack("d", self._memory[:8])
        return datetime.fromtimestamp(time.time() + ahead, UTC)

    def move_to(self, at: datetime) -> None:
        """Set the clock for everybody."""
        self._memory[:8] = struct.pack("d", at.timestamp() - time.time())

    def next_morning(self) -> None:
        """Jump to the morning of the next working day, a little past nine."""
        day = EVERYBODY.add(local_day(self.now()), 1)
        self.move_to(morning(day) + timedelta(minutes=5))


@dataclass(frozen=True)
class Findings:
    """What the campaign saw; the first line of figures is large, and every one of the second must be 0."""

    kills: int
    asked: int
    letters: int
    delivered: int
    duplicates: int
    uncertain: int
    reminded: int

    lost: int
    unknown: int
    unexplained: int
    stuck: int
    without_reason: int
    steps_twice: int
    steps_lost: int
    gaps: int


def main() -> None:
    """Kill, drain, look, and print what was found."""
    reader = argparse.ArgumentParser(description=main.__doc__)
    reader.add_argument("url")
    reader.add_argument("folder", type=Path)
    reader.add_argument("--kills", type=int, default=100)
    reader.add_argument("--faults", type=float, default=0.03)
    reader.add_argument("--seed", type=int, default=0)
    given = reader.parse_args()
    dice = random.Random(given.seed)  # noqa: S311 -- chance, not secrecy
    portfile, ledger = given.folder / "port", given.folder / "ledger"
    said = ["--faults", str(given.faults), "--seed", str(given.seed)]
    sink = subprocess.Popen([sys.executable, "-m", "tests.sink", str(portfile), str(ledger), *said])
    try:
        while not portfile.exists():
            if sink.poll() is not None:
                raise SystemExit("the sink did not start")
            time.sleep(0.01)
        settings = Settings(
            home=given.folder,
            mail_mode="live",
            smtp_port=int(portfile.read_text()),
            smtp_tls="none",
            smtp_seconds=5,
            mail_secret=SecretStr("only for this campaign"),
            mail_per_minute=10**6,
            mail_per_domain_minute=10**6,
        )
        hands = SharedClock()
        # What is here stays; a fork that looked among it for garbage would have to copy it.
        gc.freeze()
        _child(lambda: _prepare(given.url), given.url, hands).wait()
        _kill(given.url, settings, hands, given.kills, dice)
        _child(lambda: _drain(settings, hands), given.url, hands).wait()
    finally:
        sink.terminate()
        sink.wait()
    use(Database(given.url))
    print(json.dumps(asdict(_findings(given.kills, ledger))))  # noqa: T201 -- whoever started this reads it


class Child:
    """A forked process."""

    def __init__(self, body: Callable[[], None]) -> None:
        self.pid = os.fork()
        if self.pid == 0:
            code = 1
            try:
                body()
                code = 0
            finally:
                sys.stderr.flush()
                os._exit(code)

    def kill(self) -> None:
        """Let it die at once."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def stop(self) -> None:
        """Tell it to end, and wait for that."""
        os.kill(self.pid, signal.SIGTERM)
        self.wait()

    def wait(self) -> None:
        """Wait for its end, which must be a good one."""
        _, status = os.waitpid(self.pid, 0)
        assert status == 0, f"a process of the campaign ended with {status}"


def _child(body: Callable[[], None], url: str, hands: SharedClock) -> Child:
    def live() -> None:
        use(Database(url))
        with clock.using(hands):
            body()

    return Child(live)


def _prepare(url: str) -> None:
    migrate.upgrade(Database(url))
    for slug in SLUGS:
        alliances.add(factories.described(slug), by=factories.HZ)
        factories.drain()


def _kill(url: str, settings: Settings, hands: SharedClock, kills: int, dice: random.Random) -> None:
    def engine(name: str) -> Child:
        return _child(lambda: _work(settings, name), url, hands)

    seed = dice.randrange(10**6)
    people = _child(lambda: _live(seed), url, hands)
    engines = [engine("engine-0"), engine("engine-1")]
    for n in range(kills):
        # The moment is what chance chooses here: there is nothing to wait for.
        time.sleep(dice.uniform(0.002, 0.12))
        which = dice.randrange(2)
        engines[which].kill()
        engines[which] = engine(f"engine-{n + 2}")
        if n % KILLS_A_DAY == KILLS_A_DAY - 1:
            hands.next_morning()
    for one in engines:
        one.kill()
    people.stop()


def _work(settings: Settings, name: str) -> None:
    while True:
        timers.fire_due()
        if postoffice.send_due(settings, owner=name, limit=20) == 0:
            time.sleep(0.005)


def _live(seed: int) -> None:
    """Ask, answer, take back and move, by chance, until told to stop."""
    told: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_: told.append(1))
    dice = random.Random(seed)  # noqa: S311 -- chance, not secrecy
    n = 0
    while not told:
        slug = dice.choice(SLUGS)
        waiting = [line.id for line in requests.requests(slug)]
        with suppress(MethodError):
            if dice.random() < 0.6 or not waiting:
                n += 1
                _ask(slug, f"{slug}-{dice.choice(WHO)}-1", f"k{n}")
            elif dice.random() < 0.5:
                requests.answer(slug, dice.choice(waiting), by=factories.HZ)
            elif dice.random() < 0.5:
                requests.withdraw(slug, dice.choice(waiting), by=factories.HZ, reason="Het hoeft niet meer.")
            else:
                day = local_day(clock.now()) + timedelta(days=dice.randrange(20))
                requests.move_due(slug, dice.choice(waiting), day, by=factories.HZ)
        time.sleep(dice.uniform(0.0, 0.02))


def _ask(slug: str, who: str, subject: str) -> None:
    with act(slug, by=actors.CLOCK) as a:
        contact = queries.one(a.session, Contact, "contact", key=who)
        a.ask(
            RequestKind.COMMITMENT,
            subject,
            contact,
            f"bijdrage {subject}",
            letter=lambda items: CommitmentAsked(alliance=a.alliance.name, items=items),
        )


def _drain(settings: Settings, hands: SharedClock) -> None:
    for _ in range(DRAIN_DAYS):
        timers.fire_due()
        while postoffice.send_due(settings, owner="last", limit=200):
            pass
        with database().read() as session:
            moving = queries.count(session, Letter, state={LetterState.QUEUED, LetterState.SENDING})
            chased = queries.count(session, Timer, state=TimerState.WAITING, kind=TimerKind.REQUEST_STEP)
        if not moving and not chased:
            return
        hands.next_morning()


def _findings(kills: int, ledger: Path) -> Findings:
    taken = Counter(json.loads(line)["message_id"] for line in ledger.read_text().splitlines())
    letters, attempts, items = seen.everywhere(Letter), seen.everywhere(Attempt), seen.everywhere(LetterItem)
    asked, events, alliances_ = seen.everywhere(Request), seen.everywhere(Event), seen.everywhere(Alliance)
    everybody = {message_id(one.key): one for one in letters}
    doubts = Counter(one.letter_id for one in attempts if one.outcome == Result.UNCERTAIN)
    sent = [one for one in letters if one.state is LetterState.SENT and one.joined_to is None]
    copies = {everybody[mail].id: many for mail, many in taken.items() if mail in everybody}
    reminded = Counter(
        (one.alliance_id, one.subject, one.details["step"]) for one in events if one.type == "request.reminded"
    )
    by_number = {one.id: one for one in asked}
    stepped = Counter(
        (by_number[one.request_id].alliance_id, by_number[one.request_id].subject, one.step)
        for one in items
        if one.step
    )
    return Findings(
        kills=kills,
        asked=len(asked),
        letters=len(letters),
        delivered=sum(copies.values()),
        duplicates=sum(many - 1 for many in copies.values()),
        uncertain=sum(doubts.values()),
        reminded=sum(reminded.values()),
        lost=sum(one.id not in copies for one in sent),
        unknown=sum(many for mail, many in taken.items() if mail not in everybody),
        unexplained=sum(max(0, many - 1 - doubts[letter]) for letter, many in copies.items()),
        stuck=sum(one.state in {LetterState.QUEUED, LetterState.SENDING} for one in letters)
        + sum(one.state is RequestState.OPEN for one in asked),
        without_reason=sum(one.state is not LetterState.SENT and not one.reason for one in letters),
        steps_twice=sum(many - 1 for many in reminded.values()),
        steps_lost=sum((reminded - stepped).values()) + sum((stepped - reminded).values()),
        gaps=sum(
            [one.seq for one in events if one.alliance_id == alliance.id] != list(range(1, alliance.last_seq + 1))
            for alliance in alliances_
        ),
    )


def message_id(key: str) -> str:
    """Return the Message-ID that the letter with this key has at every try."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@example.org>"


if __name__ == "__main__":
    main()
