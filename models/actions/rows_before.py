"""Rows as they were before a step, kept with the decision that made it, so that the step can be taken back."""

from datetime import date, datetime
from enum import Enum
from typing import Any

from models.actions.frame import Act
from models.db import queries
from models.db.tables import (
    Base,
    Commitment,
    Cycle,
    Decision,
    EvidenceTask,
    Indicator,
    Letter,
    PhaseRun,
    Request,
    Round,
    Stakeholder,
    Timer,
    TocNode,
)
from models.method.said import Said

#: Everything that going back changes in the old cycle, or in what belongs to the alliance as a whole.
WATCHED: tuple[type[Base], ...] = (
    Cycle,
    PhaseRun,
    Decision,
    Round,
    Timer,
    Request,
    Letter,
    Commitment,
    Stakeholder,
    Indicator,
    TocNode,
    EvidenceTask,
)

#: Rows of a table by their number, each column as JSON knows it.
Rows = dict[str, dict[str, Any]]


def rows_now(a: Act) -> dict[str, Rows]:
    """Return every watched row of the alliance as it stands."""
    return {table.__tablename__: _rows(a, table) for table in WATCHED}


def changed_rows(before: dict[str, Rows], after: dict[str, Rows]) -> dict[str, Rows]:
    """Return the rows that are not as they were, as they were."""
    return {
        name: {number: row for number, row in rows.items() if after[name].get(number) != row}
        for name, rows in before.items()
    }


def restore(a: Act, before: dict[str, Rows]) -> None:
    """Make these rows what they were."""
    for table in WATCHED:
        for number, values in before[table.__tablename__].items():
            row = queries.one(
                a.session, table, Said("{table} {key}", table=table.__tablename__, key=number), id=int(number)
            )
            for name, value in values.items():
                setattr(row, name, _typed(table.__table__.columns[name].type.python_type, value))
    a.session.flush()


def _rows(a: Act, table: type[Base]) -> Rows:
    columns = [column.name for column in table.__table__.columns]
    found = queries.rows(a.session, table, alliance_id=a.alliance.id)
    plain = ({name: _plain(getattr(row, name)) for name in columns} for row in found)
    return {str(row["id"]): row for row in plain}


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _typed(kind: type, value: Any) -> Any:
    if value is None or not issubclass(kind, (date, Enum)):
        return value
    if issubclass(kind, Enum):
        return kind(value)
    return kind.fromisoformat(value)
