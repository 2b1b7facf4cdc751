"""The doctor looks from all sides at once, and sees what is wrong with an installation and with its data directory."""

import os
import re
import sys
import threading
import time
import zoneinfo
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from deployments import doctor, doctor_home, doctor_installation
from deployments.doctor import every_check, examine
from deployments.doctor_findings import Check, Finding, Seen, State, Trouble, of_skew, ok, problem, some, warning
from samenspel.settings import Settings
from tests.project import TOP

#: A user and password that must not be shown.
PLANTED = "samenspel:geheim"


def fine(_chosen: Settings) -> Seen:
    """See nothing wrong."""
    return ok("fine")


def broken(_chosen: Settings) -> Seen:
    """See a problem."""
    return problem("broken", "mend it")


def raising(error: Exception) -> Callable[[Settings], Seen]:
    """Make a check that cannot be carried out."""

    def look(_chosen: Settings) -> Seen:
        raise error

    return look


def examined(*checks: Check, seconds: float = 5.0) -> list[tuple[str, str, str]]:
    """Return check, state and what was seen."""
    return [(f.check, f.state, f.seen) for f in examine(Settings(), checks=checks, seconds=seconds)]


def test_what_hangs_on_a_problem_is_skipped_and_names_the_one_cause() -> None:
    assert examined(
        Check("database", fine),
        Check("server", broken),
        Check("login", fine, needs=("database", "server")),
        Check("worker", broken, needs=("login",)),
        Check("letters", fine, needs=("database",)),
    ) == [
        ("database", "ok", "fine"),
        ("server", "problem", "broken"),
        ("login", "skipped", "because of: server"),
        ("worker", "skipped", "because of: server"),
        ("letters", "ok", "fine"),
    ]


def test_a_warning_skips_nothing() -> None:
    checks = (Check("disk", lambda _: warning("little", "make room")), Check("files", fine, needs=("disk",)))
    assert examined(*checks) == [("disk", "warning", "little"), ("files", "ok", "fine")]


def test_a_check_that_fails_is_a_problem_that_tells_the_kind_only() -> None:
    (found,) = examine(Settings(), checks=[Check("login", raising(ValueError(PLANTED)))])
    assert found == Finding(
        "login", State.PROBLEM, "the check itself failed (ValueError)", "see what docs/doctor.md says of this check"
    )


def test_trouble_may_be_told() -> None:
    assert examined(Check("login", raising(Trouble("Prefect answers 500 to /x")))) == [
        ("login", "problem", "Prefect answers 500 to /x")
    ]


def test_a_check_that_hangs_holds_up_none_of_the_others() -> None:
    never = threading.Event()

    def hang(_chosen: Settings) -> Seen:
        never.wait()
        return ok("at last")

    begun = time.monotonic()
    seen = examined(Check("a", hang), Check("b", fine), Check("c", fine, needs=("a",)), seconds=0.3)
    assert time.monotonic() - begun < 2
    never.set()
    assert seen == [
        ("a", "problem", "no answer within 0.3 seconds"),
        ("b", "ok", "fine"),
        ("c", "skipped", "because of: a"),
    ]


@pytest.mark.parametrize(
    ("ahead", "state", "seen"),
    [
        (5.0, "ok", "the clock of the database agrees with ours"),
        (-5.0, "ok", "the clock of the database agrees with ours"),
        (5.6, "problem", "the clock of the database is 6 s ahead"),
        (-90.0, "problem", "the clock of the database is 90 s behind"),
    ],
)
def test_a_clock_may_differ_by_seconds(ahead: float, state: str, seen: str) -> None:
    found = of_skew(ahead, "the database")
    assert (found.state, found.seen) == (state, seen)


def test_a_subject_that_cannot_be_loaded_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    # As when a library is missing: what is loaded then is not there.
    monkeypatch.setitem(sys.modules, "deployments.doctor_prefect", None)
    names = [check.name for check in every_check()]
    assert (names.count("prefect"), "worker" in names) == (1, False)
    (prefect,) = [check for check in every_check() if check.name == "prefect"]
    dependent = Check("dispatch", fine, needs=("worker",))
    assert examined(prefect, dependent) == [
        ("prefect", "problem", "its checks cannot be loaded (ModuleNotFoundError)"),
        ("dispatch", "skipped", "there is no check: worker"),
    ]


def test_what_a_check_needs_stands_before_it() -> None:
    before: set[str] = set()
    for check in every_check():
        assert set(check.needs) - before == set()
        assert check.name not in before
        before.add(check.name)


def test_the_manual_has_a_row_for_every_check_and_no_others() -> None:
    manual = (TOP / "docs" / "doctor.md").read_text(encoding="utf-8").split("## The checks")[1]
    rows = re.findall(r"^\| `([\w-]+)` \| [^|]+ \| [^|]+ \|$", manual, flags=re.MULTILINE)
    assert rows == [check.name for check in every_check()]
    assert [name for name in doctor.SUBJECTS if f"`{name}`" not in manual] == []


def test_a_long_list_is_cut_short() -> None:
    assert some(["a", "b"]) == "a, b"
    assert some(["a", "b", "c"], 2) == "a, b and 1 more"


@pytest.mark.parametrize(("running", "state"), [("3.11.0", "ok"), ("3.15.0", "ok"), ("3.10.14", "problem")])
def test_the_python_must_be_one_we_allow(running: str, state: str) -> None:
    assert doctor_installation.of_python(">=3.11", running).state == state


def test_this_installation_fits() -> None:
    assert doctor_installation.versions(Settings()).state is State.OK
    assert doctor_installation.python(Settings()).state is State.OK
    assert doctor_installation.time_zone(Settings()) == ok("Europe/Amsterdam")


def _distribution(folder: Path, name: str, version: str, *requires: str) -> None:
    place = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    place.mkdir()
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {version}",
        *(f"Requires-Dist: {r}" for r in requires),
    ]
    (place / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_every_library_is_held_against_what_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    _distribution(tmp_path, "proef-los", "2.1.4", "proef-kern>=1 ; extra == 'async'", "proef-meer ; extra == 'other'")
    _distribution(tmp_path, "proef-kern", "0.9")
    _distribution(tmp_path, "proef-heel", "1.0", "proef-los>=2,<3", "nergens-te-vinden ; python_version < '3'")
    _distribution(tmp_path, "proef-stuk", "1.0", "proef-los[async]<2.1", "nergens-te-vinden>=1")
    assert doctor_installation.of_distribution("proef-heel") == ok("1 libraries fit; those with a cap: proef-los 2.1.4")
    wrong = doctor_installation.of_distribution("proef-stuk")
    assert (wrong.state, wrong.seen) == (
        "problem",
        "proef-los 2.1.4 is not <2.1; proef-kern 0.9 is not >=1; nergens-te-vinden is not installed",
    )
    absent = doctor_installation.of_distribution("proef-weg")
    assert (absent.state, absent.seen) == ("problem", "proef-weg itself is not installed in this Python")


def test_an_encoding_other_than_utf8_is_a_warning() -> None:
    assert doctor_installation.of_encodings({"text": "UTF-8", "output": "utf8"}) == ok("UTF-8")
    wrong = doctor_installation.of_encodings({"text": "utf-8", "output": "ANSI_X3.4-1968"})
    assert (wrong.state, wrong.seen) == ("warning", "not in UTF-8: output in ANSI_X3.4-1968; names may come out wrong")


def test_missing_rules_of_dutch_time_are_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tzdata.zoneinfo.Europe", None)
    assert _time_zone_in(tmp_path) == ("problem", "there are no rules of Europe/Amsterdam")


def test_wrong_rules_of_dutch_time_are_a_problem(tmp_path: Path) -> None:
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Amsterdam").write_bytes(files("tzdata").joinpath("zoneinfo/Europe/London").read_bytes())
    assert _time_zone_in(tmp_path) == ("problem", "the rules of Europe/Amsterdam are wrong")


def _time_zone_in(folder: Path) -> tuple[str, str]:
    """Return state and what is seen when the machine keeps its rules in this folder."""
    try:
        zoneinfo.reset_tzpath(to=[str(folder)])
        seen = doctor_installation.time_zone(Settings())
    finally:
        zoneinfo.reset_tzpath()
    return seen.state, seen.seen


def test_a_home_that_cannot_be_used_is_a_problem(tmp_path: Path) -> None:
    place = tmp_path / "var"
    absent = doctor_home.home(Settings(home=place))
    assert (absent.state, absent.seen) == ("problem", f"there is no data directory {place}")
    assert list(tmp_path.iterdir()) == []
    place.mkdir(mode=0o700)
    assert doctor_home.home(Settings(home=place)) == ok(str(place))
    place.chmod(0o777)
    open_to_all = doctor_home.home(Settings(home=place))
    assert (open_to_all.state, open_to_all.todo) == ("problem", f"chmod go-w {place}")
    place.rmdir()
    place.touch()
    assert doctor_home.home(Settings(home=place)).seen == f"{place} is a file"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_home_of_somebody_else_is_a_problem(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    seen = doctor_home.home(Settings(home=tmp_path))
    tmp_path.chmod(0o700)
    assert (seen.state, seen.seen) == ("problem", f"{tmp_path} is not writable for this user")


@pytest.mark.parametrize(
    ("free", "state", "seen"),
    [
        (5 * 2**30, "ok", "5.0 GiB free"),
        (2**30, "ok", "1.0 GiB free"),
        (2**30 - 1, "warning", "1023 MiB free: little"),
        (100 * 2**20, "warning", "100 MiB free: little"),
        (100 * 2**20 - 1, "problem", "99 MiB free: too little to go on"),
    ],
)
def test_a_full_disk_is_seen_before_it_is_full(free: int, state: str, seen: str) -> None:
    found = doctor_home.of_free(free)
    assert (found.state, found.seen) == (state, seen)


def test_what_others_can_read_is_named_with_the_command_that_ends_it(tmp_path: Path) -> None:
    chosen = Settings(home=tmp_path)
    for name in ("secrets.env", "samenspel.db", "samenspel.db-wal", "engine.ready", "prefect/prefect.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch(mode=0o600)
    (tmp_path / "outbox").mkdir(mode=0o700)
    assert doctor_home.private_files(chosen).state is State.OK
    for name in ("samenspel.db-wal", "engine.ready"):
        (tmp_path / name).chmod(0o604)
    (tmp_path / "prefect" / "prefect.db").chmod(0o640)
    (tmp_path / "outbox").chmod(0o755)
    seen = doctor_home.private_files(chosen)
    named = [str(tmp_path / name) for name in ("samenspel.db-wal", "prefect/prefect.db", "outbox")]
    assert (seen.state, seen.todo) == ("problem", f"chmod go= {' '.join(named)}")


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:////data/samenspel.db", "/data/samenspel.db"),
        ("sqlite+aiosqlite:////data/prefect.db?timeout=5", "/data/prefect.db"),
        ("sqlite:///near.db", "near.db"),
        ("sqlite:///:memory:", None),
        ("postgresql:///samenspel", None),
        ("postgresql+psycopg://u:p@db.example.org/samenspel", None),
    ],
)
def test_a_database_in_a_file_is_told_from_a_server(url: str, file: str | None) -> None:
    assert doctor_home.sqlite_file(url) == (None if file is None else Path(file))


def test_a_password_that_cannot_be_read_is_a_problem_and_none_is_made_up(tmp_path: Path) -> None:
    chosen = Settings(home=tmp_path)
    assert doctor_home.secrets(chosen).seen == "there is no secrets.env with the password of Prefect"
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "secrets.env").write_text(PLANTED, encoding="utf-8")
    unreadable = doctor_home.secrets(chosen)
    assert (unreadable.state, unreadable.seen) == ("problem", "secrets.env has no user and password in it")
    (tmp_path / "secrets.env").write_text(f"PREFECT_API_AUTH_STRING={PLANTED}\n", encoding="utf-8")
    assert doctor_home.secrets(chosen) == ok("secrets.env")
    (tmp_path / "secrets.env").unlink()
    (tmp_path / "secrets.env").mkdir()
    assert doctor_home.secrets(chosen).seen == "secrets.env cannot be read (IsADirectoryError)"
