"""The invented alliance for more teachers that the samples of letters are about."""

from datetime import date

from models.method.letters import Item
from models.method.requests import RequestKind as K

ALLIANCE = "Onderwijs Alliantie"


#: Two things of different kinds, as one person may have them open.
TWO_KINDS = (
    Item(request=1, text="12 gastlessen in het schooljaar 2026-2027", due=date(2026, 11, 23), kind=K.COMMITMENT),
    Item(request=2, text="onvervulde vacatures (fte)", due=date(2026, 11, 27), kind=K.MEASUREMENT),
)


def items(*texts: str, due: date | None = date(2026, 11, 23)) -> tuple[Item, ...]:
    """Return one item per text, numbered from 1."""
    return tuple(Item(request=n, text=text, due=due) for n, text in enumerate(texts, start=1))
