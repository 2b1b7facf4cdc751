"""Judgements that say whose they are: until now a judgement was that of whoever recorded it.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.add_column("measurement", sa.Column("rater", sa.Text(), nullable=True))
    # What stands behind the colon of "staff:hz".
    op.execute(
        "UPDATE measurement SET rater = replace(replace(recorded_by, 'staff:', ''), 'person:', '') "
        "WHERE CAST(judgement AS TEXT) <> 'null'"
    )
