"""The doctor looks into the application database, and sees what the engine left lying; it makes and changes nothing."""

import json
import time
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from deployments import doctor, doctor_engine
from deployments.doctor import every_check, examine
from deployments.doctor_findings import Check, Seen, State, ok, warning
from models.actions import alliances, dispatch, mail_stops, need, post, swept
from models.db import migrate, queries
from models.db.session import Database, database
from models.db.tables import Dispatch, Letter, Timer
from models.method.posting import Outcome, Result
from models.method.requests import LetterState, TimerState
from notifications import postoffice
from samenspel import settings
from samenspel.cli.main import run
from samenspel.clock import SetClock
from samenspel.settings import Settings
from tests import factories
from tests.conftest import START
from tests.live.conftest import free_port

#: The checks that look into the database, and the one in Prefect on which one of them depends.
LOOKING: tuple[Check, ...] = (Check("worker", lambda _: ok("")), *doctor_engine.CHECKS)

ENGINE = "is the engine up? its log is logs/engine.log in the data directory"
LATE = timedelta(minutes=10)


@pytest.fixture
def chosen(db: Database, home: Path, at_start: SetClock) -> Settings:
    """The settings of an installation with this database."""
    return Settings(home=home, database_url=SecretStr(db.url))


def told(seen: Seen) -> tuple[str, str]:
    """Return state and what was seen."""
    return seen.state.value, seen.seen


def send(chosen: Settings) -> None:
    """Let every letter that is due leave."""
    postoffice.send_due(chosen, owner="test")


def test_where_the_engine_keeps_up_everything_is_fine(chosen: Settings) -> None:
    factories.added()
    send(chosen)
    swept.note()
    found = {f.check: f.seen for f in examine(chosen, checks=LOOKING) if f.state is State.OK}
    kind, where = (
        ("SQLite", "SQLite goes by the clock of this machine")
        if database().is_sqlite
        else (
            "PostgreSQL",
            "the clock of the database agrees with ours",
        )
    )
    assert found == {
        "worker": "",
        "database": f"{kind}, schema {migrate.newest()}",
        "database-clock": where,
        "parked": "none of 1 alliances is set aside",
        "dispatch": "no work is left lying",
        "last-sweep": "the last one was 0 s ago",
        "timers": "every due moment was dealt with",
        "letters": f"letters do not leave this machine: they are files in {chosen.base / 'outbox'}; "
        "0 queued, 0 failed, 0 held",
    }


def test_looking_makes_no_database_and_skips_the_rest(tmp_path: Path) -> None:
    home = tmp_path / "var"
    found = examine(Settings(home=home), checks=LOOKING)
    assert (found[1].seen, found[1].todo) == (
        f"there is no application database in {home}",
        "start with: samenspel up",
    )
    assert [f.state.value for f in found[2:]] == ["skipped"] * 6
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_stays_empty(tmp_path: Path) -> None:
    (tmp_path / "samenspel.db").touch()
    assert doctor_engine.database(Settings(home=tmp_path)).state is State.PROBLEM
    assert [(path.name, path.stat().st_size) for path in tmp_path.iterdir()] == [("samenspel.db", 0)]


def test_an_old_or_a_newer_schema_is_a_problem_and_stays_as_it_is(chosen: Settings, db: Database) -> None:
    for revision, seen in (
        ("0001", "the application database has the old schema 0001; start with: samenspel up"),
        ("9999", "the application database was made by a newer version (schema 9999); update samenspel"),
    ):
        with db.engine.begin() as connection:
            connection.exec_driver_sql(f"UPDATE schema_version SET version_num = '{revision}'")  # noqa: S608 -- ours
        found = doctor_engine.database(chosen)
        assert migrate.present(db) == revision
        with db.engine.begin() as connection:
            newest = migrate.newest()
            connection.exec_driver_sql(f"UPDATE schema_version SET version_num = '{newest}'")  # noqa: S608 -- ours
        assert told(found) == ("problem", seen)


def test_a_database_server_that_is_away_is_told_in_time_and_without_its_password(tmp_path: Path) -> None:
    url = SecretStr(f"postgresql://samenspel:geheim@127.0.0.1:{free_port()}/samenspel")
    begun = time.monotonic()
    found = examine(Settings(home=tmp_path, database_url=url), checks=LOOKING)
    assert time.monotonic() - begun < 8
    assert found[1].seen == "the application database does not answer (OperationalError)"
    assert [f for f in found if "geheim" in f.seen + f.todo] == []


def test_a_file_that_is_no_database_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "samenspel.db").write_text("not a database, but long enough to be looked at as one" * 100)
    found = examine(Settings(home=tmp_path), checks=LOOKING)
    assert (found[1].state, found[1].seen) == (State.PROBLEM, "the check itself failed (DatabaseError)")


def test_an_alliance_that_was_set_aside_is_a_problem(chosen: Settings) -> None:
    for slug in ("onderwijs", "zorg"):
        factories.added(slug)
    need.score_need("zorg", {"urgentie": 5}, by=factories.HZ)
    (work,) = dispatch.claim(lease=timedelta(seconds=45), limit=5)
    dispatch.park(work, "a person cancelled the run")
    found = doctor_engine.parked(chosen)
    assert told(found) == ("problem", "set aside: zorg")
    assert found.todo == "read why: samenspel status zorg; then: samenspel alliance resume zorg --by STAFF"


def test_work_that_nobody_takes_up_is_a_problem_after_a_while(chosen: Settings, at_start: SetClock) -> None:
    factories.added()
    need.score_need("onderwijs", {"urgentie": 5}, by=factories.HZ)
    at_start.move_to(START + LATE)
    assert doctor_engine.dispatch(chosen).state is State.OK
    at_start.move_to(START + LATE + timedelta(seconds=1))
    assert told(doctor_engine.dispatch(chosen)) == ("problem", "work that nobody takes up: onderwijs")
    slow = chosen.model_copy(update={"sweep_seconds": 300.0})
    assert doctor_engine.dispatch(slow).state is State.OK
    alliances.pause("onderwijs", by=factories.HZ, reason="de opdrachtgever wacht op budget")
    at_start.move_to(START + 3 * LATE)
    assert doctor_engine.dispatch(chosen).state is State.OK


def test_work_that_was_taken_up_and_forgotten_is_a_problem(chosen: Settings, at_start: SetClock) -> None:
    factories.added()
    need.score_need("onderwijs", {"urgentie": 5}, by=factories.HZ)
    (_,) = dispatch.claim(lease=timedelta(seconds=45), limit=5)
    at_start.move_to(START + LATE)
    assert doctor_engine.dispatch(chosen).state is State.OK
    at_start.move_to(START + LATE + timedelta(seconds=46))
    found = doctor_engine.dispatch(chosen)
    assert (told(found), found.todo) == (("problem", "taken up and never settled: onderwijs"), ENGINE)


def test_a_sweep_that_is_silent_is_a_warning(chosen: Settings, at_start: SetClock) -> None:
    assert told(doctor_engine.last_sweep(chosen)) == ("warning", "the sweep never ran here")
    swept.note()
    at_start.move_to(START + LATE)
    assert told(doctor_engine.last_sweep(chosen)) == ("ok", "the last one was 10 minutes ago")
    at_start.move_to(START + LATE + timedelta(seconds=1))
    silent = doctor_engine.last_sweep(chosen)
    assert (told(silent), silent.todo) == (("warning", "the last sweep was 10 minutes ago"), ENGINE)
    slow = chosen.model_copy(update={"sweep_seconds": 300.0})
    assert doctor_engine.last_sweep(slow).state is State.OK


def test_due_moments_that_pass_are_a_problem(chosen: Settings, at_start: SetClock) -> None:
    factories.added()
    with database().read() as session:
        first = min(t.due_at for t in queries.rows(session, Timer, state=TimerState.WAITING))
    at_start.move_to(first + LATE - timedelta(seconds=1))
    assert doctor_engine.timers(chosen).state is State.OK
    at_start.move_to(first + LATE)
    assert told(doctor_engine.timers(chosen)) == (
        "problem",
        "due moments that were not dealt with: 4, of onderwijs",
    )


def test_letters_that_do_not_leave_are_a_problem_and_failed_ones_a_warning(
    chosen: Settings, at_start: SetClock
) -> None:
    factories.added()
    send(chosen)
    outbox = f"letters do not leave this machine: they are files in {chosen.base / 'outbox'}"
    with database().write() as session:
        letter = queries.rows(session, Letter)[0]
        letter.state, letter.not_before = LetterState.QUEUED, START
    assert told(doctor_engine.letters(chosen)) == ("ok", f"{outbox}; 1 queued, 0 failed, 0 held")
    at_start.move_to(START + LATE + timedelta(seconds=1))
    stuck = doctor_engine.letters(chosen)
    assert told(stuck) == ("problem", f"{outbox}; 1 queued, 0 failed, 0 held; that should have left by now: 1")
    claimed = post.claim_letter("dead", lease=timedelta(minutes=10))
    assert claimed is not None
    assert doctor_engine.letters(chosen).state is State.OK
    post.mark_outcome(claimed, Outcome(Result.NO_SUCH_ADDRESS, 550, "5.1.1"))
    failed = doctor_engine.letters(chosen)
    assert told(failed) == ("warning", f"{outbox}; 0 queued, 1 failed, 0 held")


def test_letters_that_somebody_stopped_are_not_late(chosen: Settings, at_start: SetClock) -> None:
    factories.added()
    at_start.move_to(START + LATE + timedelta(seconds=1))
    assert doctor_engine.letters(chosen).state is State.PROBLEM
    mail_stops.stop("onderwijs", by=factories.HZ, reason="Eerst overleg met de wethouder.")
    assert doctor_engine.letters(chosen).state is State.OK
    mail_stops.lift("onderwijs", by=factories.HZ)
    mail_stops.stop(None, by=factories.HZ, reason="Eerst overleg met de wethouder.")
    assert doctor_engine.letters(chosen).state is State.OK


@pytest.mark.parametrize(
    ("mode", "how"),
    [
        ("live", "letters leave for everybody"),
        ("allowlist", "letters leave for those on the allowlist, all others are files in {outbox}"),
    ],
)
def test_how_letters_leave_is_said(chosen: Settings, mode: str, how: str) -> None:
    seen = doctor_engine.letters(chosen.model_copy(update={"mail_mode": mode}))
    outbox = chosen.base / "outbox"
    assert told(seen) == ("ok", f"{how.format(outbox=outbox)}; 0 queued, 0 failed, 0 held")


def test_the_books_say_what_they_said_before(chosen: Settings) -> None:
    factories.added()
    before = _books()
    examine(chosen, checks=LOOKING)
    assert _books() == before


def test_the_command_ends_with_1_where_something_is_wrong_and_looks_without_a_database(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAMENSPEL_PORT", str(free_port()))
    settings.reload()
    assert run(["doctor", "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert rows[4] == {
        "check": "home",
        "state": "problem",
        "seen": f"there is no data directory {home}",
        "todo": "start with: samenspel up, or set SAMENSPEL_HOME to the right one",
    }
    assert [row["check"] for row in rows] == [check.name for check in every_check()]
    assert not home.exists()


def test_the_command_ends_with_0_where_nothing_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "every_check", lambda: [Check("disk", lambda _: warning("little", "make room"))])
    assert run(["doctor"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "disk\twarning\tlittle\tmake room"


def _books() -> list[tuple[int, int, int]]:
    with database().read() as session:
        return [(d.wake_seq, d.done_seq, d.attempt) for d in queries.rows(session, Dispatch, order="alliance_id")]
