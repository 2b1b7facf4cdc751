"""Amounts as people type and read them: euros with cents, whole hours, whole pieces."""

import re
from dataclasses import dataclass
from enum import StrEnum

from models.method.commitments import Unit
from models.method.errors import BadInput
from models.method.said import Said

#: At most a million million, which every database can keep as one whole number of cents.
_TYPED = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,2}))?")


class TypedUnit(StrEnum):
    """The units of the command line."""

    EURO = "euro"
    HOURS = "hours"
    PIECES = "pieces"


KEPT: dict[TypedUnit, Unit] = {
    TypedUnit.EURO: Unit.CENTS,
    TypedUnit.HOURS: Unit.HOURS,
    TypedUnit.PIECES: Unit.PIECES,
}


def counted(typed: str, unit: Unit) -> int:
    """Return what was typed, counted in ``unit``: euros become cents; :class:`BadInput` says how to write it."""
    found = _TYPED.fullmatch(typed)
    money = unit is Unit.CENTS
    if found is None or (found[2] is not None and not money):
        allowed = Said("euros as 25000 or 25000.50") if money else Said("whole {unit}", unit=unit)
        raise BadInput("{typed!r} is no amount; allowed: {allowed}", typed=typed, allowed=allowed)
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0")) if money else int(found[1])


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of something; money is counted in cents."""

    count: int
    unit: Unit

    @property
    def typed(self) -> str:
        """The amount as it is typed: ``25000.50 euro``, ``80 hours``."""
        if self.unit is Unit.CENTS:
            return f"{self.count // 100}.{self.count % 100:02} euro"
        return f"{self.count} {self.unit}"
