"""Ladders of requests, the ways of mail, what stops it and what comes back, and communication moments."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: What a reminder ladder was before ladders could be chosen per kind of request.
FORMER_REMINDERS, FORMER_HAND_BACK = (3, 5), 3


def upgrade() -> None:
    """Change the schema."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "foundation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foundation")),
    )
    op.create_table(
        "mail_stop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alliance_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.Column("probe_at", moment, nullable=True),
        sa.Column("lifted_at", moment, nullable=True),
        sa.Column("lifted_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alliance_id"], ["alliance.id"], name=op.f("fk_mail_stop_alliance_id_alliance"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_stop")),
    )
    op.create_index(op.f("ix_mail_stop_alliance_id"), "mail_stop", ["alliance_id"])
    op.create_table(
        "bounce",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("received_at", moment, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letter.id"], name=op.f("fk_bounce_letter_id_letter"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_bounce_contact_id_contact"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bounce")),
        sa.UniqueConstraint("sha256", name=op.f("uq_bounce_sha256")),
    )
    op.create_index(op.f("ix_bounce_letter_id"), "bounce", ["letter_id"])
    op.create_index(op.f("ix_bounce_contact_id"), "bounce", ["contact_id"])
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alliance_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("planned_by", sa.Text(), nullable=False),
        sa.Column("planned_at", moment, nullable=False),
        sa.Column("told_by", sa.Text(), nullable=True),
        sa.Column("told_at", moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["alliance_id"], ["alliance.id"], name=op.f("fk_announcement_alliance_id_alliance"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
        sa.UniqueConstraint("alliance_id", "key", name=op.f("uq_announcement_alliance_id_key")),
    )
    op.create_index(op.f("ix_announcement_alliance_id"), "announcement", ["alliance_id"])

    op.add_column("contact", sa.Column("email_status", sa.String(40), server_default="ok", nullable=False))
    op.add_column("contact", sa.Column("email_status_since", moment, nullable=True))
    op.add_column("contact", sa.Column("email_status_reason", sa.Text(), nullable=True))
    op.add_column("contact", sa.Column("channels", sa.JSON(), server_default="[]", nullable=False))
    _refer("stakeholder", "relationship_manager", "TEXT", "staff", "code")

    op.add_column("request", sa.Column("step", sa.Integer(), server_default="0", nullable=False))
    op.add_column("request", sa.Column("stepped_at", moment, nullable=True))
    op.add_column("request", sa.Column("ladder", sa.JSON(), nullable=True))
    _refer("request", "handed_to", "TEXT", "staff", "code")

    op.add_column("letter", sa.Column("to_mailbox", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("letter", sa.Column("channel", sa.Text(), nullable=True))
    _refer("letter", "joined_to", "INTEGER", "letter", "id")
    op.create_index(op.f("ix_letter_joined_to"), "letter", ["joined_to"])
    for name in ("language", "html", "reviewed_by"):
        op.add_column("letter", sa.Column(name, sa.Text(), nullable=True))
    for name in ("reviewed_at", "bounced_at"):
        op.add_column("letter", sa.Column(name, moment, nullable=True))

    op.add_column("attempt", sa.Column("phase", sa.String(40), server_default="claimed", nullable=False))
    op.add_column("attempt", sa.Column("smtp_code", sa.Integer(), nullable=True))
    for name in ("domain", "enhanced_code", "reply"):
        op.add_column("attempt", sa.Column(name, sa.Text(), nullable=True))
    op.create_index("ix_attempt_pace", "attempt", ["started_at", "domain"])
    _count_steps()
    _say_as_ladders()


def _refer(table: str, column: str, kind: str, to: str, key: str) -> None:
    """Add a column that refers to another table; both databases can do this without making the table anew."""
    constraint = f"CONSTRAINT fk_{table}_{column}_{to} REFERENCES {to} ({key})"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind} {constraint}")


def _count_steps() -> None:
    """Give every request the last step that was taken of its ladder, and when."""
    op.execute(
        "UPDATE request SET step = coalesce((SELECT max(i.step) FROM letter_item i WHERE i.request_id = request.id), 0)"
    )
    op.execute(
        "UPDATE request SET stepped_at = coalesce((SELECT max(l.written_at) FROM letter_item i "
        "JOIN letter l ON l.id = i.letter_id WHERE i.request_id = request.id), asked_at)"
    )


def _say_as_ladders() -> None:
    """Say what alliances chose for their reminders in the words of ladders."""
    alliance = sa.table("alliance", sa.column("id", sa.Integer()), sa.column("settings", sa.JSON()))
    connection = op.get_bind()
    for row in connection.execute(sa.select(alliance.c.id, alliance.c.settings)).all():
        chosen = json.loads(row.settings) if isinstance(row.settings, str) else dict(row.settings)
        days = chosen.pop("reminder_days", None)
        back = chosen.pop("hand_back_days", None)
        if days is None and back is None:
            continue
        reminders = [f"after {n} working days" for n in (FORMER_REMINDERS if days is None else days)]
        last = f"hand over after {FORMER_HAND_BACK if back is None else back} working days"
        chosen["ladders"] = {"unanswered": [*reminders, last]}
        connection.execute(sa.update(alliance).where(alliance.c.id == row.id).values(settings=chosen))
