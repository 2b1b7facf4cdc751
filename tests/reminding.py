"""Two alliances, four people whom both know, and a clock that jumps: everything that may happen around a reminder."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from models.actions import alliances, decisions, post, reach, requests, timers
from models.actions.frame import act
from models.actions.post import Claimed
from models.db import queries
from models.db import session as db_session
from models.db.session import database
from models.db.tables import Contact, Letter, LetterItem, Request, Timer
from models.method import actors
from models.method.decisions import GoBackTo
from models.method.letters import LETTERS, Asking, CommitmentAsked, DeliverableAsked, Item, OpenItems
from models.method.letters import Letter as LetterContent
from models.method.mail import EmailStatus
from models.method.posting import Outcome, Result
from models.method.requests import RequestKind, RequestState, TimerKind
from models.method.working_days import AMSTERDAM, EVERYBODY, local_day
from samenspel import clock
from tests import databases, factories
from tests.actions import seen
from tests.actions.ways import REASON, tried
from tests.conftest import START
from tests.factories import HZ

SLUGS = ("onderwijs", "zorg")
PEOPLE = tuple(f"onderwijs-{who}-1" for who in ("gemeente", "ouders", "bedrijf", "fonds"))

#: Longer than any try takes here, and shorter than most jumps of the clock.
LEASE = timedelta(minutes=10)

slugs = st.sampled_from(SLUGS)
people = st.sampled_from(PEOPLE)
#: Forward by minutes, days and more than a year, and back by two hours.
jumps = st.sampled_from(
    [
        *(timedelta(minutes=1), timedelta(hours=1), timedelta(hours=20), timedelta(days=1), timedelta(days=1)),
        *(timedelta(days=2), timedelta(days=3), timedelta(days=5), timedelta(days=8), timedelta(days=30)),
        *(timedelta(hours=-2), timedelta(days=400)),
    ]
)
#: The ordinary one, one that would be rude, and one that is counted from the due day.
ladders = st.sampled_from(
    [
        (),
        (*["after 1 day"] * 6, "hand over after 1 day"),
        ("2 days before due", "1 working day after due", "hand over after 2 working days"),
    ]
)


@dataclass(frozen=True)
class Delivered:
    """A letter that reached somebody, with the steps of the requests it is about."""

    key: str
    contact: str
    chases: bool
    at: datetime
    steps: tuple[tuple[int, int], ...]


class Reminding(RuleBasedStateMachine):
    """People ask, answer and change their minds; the clock jumps; engines send, stumble and die."""

    #: The database in which both alliances begin.
    beginning: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        self._asked = 0
        self._held: list[Claimed] = []
        self._delivered: list[Delivered] = []
        self._wrong: list[str] = []

    @initialize()
    def begin(self) -> None:
        self._database = databases.copy_sqlite(self.beginning, self.beginning.parent)
        db_session.use(self._database)
        self._hands = clock.SetClock(START)
        self._stack.enter_context(clock.using(self._hands))

    def teardown(self) -> None:
        if hasattr(self, "_database"):
            db_session.use(None)
            self._database.close()
        self._stack.close()

    # The people.

    @rule(slug=slugs, who=people, due=st.none() | st.integers(0, 20))
    def ask(self, slug: str, who: str, due: int | None) -> None:
        self._asked += 1
        kind = RequestKind.COMMITMENT if due is None else RequestKind.DELIVERABLE
        name = f"Alliantie {slug}"

        def letter(items: tuple[Item, ...]) -> LetterContent:
            if kind is RequestKind.COMMITMENT:
                return CommitmentAsked(alliance=name, items=items)
            return DeliverableAsked(alliance=name, phase_label="Evaluatie", items=items)

        with act(slug, by=actors.CLOCK) as a:
            contact = queries.one(a.session, Contact, "contact", key=who)
            due_at = a.in_days(due) if due is not None else None
            a.ask(kind, f"s{self._asked}", contact, "iets", letter=letter, due_at=due_at)

    @rule(data=st.data(), what=st.sampled_from(["answer", "answer", "withdraw", "again"]))
    def comes_back_to_a_request(self, data: st.DataObject, what: str) -> None:
        slug, number = self._one_of(data)
        ways: dict[str, Callable[[], object]] = {
            "answer": lambda: requests.answer(slug, number, by=HZ),
            "withdraw": lambda: requests.withdraw(slug, number, by=HZ, reason=REASON),
            "again": lambda: requests.again(slug, number, by=HZ),
        }
        tried(ways[what])

    @rule(data=st.data(), days=st.integers(0, 30))
    def moves_a_due_day(self, data: st.DataObject, days: int) -> None:
        slug, number = self._one_of(data)
        tried(lambda: requests.move_due(slug, number, self._today() + timedelta(days=days), by=HZ))

    @rule(data=st.data(), steps=ladders)
    def chooses_a_ladder(self, data: st.DataObject, steps: tuple[str, ...]) -> None:
        slug, number = self._one_of(data)
        tried(lambda: requests.choose_ladder(slug, number, steps, by=HZ))

    @rule(who=people, status=st.sampled_from([EmailStatus.OPTED_OUT, EmailStatus.UNREACHABLE, EmailStatus.OK]))
    def an_address_changes(self, who: str, status: EmailStatus) -> None:
        tried(lambda: reach.set_status(who, status, by=HZ, reason=REASON))

    @rule(slug=slugs, rests=st.booleans())
    def pauses_or_resumes(self, slug: str, rests: bool) -> None:
        tried(lambda: alliances.pause(slug, by=HZ, reason=REASON) if rests else alliances.resume(slug, by=HZ))

    @rule(slug=slugs)
    def goes_back(self, slug: str) -> None:
        answer = factories.an_answer(go_back_to=GoBackTo.CO_CREATE)
        tried(lambda: decisions.answer(f"new:{slug}", answer, via="CLI"))

    # Time and the engines.

    @rule(by=jumps)
    def the_clock_jumps(self, by: timedelta) -> None:
        self._hands.move_to(self._hands.now() + by)

    @rule()
    def the_morning_comes(self) -> None:
        day = EVERYBODY.add(self._today(), 1)
        self._hands.move_to(datetime(day.year, day.month, day.day, 9, 0, tzinfo=AMSTERDAM))
        timers.fire_due()
        self._post(5, "sent")

    @rule()
    def the_sweep_comes_by(self) -> None:
        timers.fire_due()

    @rule(slug=slugs, data=st.data())
    def a_timer_fires_twice(self, slug: str, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from([row.id for row in seen.rows(Timer, slug, kind=TimerKind.REQUEST_STEP)]))
        timers.fire(slug, number)
        timers.fire(slug, number)

    @rule(many=st.integers(1, 6), fate=st.sampled_from(["sent", "sent", "sent", "temporary", "lost", "dies", "doubt"]))
    def letters_leave(self, many: int, fate: str) -> None:
        self._post(many, fate)

    @precondition(lambda self: self._held)
    @rule()
    def an_engine_comes_back_to_its_letter(self) -> None:
        claimed = self._held.pop()
        if post.mark_data(claimed):
            self._note(claimed)
            post.mark_sent(claimed, subject="x", text="x")

    def _post(self, many: int, fate: str) -> None:
        for _ in range(many):
            claimed = post.claim_letter(f"engine-{len(self._delivered)}", lease=LEASE)
            if claimed is None:
                return
            if fate == "dies":
                self._held.append(claimed)
            elif fate == "temporary":
                post.mark_outcome(claimed, Outcome(Result.TEMPORARY, code=451))
            elif post.mark_data(claimed):
                self._note(claimed)
                if fate == "sent":
                    post.mark_sent(claimed, subject="x", text="x")
                elif fate == "doubt":
                    post.mark_outcome(claimed, Outcome(Result.UNCERTAIN))

    def _note(self, claimed: Claimed) -> None:
        """Note that a letter reached somebody, and look at once whether it may have."""
        assert isinstance(claimed.content, LetterContent)
        if claimed.contact is None:
            return
        asked = _items(claimed.content)
        with database().read() as session:
            rows = {row.id: row for row in queries.rows(session, Request, id={one for one in asked if one is not None})}
            joined = {claimed.id} | {row.id for row in queries.rows(session, Letter, joined_to=claimed.id)}
            items = queries.rows(session, LetterItem, letter_id=joined)
            steps = sorted((item.request_id, item.step) for item in items if item.request_id in rows)
            closed = [number for number, row in rows.items() if row.state is not RequestState.OPEN]
            status = queries.one(session, Contact, "contact", key=claimed.contact).email_status
        if closed:
            self._wrong.append(f"{claimed.key} asks for {closed}, which nobody waits for")
        if status is not EmailStatus.OK:
            self._wrong.append(f"{claimed.key} reached somebody who is {status}")
        chases = LETTERS[claimed.kind].chases or any(step for _, step in steps)
        self._delivered.append(Delivered(claimed.key, claimed.contact, chases, self._hands.now(), tuple(steps)))

    # What must hold.

    @invariant()
    def nobody_got_what_they_should_not(self) -> None:
        assert self._wrong == []

    @invariant()
    def every_step_came_once_and_in_order(self) -> None:
        came: dict[int, list[int]] = defaultdict(list)
        for letter in self._first_copies():
            for request, step in letter.steps:
                came[request].append(step)
        for request, steps in came.items():
            assert steps == sorted(set(steps)), f"request {request} was asked at steps {steps}"

    @invariant()
    def nobody_was_chased_on_a_day_off_or_at_night(self) -> None:
        for letter in self._delivered:
            if letter.chases:
                at = letter.at.astimezone(AMSTERDAM)
                assert EVERYBODY.is_working_day(at.date()), f"{letter.key} on {at}"
                assert 9 <= at.hour < 20, f"{letter.key} at {at}"

    @invariant()
    def nobody_got_two_reminders_on_one_day(self) -> None:
        days: dict[tuple[str, date], set[str]] = defaultdict(set)
        for letter in self._delivered:
            if letter.chases:
                days[letter.contact, local_day(letter.at)].add(letter.key)
        assert {who: keys for who, keys in days.items() if len(keys) > 1} == {}

    @invariant()
    def nobody_got_more_than_five_letters_in_thirty_days_about_one_thing(self) -> None:
        about: dict[int, list[datetime]] = defaultdict(list)
        for letter in self._first_copies():
            for request, _ in letter.steps:
                about[request].append(letter.at)
        for request, moments in about.items():
            for at in moments:
                near = [one for one in moments if at <= one < at + timedelta(days=30)]
                assert len(near) <= 5, f"request {request}: {near}"

    def _first_copies(self) -> list[Delivered]:
        copies: dict[str, Delivered] = {}
        for letter in self._delivered:
            copies.setdefault(letter.key, letter)
        return list(copies.values())

    def _one_of(self, data: st.DataObject) -> tuple[str, int]:
        return data.draw(st.sampled_from([(slug, row.id) for slug in SLUGS for row in seen.rows(Request, slug)]))

    def _today(self) -> date:
        return local_day(self._hands.now())


def _items(content: LetterContent) -> list[int | None]:
    if isinstance(content, OpenItems):
        return [item.request for group in content.groups for item in group.items]
    return [item.request for item in content.items] if isinstance(content, Asking) else []
