"""Going back with a plan, the life of a lesson, faults that are returned, and an impact that is looked at again."""

import sqlalchemy as sa
from alembic import op

from models.method.lesson_search import stems

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "fault_bundle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fault_bundle")),
        sa.UniqueConstraint("key", name=op.f("uq_fault_bundle_key")),
    )
    op.create_table(
        "after_care",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alliance_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("finding", sa.String(40), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=True),
        sa.Column("found_at", moment, nullable=True),
        sa.Column("reopened_cycle", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alliance_id"], ["alliance.id"], name=op.f("fk_after_care_alliance_id_alliance"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_after_care")),
        sa.UniqueConstraint("alliance_id", "cycle", "n", name=op.f("uq_after_care_alliance_id_cycle_n")),
    )
    op.create_index(op.f("ix_after_care_alliance_id"), "after_care", ["alliance_id"])
    op.create_table(
        "improvement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alliance_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", moment, nullable=False),
        sa.Column("moved_by", sa.Text(), nullable=True),
        sa.Column("moved_at", moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["alliance_id"], ["alliance.id"], name=op.f("fk_improvement_alliance_id_alliance"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_improvement_owner_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_improvement")),
        sa.UniqueConstraint("alliance_id", "key", name=op.f("uq_improvement_alliance_id_key")),
    )
    op.create_index(op.f("ix_improvement_alliance_id"), "improvement", ["alliance_id"])
    op.create_table(
        "fault_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fault_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("adoption", sa.String(40), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("rated_by", sa.Text(), nullable=False),
        sa.Column("rated_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["fault_id"], ["system_fault.id"], name=op.f("fk_fault_rating_fault_id_system_fault"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fault_rating")),
        sa.UniqueConstraint("fault_id", "n", name=op.f("uq_fault_rating_fault_id_n")),
    )
    op.create_index(op.f("ix_fault_rating_fault_id"), "fault_rating", ["fault_id"])
    op.create_table(
        "fault_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fault_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("returned_by", sa.Text(), nullable=False),
        sa.Column("returned_at", moment, nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("received_at", moment, nullable=True),
        sa.Column("answer", sa.String(40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("action_due", sa.Date(), nullable=True),
        sa.Column("answered_at", moment, nullable=True),
        sa.Column("answer_recorded_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_fault_return_contact_id_contact")),
        sa.ForeignKeyConstraint(
            ["fault_id"], ["system_fault.id"], name=op.f("fk_fault_return_fault_id_system_fault"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_fault_return_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fault_return")),
        sa.UniqueConstraint("fault_id", "n", name=op.f("uq_fault_return_fault_id_n")),
    )
    op.create_index(op.f("ix_fault_return_fault_id"), "fault_return", ["fault_id"])
    op.create_table(
        "lesson_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lesson_id", sa.Integer(), nullable=False),
        sa.Column("alliance_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(40), nullable=False),
        sa.Column("answer", sa.String(40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("pushed_at", moment, nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answered_at", moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["alliance_id"], ["alliance.id"], name=op.f("fk_lesson_use_alliance_id_alliance"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_use_lesson_id_lesson"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_use")),
        sa.UniqueConstraint(
            "lesson_id", "alliance_id", "cycle", "phase", name=op.f("uq_lesson_use_lesson_id_alliance_id_cycle_phase")
        ),
    )
    op.create_index(op.f("ix_lesson_use_alliance_id"), "lesson_use", ["alliance_id"])
    op.create_index(op.f("ix_lesson_use_lesson_id"), "lesson_use", ["lesson_id"])
    op.add_column("cycle", sa.Column("solution", sa.Text(), server_default="", nullable=False))
    op.add_column("cycle", sa.Column("letters_from", moment, nullable=True))
    op.add_column("cycle", sa.Column("picture", sa.JSON(), nullable=True))
    op.add_column("decision", sa.Column("kind", sa.String(40), server_default="verdict", nullable=False))
    op.add_column("decision", sa.Column("subject", sa.Text(), server_default="", nullable=False))
    op.add_column("decision", sa.Column("evidence", sa.JSON(), nullable=True))
    op.add_column("decision", sa.Column("before", sa.JSON(), nullable=True))
    op.drop_index("ix_one_open_decision", table_name="decision")
    op.create_index(
        "ix_one_open_decision",
        "decision",
        ["alliance_id", "kind", "subject"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.add_column("handover_item", sa.Column("kind", sa.String(40), server_default="knowledge", nullable=False))
    op.add_column("handover_item", sa.Column("evidence", sa.Text(), server_default="", nullable=False))
    op.add_column("securing", sa.Column("agreed_foundation", sa.Text(), nullable=True))
    op.add_column("securing", sa.Column("agreed_partners", sa.Text(), nullable=True))
    with op.batch_alter_table("commitment") as row:
        row.add_column(sa.Column("transferred_to", sa.Integer(), nullable=True))
        row.create_foreign_key(
            op.f("fk_commitment_transferred_to_organisation"), "organisation", ["transferred_to"], ["id"]
        )
    with op.batch_alter_table("lesson") as row:
        row.add_column(sa.Column("title", sa.Text(), server_default="", nullable=False))
        row.add_column(sa.Column("cause", sa.Text(), server_default="", nullable=False))
        row.add_column(sa.Column("condition", sa.Text(), server_default="", nullable=False))
        row.add_column(sa.Column("judgement", sa.String(40), nullable=True))
        row.add_column(sa.Column("doer", sa.Text(), server_default="", nullable=False))
        row.add_column(sa.Column("evidence", sa.Text(), server_default="", nullable=False))
        row.add_column(sa.Column("strength", sa.Integer(), nullable=True))
        row.add_column(sa.Column("theme", sa.Text(), server_default="", nullable=False))
        row.add_column(sa.Column("source", sa.String(40), server_default="by_hand", nullable=False))
        row.add_column(sa.Column("round_id", sa.Integer(), nullable=True))
        row.add_column(sa.Column("reason", sa.Text(), server_default="", nullable=False))
        row.add_column(sa.Column("merged_into", sa.Integer(), nullable=True))
        row.add_column(sa.Column("stems", sa.Text(), server_default="", nullable=False))
        row.add_column(sa.Column("moved_by", sa.Text(), nullable=True))
        row.add_column(sa.Column("moved_at", moment, nullable=True))
        row.create_foreign_key(
            op.f("fk_lesson_merged_into_lesson"), "lesson", ["merged_into"], ["id"], ondelete="SET NULL"
        )
        row.create_foreign_key(op.f("fk_lesson_round_id_round"), "round", ["round_id"], ["id"], ondelete="SET NULL")
    with op.batch_alter_table("system_fault") as row:
        row.add_column(sa.Column("element", sa.String(40), nullable=True))
        row.add_column(sa.Column("mechanism", sa.Text(), server_default="", nullable=False))
        row.add_column(sa.Column("scale", sa.String(40), nullable=True))
        row.add_column(sa.Column("affected", sa.Integer(), nullable=True))
        row.add_column(sa.Column("ask", sa.Text(), server_default="", nullable=False))
        row.add_column(sa.Column("workaround", sa.Text(), server_default="", nullable=False))
        row.add_column(sa.Column("evidence", sa.Text(), server_default="", nullable=False))
        row.add_column(sa.Column("bundle_id", sa.Integer(), nullable=True))
        row.create_foreign_key(op.f("fk_system_fault_bundle_id_fault_bundle"), "fault_bundle", ["bundle_id"], ["id"])
    _find_lessons_by_their_stems()


#: Follows the table, in the same transaction and also when rows go with their alliance. Whoever makes the table anew
#: on SQLite drops these with it, and has to make them again.
_SQLITE = (
    "CREATE VIRTUAL TABLE lesson_words USING fts5(stems, content='lesson', content_rowid='id', tokenize='ascii')",
    "CREATE TRIGGER lesson_words_added AFTER INSERT ON lesson BEGIN "
    "INSERT INTO lesson_words (rowid, stems) VALUES (new.id, new.stems); END",
    "CREATE TRIGGER lesson_words_removed AFTER DELETE ON lesson BEGIN "
    "INSERT INTO lesson_words (lesson_words, rowid, stems) VALUES ('delete', old.id, old.stems); END",
    "CREATE TRIGGER lesson_words_changed AFTER UPDATE OF stems ON lesson BEGIN "
    "INSERT INTO lesson_words (lesson_words, rowid, stems) VALUES ('delete', old.id, old.stems); "
    "INSERT INTO lesson_words (rowid, stems) VALUES (new.id, new.stems); END",
)

#: The stems are taken as they stand: a parser of PostgreSQL would divide some of them once more.
_POSTGRES = "CREATE INDEX ix_lesson_words ON lesson USING gin (array_to_tsvector(string_to_array(stems, ' ')))"


def _find_lessons_by_their_stems() -> None:
    for statement in _SQLITE if op.get_context().dialect.name == "sqlite" else (_POSTGRES,):
        op.execute(sa.text(statement))
    lesson = sa.table("lesson", *(sa.column(name) for name in ("id", "text", "recommendation", "stems")))
    connection = op.get_bind()
    for row in connection.execute(sa.select(lesson)).all():
        found = " ".join(stems(f"{row.text} {row.recommendation}"))
        connection.execute(sa.update(lesson).where(lesson.c.id == row.id).values(stems=found))
