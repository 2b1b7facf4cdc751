"""Evaluations that say why: versions of the framework, measurements with what stood there, respondents, and tasks.

Revision 0005, after 0004.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(40)


def upgrade() -> None:
    """Change the schema."""
    _framework()
    _rounds()
    _measurements()
    _tasks()
    _cadence()
    op.add_column("commitment", sa.Column("critical", sa.Boolean(), server_default=sa.false(), nullable=False))


def _framework() -> None:
    _of_alliance(
        "framework_version",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.UniqueConstraint("alliance_id", "number", name=op.f("uq_framework_version_alliance_id_number")),
    )
    _of_alliance(
        "comparison",
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("then", sa.Float(), nullable=True),
        sa.Column("now", sa.Float(), nullable=True),
        sa.Column("population_mean", sa.Float(), nullable=True),
        sa.Column("rho", sa.Float(), nullable=True),
        sa.Column("rivals", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.UniqueConstraint("alliance_id", "indicator", name=op.f("uq_comparison_alliance_id_indicator")),
    )
    _add(
        "toc_node",
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("fidelity", sa.Integer(), nullable=True),
        sa.Column("fidelity_cycle", sa.Integer(), nullable=True),
        sa.Column("fidelity_by", sa.Text(), nullable=True),
    )
    _add(
        "toc_link",
        sa.Column("layer", WORD, nullable=True),
        sa.Column("evidence", WORD, server_default="untested", nullable=False),
        sa.Column("evidence_note", sa.Text(), server_default="", nullable=False),
        sa.Column("tested_on", sa.Date(), nullable=True),
    )
    _may_be_empty("indicator", "baseline_value")
    _may_be_empty("indicator", "target_value")
    _add(
        "indicator",
        sa.Column("direction_confirmed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("baseline_sample", sa.JSON(), nullable=True),
        sa.Column("trajectory", WORD, server_default="linear", nullable=False),
        sa.Column("lowest", sa.Float(), nullable=True),
        sa.Column("highest", sa.Float(), nullable=True),
        sa.Column("tolerance", sa.Float(), nullable=True),
        sa.Column("steps", sa.JSON(), server_default="[]", nullable=False),
    )
    op.execute("UPDATE indicator SET trajectory = 'milestones' WHERE CAST(milestones AS TEXT) <> '[]'")


def _rounds() -> None:
    _add(
        "round",
        sa.Column("purpose", WORD, server_default="impact", nullable=False),
        sa.Column("prepared_by", sa.Text(), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("reviewed_by", sa.Text(), nullable=True),
        sa.Column("reviewed_at", MOMENT, nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("questions", sa.JSON(), nullable=True),
        sa.Column("framework", sa.Integer(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
    )
    op.drop_index("ix_one_open_round", "round")
    op.create_index(
        "ix_one_open_round",
        "round",
        ["alliance_id", "purpose"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "respondent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("target_group", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("recorded_by", sa.Text(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=True),
        sa.Column("comments", sa.JSON(), nullable=True),
        sa.Column("shareable", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_respondent_round_id_round"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_respondent_contact_id_contact")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_respondent_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respondent")),
        sa.UniqueConstraint("round_id", "contact_id", name=op.f("uq_respondent_round_id_contact_id")),
    )
    op.create_index(op.f("ix_respondent_round_id"), "respondent", ["round_id"])
    op.create_index(op.f("ix_respondent_contact_id"), "respondent", ["contact_id"])


def _measurements() -> None:
    _may_be_empty("measurement", "value")
    _add(
        "measurement",
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("raw", sa.Text(), server_default="", nullable=False),
        sa.Column("sample", sa.JSON(), nullable=True),
        sa.Column("judgement", sa.JSON(), nullable=True),
        sa.Column("imported", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("zero_confirmed_by", sa.Text(), nullable=True),
    )


def _tasks() -> None:
    _of_alliance(
        "evidence_task",
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("measurement_id", sa.Integer(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_evidence_task_round_id_round")),
        sa.ForeignKeyConstraint(
            ["measurement_id"],
            ["measurement.id"],
            name=op.f("fk_evidence_task_measurement_id_measurement"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["owner"], ["staff.code"], name=op.f("fk_evidence_task_owner_staff")),
    )
    op.create_index(
        "ix_one_open_evidence_task",
        "evidence_task",
        ["alliance_id", "kind", "subject"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def _cadence() -> None:
    """Let an alliance have a cadence of its own for each purpose: the table is made anew under its name."""
    op.rename_table("cadence", "former_cadence")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE former_cadence RENAME CONSTRAINT pk_cadence TO pk_former_cadence")
        op.execute(
            "ALTER TABLE former_cadence RENAME CONSTRAINT fk_cadence_alliance_id_alliance TO fk_former_cadence_alliance"
        )
    _of_alliance(
        "cadence",
        sa.Column("purpose", WORD, nullable=False),
        sa.Column("rrule", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("schedule_id", sa.Text(), nullable=True),
        sa.Column("schedule_updated", MOMENT, nullable=True),
        sa.Column("ensured_at", MOMENT, nullable=True),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.UniqueConstraint("alliance_id", "purpose", name=op.f("uq_cadence_alliance_id_purpose")),
    )
    same = "alliance_id, rrule, timezone, active, schedule_id, schedule_updated, ensured_at, changed_at, deleted_at"
    op.execute(f"INSERT INTO cadence (purpose, {same}) SELECT 'impact', {same} FROM former_cadence")  # noqa: S608 -- our own names
    op.drop_table("former_cadence")


def _of_alliance(table: str, *columns: sa.schema.SchemaItem) -> None:
    """Make a table whose rows belong to an alliance and go with it."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alliance_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["alliance_id"], ["alliance.id"], name=op.f(f"fk_{table}_alliance_id_alliance"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_alliance_id"), table, ["alliance_id"])


def _add(table: str, *columns: sa.Column[Any]) -> None:
    for column in columns:
        op.add_column(table, column)


def _may_be_empty(table: str, column: str) -> None:
    """Let a figure be unknown; SQLite cannot change a column, so that a new one takes its place and name."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(table, column, nullable=True)
        return
    op.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO former_{column}")
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} FLOAT")
    op.execute(f"UPDATE {table} SET {column} = former_{column}")  # noqa: S608 -- our own names
    op.execute(f"ALTER TABLE {table} DROP COLUMN former_{column}")
