"""What the complete file and the commands need: team, relations, successors, recommendations, and taking back."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alliance_id", sa.Integer(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["alliance_id"], ["alliance.id"], name=op.f("fk_team_alliance_id_alliance"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff"], ["staff.code"], name=op.f("fk_team_staff_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("alliance_id", "staff", name=op.f("uq_team_alliance_id_staff")),
    )
    op.create_index(op.f("ix_team_alliance_id"), "team", ["alliance_id"])
    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alliance_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("strength", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alliance_id"], ["alliance.id"], name=op.f("fk_relation_alliance_id_alliance"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["source_id"], ["organisation.id"], name=op.f("fk_relation_source_id_organisation")),
        sa.ForeignKeyConstraint(["target_id"], ["organisation.id"], name=op.f("fk_relation_target_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
        sa.UniqueConstraint(
            "alliance_id",
            "source_id",
            "target_id",
            "kind",
            name=op.f("uq_relation_alliance_id_source_id_target_id_kind"),
        ),
    )
    op.create_index(op.f("ix_relation_alliance_id"), "relation", ["alliance_id"])
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alliance_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", moment, nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answered_at", moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["alliance_id"], ["alliance.id"], name=op.f("fk_recommendation_alliance_id_alliance"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["to_id"], ["organisation.id"], name=op.f("fk_recommendation_to_id_organisation")),
        sa.ForeignKeyConstraint(["owner"], ["staff.code"], name=op.f("fk_recommendation_owner_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("alliance_id", "key", name=op.f("uq_recommendation_alliance_id_key")),
    )
    op.create_index(op.f("ix_recommendation_alliance_id"), "recommendation", ["alliance_id"])
    op.add_column("alliance", sa.Column("archived_at", moment, nullable=True))
    op.add_column("cadence", sa.Column("changed_at", moment, nullable=True))
    op.add_column("toc_node", sa.Column("learns_from", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    for table in ("measurement", "delivery"):
        op.add_column(table, sa.Column("withdrawn_at", moment, nullable=True))
        op.add_column(table, sa.Column("withdrawn_by", sa.Text(), nullable=True))
    with op.batch_alter_table("contact") as contact:
        contact.add_column(sa.Column("successor_id", sa.Integer(), nullable=True))
        contact.create_foreign_key(
            op.f("fk_contact_successor_id_contact"), "contact", ["successor_id"], ["id"], ondelete="SET NULL"
        )
    # Until now the facilitator and the staff in the bodies were all that an alliance knew of its team.
    op.execute("INSERT INTO team (alliance_id, staff) SELECT id, facilitator FROM alliance")
    op.execute(
        "INSERT INTO team (alliance_id, staff) SELECT DISTINCT alliance_id, staff FROM body_member "
        "WHERE staff IS NOT NULL AND NOT EXISTS (SELECT 1 FROM team "
        "WHERE team.alliance_id = body_member.alliance_id AND team.staff = body_member.staff)"
    )
