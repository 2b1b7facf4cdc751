"""Where commands are typed: alliances walked to a point, kept as folders of which every command gets a copy."""

import shlex
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from models.actions import (
    alliances,
    answering,
    commitments,
    faults,
    lesson_life,
    lessons,
    lists_collaboration,
    post,
    reach,
    respondents,
    round_states,
    timers,
)
from models.actions.revise import revise
from models.db import session as db_session
from models.method.commitments import ContributionKind, Unit
from models.method.definition import AllianceDefinition
from models.method.edits import saying
from models.method.lessons import Judgement, LessonState, LessonText
from models.method.mail import EmailStatus
from models.method.phases import Phase
from models.method.rounds import RoundPurpose
from models.method.working_days import local_day
from notifications import channels
from samenspel import clock, settings
from samenspel.alliance_file import dump_definition
from samenspel.cli.main import run
from tests import databases, factories
from tests.actions import reflecting
from tests.cli.conftest import Typed
from tests.conftest import START
from tests.walks import walked_once

SLUG = "onderwijs"

#: What the examples of the commands name beside what every alliance of the tests has.
ORGANISATIONS = {
    "gemeente": "government",
    "fonds": "philanthropy",
    "pabo": "knowledge",
    "onderwijs-pabo": "knowledge",
}


def described(**changes: object) -> AllianceDefinition:
    """Describe the alliance of the examples."""
    small = factories.described().model_dump(by_alias=True, mode="json")
    (first, *_) = small["contacts"]
    nodes = [
        {"key": "begeleiding", "level": "activity", "text": "Begeleiding van starters"},
        {"key": "instroom", "level": "output", "text": "Meer instroom"},
        *small["theory_of_change"]["nodes"],
    ]
    pairs = [("begeleiding", "instroom"), ("instroom", "leraren"), ("werving", "opgeleid"), ("opgeleid", "leraren")]
    links = [{"from": before, "to": after} for before, after in pairs]
    more = {
        "organisations": [{"key": key, "name": key.title(), "sector": sector} for key, sector in ORGANISATIONS.items()],
        "contacts": [
            {**first, "key": f"{key}-1", "organisation": key, "email": f"{key}@example.org"} for key in ORGANISATIONS
        ],
    }
    whole = {name: [*small[name], *added] for name, added in more.items()}
    return factories.described(**whole, theory_of_change={"nodes": nodes, "links": links}, **changes)


@walked_once
def _brought_to(phase: Phase) -> str:
    if phase is Phase.EXPLORE:
        alliances.add(described(), by=factories.HZ)
        factories.drain()
    else:
        before = list(Phase)[phase.number - 2]
        _brought_to(before)
        factories.LEAVE[before](SLUG)
    return SLUG


def _short_of_impact() -> None:
    _brought_to(Phase.EVALUATE)
    factories.measured(SLUG, 0.4)


def _other_yardstick() -> None:
    _brought_to(Phase.EVALUATE)
    lower = described().evaluation.model_copy(update={"threshold": 0.7})
    revise(SLUG, saying("evaluation", lower), by=factories.HZ, reason="De lat lag te hoog voor een pilot.")


def _partners_asked() -> None:
    _brought_to(Phase.EVALUATE)
    number = round_states.prepare(SLUG, RoundPurpose.COLLABORATION, by=factories.HZ).number
    round_states.approve(SLUG, number, by=factories.HZ)
    round_states.open_now(SLUG, number, by=factories.HZ)
    factories.drain()


def _partners_heard() -> None:
    _partners_asked()
    reflecting.all_answer(SLUG, roles=2)


def _too_few_heard() -> None:
    _partners_asked()
    first, *others = lists_collaboration.respondents(SLUG, 2)
    answering.answer(SLUG, 2, answering.Given(first.contact, reflecting.answers()), by=factories.HZ)
    for line in others:
        respondents.drop(SLUG, 2, line.contact, by=factories.HZ)
    factories.drain()


def _secured() -> None:
    _brought_to(Phase.SECURE_IMPACT)
    factories.secured(SLUG)


def _still_promised() -> None:
    _brought_to(Phase.IMPLEMENT)
    kind, unit, today = ContributionKind.TIME, Unit.HOURS, local_day(START)
    commitments.promise(SLUG, "fonds", kind, "Uren voor later", 40, unit, by=factories.HZ, starts_on=today)
    factories.carried_out(SLUG)
    factories.evaluated(SLUG)


def _two_alliances() -> None:
    factories.added("zorg")
    _brought_to(Phase.EXPLORE)
    for slug in ("zorg", "zorg", SLUG):
        faults.add_fault(slug, "Bevoegdheden gelden per sector.", "bevoegdheden", by=factories.HZ)


def _lessons() -> None:
    both = [
        {"code": code, "name": code, "email": f"{code}@example.org", "role": "facilitator"} for code in ("hz", "tb")
    ]
    factories.added("zorg", facilitator="tb", staff=both)
    more = LessonText(
        condition="Alleen als de gemeente meebetaalt.",
        judgement=Judgement.KEEP,
        doer="de projectleider",
        evidence="Ronde 2.",
        strength=3,
        cause="De kleine scholen hadden niemand om mee te praten.",
    )
    for text in ("Het lerarentekort daalde door kleine scholen eerst te bellen.", "Ouders zijn te laat gevraagd."):
        lessons.add_lesson("zorg", text, by="staff:tb", recommendation="Bel eerst de kleinste scholen.", more=more)


def _lessons_put() -> None:
    _lessons()
    lesson_life.move(1, LessonState.CHECKED, by=factories.HZ)
    _brought_to(Phase.EXPLORE)


def _letters_to_review() -> None:
    alliances.add(described(settings={}), by=factories.HZ)
    factories.drain()


def _letters_sent() -> None:
    _brought_to(Phase.EXPLORE)
    while (claimed := post.claim_letter("engine", lease=timedelta(minutes=10))) is not None:
        post.mark_sent(claimed, subject="[Actie gevraagd] Lerarentekort", text="Beste lezer.", html="<p>Beste</p>")


def _reminders_due() -> None:
    with clock.using(clock.SetClock(START - timedelta(days=7))):
        _letters_sent()


def _unreachable() -> None:
    _brought_to(Phase.EXPLORE)
    reach.set_status("fonds-1", EmailStatus.UNREACHABLE, by=factories.HZ, reason="De brieven komen terug.")


def _wrong_way() -> None:
    one, *rest = described().model_dump(mode="json", by_alias=True)["indicators"]
    alliances.add(described(indicators=[{**one, "direction": "increase"}, *rest]), by=factories.HZ)


def _channels() -> None:
    _brought_to(Phase.EXPLORE)
    channels.add(settings.settings(), "staff-chat", "json://127.0.0.1/staff")


#: The worlds in which a command can be typed, each with how it came about.
WORLDS: dict[str, Callable[[], object]] = {
    "empty": lambda: None,
    **{str(phase): partial(_brought_to, phase) for phase in Phase},
    "short of impact": _short_of_impact,
    "other yardstick": _other_yardstick,
    "partners asked": _partners_asked,
    "partners heard": _partners_heard,
    "too few heard": _too_few_heard,
    "still promised": _still_promised,
    "secured": _secured,
    "two alliances": _two_alliances,
    "letters to review": _letters_to_review,
    "letters sent": _letters_sent,
    "reminders due": _reminders_due,
    "lessons": _lessons,
    "channels": _channels,
    "lessons put": _lessons_put,
    "unreachable": _unreachable,
    "wrong way": _wrong_way,
}

#: What lies on the desk of whoever types a command that names it.
DESK: dict[str, Callable[[], str]] = {
    "antwoorden.csv": lambda: (
        "respondent,roles_1,roles_2,better,share\nonderwijs-fonds-1,4,weet-niet,Vaker bellen.,ja\n"
    ),
    "analyse.md": lambda: "# Situatieanalyse\n",
    "metingen.csv": lambda: "sleutel;op;waarde\nvacatures;2026-03-02;0\n",
    "people.csv": lambda: "organisatie;naam;e-mail;datum\npabo;Jan de Vries;jan@example.org;2026-02-01\n",
    "onderwijs.yaml": lambda: dump_definition(described(name="Nog een naam")),
}


@dataclass(frozen=True, slots=True)
class Row:
    """How the example of a command is typed: in which world or after which other example, and with what instead.

    ``later`` is how long after that it is typed, when the clock has done in the meantime what was due.
    """

    world: str = ""
    after: str = ""
    instead: Mapping[str, str] = field(default_factory=dict)
    desk: str = ""
    later: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Place:
    """A data directory and a desk that somebody types at, at a moment."""

    folder: Path
    at: datetime

    @property
    def home(self) -> Path:
        """The data directory."""
        return self.folder / "var"

    def digest(self) -> str:
        """Return a sum over everything that the application database holds."""
        with closing(sqlite3.connect(self.home / "samenspel.db")) as connection:
            return sha256("\n".join(connection.iterdump()).encode()).hexdigest()

    def type(self, *arguments: str) -> Typed:
        """Type a command here; nobody can answer, for there is neither a terminal nor an input."""
        out, err = (TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with self.lived_in(), redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as closed:
            closed.setattr("sys.stdin", None)
            code = run(arguments)
        return Typed(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))

    @contextmanager
    def lived_in(self) -> Iterator[None]:
        """Let this process work here, at that moment."""
        database = databases.Copied(f"sqlite:///{self.home / 'samenspel.db'}")
        with pytest.MonkeyPatch.context() as here, clock.using(clock.SetClock(self.at)):
            here.setenv("SAMENSPEL_HOME", str(self.home))
            here.chdir(self.folder / "desk")
            settings.reload()
            db_session.use(database)
            yield
        db_session.use(None)
        database.close()
        settings.reload()


class Worlds:
    """Every place that an example needs, made once and copied for each time that something is typed."""

    def __init__(self, folder: Path, template: Path, rows: Mapping[str, Row], examples: Mapping[str, str]) -> None:
        self._folder = folder
        self._template = template
        self._rows = rows
        self._examples = examples
        self._made: dict[str, Place] = {}

    def typed(self, command: str) -> list[str]:
        """Return what is typed for a command: its example, with what its row puts instead."""
        instead = self._rows[command].instead
        words = shlex.split(self._examples[command])
        return [word for one in words for word in (instead[one].split() if one in instead else [one])]

    def full_desk(self, folder: Path) -> Place:
        """Return a place with an alliance in phase 1 and everything on the desk."""
        place = self._copied(self._world("explore"), folder)
        for name, content in DESK.items():
            (place.folder / "desk" / name).write_text(content(), encoding="utf-8")
        return place

    def copy(self, command: str, folder: Path) -> Place:
        """Return a fresh place in ``folder`` at which the example of a command can be typed."""
        row = self._rows[command]
        place = self._copied(self._after(row.after) if row.after else self._world(row.world), folder)
        if row.later:
            place = Place(place.folder, place.at + row.later)
            with place.lived_in():
                while timers.fire_due():
                    factories.drain()
        if row.desk:
            (place.folder / "desk" / row.desk).write_text(DESK[row.desk](), encoding="utf-8")
        return place

    def _world(self, name: str) -> Place:
        if name not in self._made:
            place = self._made[name] = Place(self._folder / name, START)
            (place.folder / "desk").mkdir(parents=True)
            place.home.mkdir()
            shutil.copy(self._template, place.home / "samenspel.db")
            with place.lived_in():
                WORLDS[name]()
        return self._made[name]

    def _after(self, command: str) -> Place:
        name = f"after {command}"
        if name not in self._made:
            # An example that failed for another test fails here as well, and says why once more.
            shutil.rmtree(self._folder / name, ignore_errors=True)
            place = self.copy(command, self._folder / name)
            done = place.type(*self.typed(command), "--lang", "en")
            assert (done.code, command) == (0, command), done.err
            self._made[name] = place
        return self._made[name]

    def _copied(self, place: Place, folder: Path) -> Place:
        shutil.copytree(place.folder, folder)
        return Place(folder, place.at)
