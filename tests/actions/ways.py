"""What people can do about a promise and about the hand-over, by name; the method may refuse any of it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from models.actions import commitments, handover, settling
from models.actions.overview import overview
from models.db.tables import Commitment, HandoverItem
from models.method.commitments import OPEN
from models.method.errors import MethodError
from models.method.handover import Route
from models.method.phases import Side
from tests import factories
from tests.actions import seen
from tests.conftest import START
from tests.factories import HZ

Ways = dict[str, Callable[[], object]]

REASON = "Zo is het nu eenmaal gelopen."


def tried(action: Callable[[], object]) -> None:
    """Do something that the method may well refuse."""
    with suppress(MethodError):
        action()


def with_a_promise(slug: str, key: str, party: str, today: date) -> Ways:
    """Return what can be done with a promise; ``party`` is who may take it over."""
    return {
        "confirm": lambda: commitments.confirm(slug, key, by=HZ),
        "deliver": lambda: commitments.deliver(slug, key, 1, by=HZ, on=today),
        "withdraw": lambda: commitments.withdraw(slug, key, by=HZ, reason=REASON),
        "close": lambda: settling.close(slug, key, by=HZ, reason=REASON),
        "transfer": lambda: settling.transfer(slug, key, party, by=HZ, reason=REASON),
    }


def to_hand_over(slug: str, party: str, route: Route, item: str) -> Ways:
    """Return what can be done in securing the impact; ``party`` receives it."""
    return {
        "route": lambda: handover.set_route(slug, route, by=HZ, receiver=party),
        "add": lambda: handover.add(slug, REASON, party, by=HZ),
        "accept": lambda: handover.accept(slug, item, by=HZ),
        "withdraw": lambda: handover.withdraw(slug, item, by=HZ, reason=REASON),
        "remove": lambda: handover.remove(slug, item, by=HZ),
        "agree": lambda: [handover.agree(slug, side, by=HZ) for side in Side],
        "share": lambda: handover.share(slug, by=HZ),
    }


def secure(slug: str, route: Route, party: str) -> None:
    """Do everything that the last gate asks beside its deliverable, as far as the method lets it."""
    ways = to_hand_over(slug, party, route, "")
    tried(ways["route"])
    if not seen.rows(HandoverItem, slug, cycle=overview(slug).cycle):
        tried(ways["add"])
    for item in seen.rows(HandoverItem, slug, cycle=overview(slug).cycle):
        tried(to_hand_over(slug, party, route, item.key)["accept"])
    tried(ways["agree"])
    for row in seen.rows(Commitment, slug, status=set(OPEN)):
        tried(with_a_promise(slug, row.key, party, START.date())["transfer"])
    tried(lambda: factories.settled(slug))
    tried(ways["share"])
