"""What every section of the description can do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.actions.frame import Act
from models.db.session import Session
from models.db.tables import Alliance


@dataclass(frozen=True, slots=True)
class Section:
    """A list of the description in the database.

    ``now`` reads its parts; ``put`` writes one that came (``before`` is ``None``) or changed; ``drop`` takes one away.
    Both raise BadInput or NotAllowed where something hangs on what would go.
    """

    now: Callable[[Session, Alliance], tuple[Any, ...]]
    put: Callable[[Act, Any, Any], None]
    drop: Callable[[Act, Any], None]
