"""What every letter is made of: its alliance, the things it asks, and how it may be sent."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from models.method.requests import RequestKind

#: A letter never carries anything but a plain web address: no script, no other scheme.
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s]+$")]


class Item(BaseModel):
    """One thing that is asked; ``due`` is the last day on which an answer is in time.

    Where several kinds of thing are asked in one letter, ``kind`` lets it say what to do with each.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    request: int | None
    text: str
    due: date | None
    kind: RequestKind | None = None


class Group(BaseModel):
    """What one alliance asks, most urgent first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    alliance: str
    items: tuple[Item, ...]


class Letter(BaseModel):
    """What every letter has: the alliance it is about.

    A letter that ``outlives_cycle`` stays when its cycle is closed, one that is ``reviewed`` waits for a person before
    it leaves, and one that leaves ``at_most_once`` is not tried again when it may have left. A letter that ``chases``
    follows up what was asked before, so it leaves in working time only; one that ``joins`` may leave together with
    others to the same person, as one letter.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: ClassVar[str]
    outlives_cycle: ClassVar[bool] = False
    reviewed: ClassVar[bool] = False
    at_most_once: ClassVar[bool] = False
    chases: ClassVar[bool] = False
    joins: ClassVar[bool] = False
    alliance: str


class Asking(Letter):
    """A letter with items; an item that is settled before the letter leaves is taken out of it."""

    items: tuple[Item, ...]
