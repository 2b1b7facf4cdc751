"""The schema comes all at once or not at all and is what the tables say; any other is refused with a reason."""

import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import JSON, Column, Text, bindparam, inspect, select, text

from models.actions.overview import log_of
from models.db import migrate
from models.db.session import Database, database
from models.db.tables import Alliance, Attempt, Base, Contact, Letter, Measurement
from models.method.choices import AllianceSettings
from models.method.mail import AttemptPhase, EmailStatus
from tests import databases, factories
from tests.project import TOP

#: Migrates the database it is given and ends itself, like a power cut, at a statement or just before the commit.
CHILD = """
import os, signal, sys
from sqlalchemy import event
from models.db import migrate
from models.db.session import Database

url, point = sys.argv[1:]
database = Database(url)
done = 0

def after_statement(*_):
    global done
    done += 1
    if str(done) == point:
        os.kill(os.getpid(), signal.SIGKILL)

def before_commit(*_):
    if point == "commit":
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(database.engine, "after_cursor_execute", after_statement)
event.listen(database.engine, "commit", before_commit)
migrate.upgrade(database)
"""


#: An alliance as the first schema kept it, with a facilitator and a member of staff in a body.
FIRST_ROWS = (
    "INSERT INTO staff (code, name, email, role) VALUES ('hz', 'H', 'hz@example.org', ''), ('tb', 'T', 't@x.org', '')",
    "INSERT INTO alliance (id, uid, slug, name, language, illustrative, task_title, task_description, task_urgency, "
    "mission, story, facilitator, status, last_seq, threshold, need_threshold, quiet_days, settings, added_at) VALUES "
    "(1, 'u', 'zorg', 'Zorg', 'nl', false, 'T', '', '', '', '', 'hz', 'running', 0, 0.8, 0.6, '[]', '{}', "
    "'2026-01-01 00:00:00')",
    "INSERT INTO body_member (id, alliance_id, body, staff, chair) VALUES (1, 1, 'project_team', 'hz', false), "
    "(2, 1, 'project_team', 'tb', false), (3, 1, 'sponsor_group', 'tb', false)",
    "INSERT INTO organisation (id, key, name, sector) VALUES (1, 'fonds', 'Fonds', 'philanthropy')",
    "INSERT INTO contact (id, key, organisation_id, name, email, language, basis, basis_source) VALUES "
    "(1, 'jan', 1, 'Jan', 'jan@fonds.example', 'nl', 'consent', 'gesprek')",
    "INSERT INTO toc_node (id, alliance_id, key, level, text) VALUES (1, 1, 'n1', 'outcome', 'Iets')",
)

#: What alliances could choose before ladders were chosen per kind of request.
FORMER_SETTINGS: tuple[dict[str, object], ...] = (
    {"round_days": 14, "reminder_days": [4, 6, 5], "hand_back_days": 2},
    {"hand_back_days": 7},
    {"reminder_days": []},
    {"answer_days": 7},
)

#: Three requests: one that was reminded of twice, one that was asked only, and one about which no letter was written.
ASKED = (
    "INSERT INTO request (id, alliance_id, cycle, kind, subject, text, contact_id, asked_at, state) VALUES "
    "(1, 1, 1, 'invitation', 'fonds', 'T', 1, '2026-03-02 11:00:00', 'open'), "
    "(2, 1, 1, 'delivery', 'c1', 'T', 1, '2026-03-02 11:00:00', 'answered'), "
    "(3, 1, 1, 'handover', 'h1', 'T', 1, '2026-03-09 11:00:00', 'open')",
    "INSERT INTO letter (id, alliance_id, cycle, key, kind, contact_id, context, state, written_at, not_before, "
    "attempts) VALUES "
    "(1, 1, 1, 'l1', 'invitation', 1, '{}', 'sent', '2026-03-02 11:00:00', '2026-03-02 11:00:00', 1), "
    "(2, 1, 1, 'l2', 'reminder', 1, '{}', 'sent', '2026-03-05 08:00:00', '2026-03-05 08:00:00', 1), "
    "(3, 1, 1, 'l3', 'reminder', 1, '{}', 'queued', '2026-03-12 08:00:00', '2026-03-12 08:00:00', 0)",
    "INSERT INTO letter_item (letter_id, request_id, step) VALUES (1, 1, 0), (2, 1, 1), (3, 1, 2), (1, 2, 0)",
    "INSERT INTO attempt (id, letter_id, n, started_at) VALUES (1, 1, 1, '2026-03-02 11:00:00')",
)

#: An indicator with two figures and a judgement, as the fifth schema kept them.
MEASURED = (
    "INSERT INTO indicator (id, alliance_id, key, title, measure, unit, direction, accumulation, weight, critical, "
    "guard, milestones) VALUES (1, 1, 'i1', 'I', 'qualitative', '', 'increase', 'level', 1, false, false, '[]')",
    'INSERT INTO measurement (id, indicator_id, "on", value, judgement, source, recorded_by, recorded_at) VALUES '
    "(1, 1, '2026-03-02', 5, NULL, '', 'staff:hz', '2026-03-02 11:00:00'), "
    "(2, 1, '2026-03-02', 6, 'null', '', 'staff:hz', '2026-03-02 11:00:00'), "
    "(3, 1, '2026-03-02', NULL, '{\"level\": 3, \"evidence\": 2}', '', 'staff:hz', '2026-03-02 11:00:00')",
)

#: Of each request its last step, the letter that was written at it, and the request itself if that is from the asking.
HOW_FAR = (
    "SELECT r.id, r.step, l.id, CASE WHEN l.id IS NULL AND r.stepped_at = r.asked_at THEN r.id END "
    "FROM request r LEFT JOIN letter l ON l.written_at = r.stepped_at ORDER BY r.id"
)


#: By what lessons are found, on each database in its own way, and so not among the tables.
LESSON_WORDS = {
    "sqlite": [
        "lesson_words",
        "lesson_words_added",
        "lesson_words_changed",
        "lesson_words_config",
        "lesson_words_data",
        "lesson_words_docsize",
        "lesson_words_idx",
        "lesson_words_removed",
    ],
    "postgresql": ["ix_lesson_words"],
}
FINDING_LESSON_WORDS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE name LIKE '%lesson_words%' ORDER BY name",
    "postgresql": "SELECT indexname FROM pg_indexes WHERE indexname LIKE '%lesson_words%'",
}


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table, once of each kind."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
        yield database
        database.close()
        return
    databases.skip_without_postgres()
    name = f"samenspel_empty_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(databases.POSTGRES, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"'.encode())
        database = Database(databases.POSTGRES.rsplit("/", 1)[0] + f"/{name}")
        yield database
        database.close()
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def tables(database: Database) -> list[str]:
    """Return the names of the tables there are."""
    return sorted(name for name in inspect(database.engine).get_table_names() if not is_of_search(name))


def is_of_search(name: str | None, *_of: object) -> bool:
    """Say whether a part of the schema is there so that lessons are found."""
    return name is not None and name.removeprefix("ix_").startswith("lesson_words")


def migrating(database: Database, point: str) -> subprocess.Popen[bytes]:
    """Start a process that migrates ``database`` and dies at ``point``."""
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, database.url, point],
        cwd=TOP,
        env={**os.environ, "PYTHONPATH": str(TOP)},
        stderr=subprocess.PIPE,
    )


@pytest.mark.kill
@pytest.mark.parametrize("point", ["5", "30", "70", "commit"])
def test_a_migration_that_is_killed_leaves_nothing_behind_and_can_be_run_again(empty: Database, point: str) -> None:
    child = migrating(empty, point)
    _, errors = child.communicate(timeout=60)
    assert (child.returncode, errors) == (-signal.SIGKILL, b"")

    assert tables(empty) == []
    assert migrate.present(empty) is None
    assert migrate.upgrade(empty) is True
    assert (migrate.upgrade(empty), migrate.present(empty)) == (False, migrate.newest())
    migrate.check(empty)


def test_the_schema_is_what_the_tables_say(empty: Database) -> None:
    migrate.upgrade(empty)
    assert tables(empty) == sorted([*Base.metadata.tables, "schema_version"])
    with empty.engine.connect() as connection:
        options = {
            "compare_type": True,
            "version_table": "schema_version",
            "include_name": lambda *named: not is_of_search(*named),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_the_schema_finds_lessons_by_their_words(empty: Database) -> None:
    migrate.upgrade(empty)
    with empty.engine.connect() as connection:
        kind = connection.dialect.name
        found = connection.execute(text(FINDING_LESSON_WORDS[kind])).scalars().all()
    assert found == LESSON_WORDS[kind]


def test_two_processes_that_migrate_at_once_take_turns(empty: Database) -> None:
    children = [migrating(empty, "never") for _ in range(2)]
    ended = [(child.communicate(timeout=60)[1], child.returncode) for child in children]
    assert ended == [(b"", 0), (b"", 0)]
    migrate.check(empty)


def test_an_empty_database_is_refused_with_what_to_do(empty: Database) -> None:
    with pytest.raises(migrate.SchemaProblem) as told:
        migrate.check(empty)
    assert str(told.value) == "the application database is empty; start with: samenspel up"


def test_a_newer_schema_is_neither_used_nor_migrated(empty: Database) -> None:
    migrate.upgrade(empty)
    with empty.engine.begin() as connection:
        connection.execute(text("UPDATE schema_version SET version_num = '9999'"))
    newer = "the application database was made by a newer version (schema 9999); update samenspel"
    for use in (migrate.check, migrate.upgrade):
        with pytest.raises(migrate.SchemaProblem) as told:
            use(empty)
        assert str(told.value) == newer


def test_an_older_schema_is_refused_until_it_is_migrated(empty: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate.upgrade(empty)
    there = migrate.newest()
    monkeypatch.setattr(migrate, "newest", lambda: "9999")
    with pytest.raises(migrate.SchemaProblem) as told:
        migrate.check(empty)
    assert str(told.value) == f"the application database has the old schema {there}; start with: samenspel up"


def test_the_second_schema_keeps_every_row_of_the_first_and_knows_the_team(empty: Database) -> None:
    with empty.engine.connect() as connection, connection.begin():
        command.upgrade(migrate._config(connection), "0001")
        for statement in FIRST_ROWS:
            connection.execute(text(statement))
    assert migrate.upgrade(empty) is True
    with empty.engine.connect() as connection:
        team = connection.execute(text("SELECT alliance_id, staff FROM team ORDER BY staff")).all()
        people = connection.execute(text("SELECT key, successor_id FROM contact")).all()
        nodes = connection.execute(text("SELECT key, learns_from FROM toc_node")).all()
    assert [tuple(row) for row in team] == [(1, "hz"), (1, "tb")]
    assert [tuple(row) for row in people] == [("jan", None)]
    assert [(key, learns if isinstance(learns, list) else json.loads(learns)) for key, learns in nodes] == [("n1", [])]


def test_the_fourth_schema_says_as_ladders_what_alliances_chose_for_their_reminders(empty: Database) -> None:
    with empty.engine.connect() as connection, connection.begin():
        command.upgrade(migrate._config(connection), "0003")
        for statement in FIRST_ROWS:
            connection.execute(text(statement))
        for number, settings in enumerate(FORMER_SETTINGS, start=2):
            connection.execute(text(FIRST_ROWS[1].replace("(1, 'u', 'zorg'", f"({number}, 'u{number}', 'a{number}'")))
            connection.execute(
                text("UPDATE alliance SET settings = :settings WHERE id = :id").bindparams(
                    bindparam("settings", settings, JSON), id=number
                )
            )
    assert migrate.upgrade(empty) is True
    with empty.engine.connect() as connection:
        chosen = connection.execute(select(Alliance.settings).order_by(Alliance.id)).scalars().all()
        foundation = connection.execute(text("SELECT count(*) FROM foundation")).scalar()
    assert (chosen, foundation) == (
        [
            {},
            {
                "round_days": 14,
                "ladders": {
                    "unanswered": [
                        "after 4 working days",
                        "after 6 working days",
                        "after 5 working days",
                        "hand over after 2 working days",
                    ]
                },
            },
            {
                "ladders": {
                    "unanswered": [
                        "after 3 working days",
                        "after 5 working days",
                        "hand over after 7 working days",
                    ]
                }
            },
            {"ladders": {"unanswered": ["hand over after 3 working days"]}},
            {"answer_days": 7},
        ],
        0,
    )
    assert [len(AllianceSettings.model_validate(one).ladders) for one in chosen] == [0, 1, 1, 1, 0]


def test_the_fourth_schema_knows_how_far_every_request_was_followed_up(empty: Database) -> None:
    with empty.engine.connect() as connection, connection.begin():
        command.upgrade(migrate._config(connection), "0003")
        for statement in (*FIRST_ROWS, *ASKED):
            connection.execute(text(statement))
    assert migrate.upgrade(empty) is True
    with empty.engine.connect() as connection:
        followed_up = connection.execute(text(HOW_FAR)).all()
        letters = connection.execute(select(Letter.id, Letter.to_mailbox, Letter.channel, Letter.joined_to)).all()
        people = connection.execute(select(Contact.key, Contact.email_status, Contact.channels)).all()
        tries = connection.execute(select(Attempt.n, Attempt.phase)).all()
    assert [tuple(row) for row in followed_up] == [(1, 2, 3, None), (2, 0, 1, None), (3, 0, None, 3)]
    assert [tuple(row) for row in letters] == [(number, False, None, None) for number in (1, 2, 3)]
    assert [tuple(row) for row in people] == [("jan", EmailStatus.OK, [])]
    assert [tuple(row) for row in tries] == [(1, AttemptPhase.CLAIMED)]


def test_the_sixth_schema_knows_whose_each_judgement_is(empty: Database) -> None:
    with empty.engine.connect() as connection, connection.begin():
        command.upgrade(migrate._config(connection), "0005")
        for statement in (*FIRST_ROWS, *MEASURED):
            connection.execute(text(statement))
    assert migrate.upgrade(empty) is True
    with empty.engine.connect() as connection:
        kept = connection.execute(select(Measurement.id, Measurement.rater, Measurement.value).order_by("id")).all()
    assert [tuple(row) for row in kept] == [(1, None, 5.0), (2, None, 6.0), (3, "hz", None)]


def test_a_database_that_does_not_answer_is_told_without_its_address() -> None:
    # Nothing listens on port 1.
    database = Database("postgresql://somebody:secret@127.0.0.1:1/samenspel")
    with pytest.raises(migrate.SchemaProblem) as told:
        migrate.check(database)
    assert str(told.value) == "the application database does not answer (OperationalError)"
    database.close()


@pytest.mark.usefixtures("sqlite_db", "at_start")
def test_changing_a_table_on_sqlite_takes_no_rows_along(monkeypatch: pytest.MonkeyPatch) -> None:
    slug = factories.added()
    before = [event.seq for event in log_of(slug)]

    def change(config: Config, _revision: str) -> None:
        connection = config.attributes["connection"]
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("alliance", recreate="always") as batch:
            batch.add_column(Column("colour", Text()))

    monkeypatch.setattr("models.db.migrate.newest", lambda: "9999")
    monkeypatch.setattr("models.db.migrate.command.upgrade", change)
    assert migrate.upgrade(database()) is True
    assert [event.seq for event in log_of(slug)] == before
    with database().read() as session:
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1
