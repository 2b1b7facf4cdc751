"""The person at the fund, whom one or two alliances ask for something, and what becomes of that."""

from models.db import queries
from models.db.session import database
from models.db.tables import Contact, Request
from tests import factories
from tests.actions import seen

FONDS = "onderwijs-fonds-1"


def known_by_two() -> None:
    """Add two alliances that ask the same person for something."""
    factories.added()
    small = factories.described().model_dump(by_alias=True, mode="json")
    chair = {"organisation": "onderwijs-fonds", "contact": FONDS, "chair": True}
    factories.added(
        "zorg",
        organisations=[one for one in small["organisations"] if one["key"] == "onderwijs-fonds"],
        contacts=[one for one in small["contacts"] if one["key"] == FONDS],
        bodies={"sponsor_group": [chair], "project_team": []},
    )


def status(key: str = FONDS) -> tuple[str, object, str | None]:
    """Return how the address of a contact does, since when, and why."""
    with database().read() as session:
        row = queries.one(session, Contact, "contact", key=key)
        return row.email_status.value, row.email_status_since, row.email_status_reason


def of_the_fund(slug: str) -> list[tuple[str, str | None, str | None]]:
    """Return state, reason and who took over of what the fund was asked."""
    found = seen.rows(Request, slug, subject="onderwijs-fonds")
    return [(one.state.value, one.stopped_reason, one.handed_to) for one in found]


def its_letters(slug: str) -> list[tuple[str, str]]:
    """Return kind and state of the letters to the fund."""
    return [(kind, state) for kind, to, state in seen.letters(slug) if to == FONDS]
