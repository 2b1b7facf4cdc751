"""Everything that an alliance knows of one stakeholder."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from cyclopts import Parameter

from models.method.parties import Role, Sector
from samenspel.cli.amounts import Amount
from samenspel.cli.answers import Listing, Sheet
from samenspel.cli.options import Slug
from samenspel.cli.relation import RelationLine, of
from samenspel.cli.rows import CommitmentLine


@dataclass(frozen=True, slots=True)
class StakeholderView:
    """An organisation in an alliance: how far the talks are, whom we write to, what it brings."""

    alliance: str
    organisation: str
    name: str
    sector: Sector
    mailbox: str | None
    roles: tuple[Role, ...]
    influence: int
    interest: int
    status: str
    status_since: datetime
    reason: str | None
    manager: str | None
    contact: str | None
    relations: tuple[RelationLine, ...]
    commitments: tuple[CommitmentLine, ...]


def show(slug: Slug, organisation: Annotated[str, Parameter(help="Its key.")], /) -> Sheet[StakeholderView]:
    """Show one stakeholder with its relations and commitments; the contact is named by its key.

    Example: samenspel stakeholder show onderwijs pabo-delta
    """
    record = _view(slug, organisation)
    shown = ("alliance", "organisation", "name", "sector", "mailbox", "roles", "influence", "interest")
    talks = ("status", "status_since", "reason", "manager", "contact")
    amounts = {"promised": lambda line: Amount(line.quantity, line.unit)}
    parts: dict[str, Listing[Any]] = {
        "relations": Listing(record.relations, ("source", "kind", "target", "strength", "since", "until")),
        "commitments": Listing(record.commitments, ("key", "kind", "promised", "status"), computed=amounts),
    }
    return Sheet(record, shown + talks, parts)


def _view(slug: str, key: str) -> StakeholderView:
    from models.actions import lists_parties
    from models.actions.describe import described
    from models.method.edits import check_known

    definition = described(slug)
    check_known(definition, "organisations", key)
    (itself,) = (one for one in definition.organisations if one.key == key)
    (place,) = (one for one in definition.stakeholders if one.organisation == key)
    (talks,) = (one for one in lists_parties.stakeholders(slug) if one.organisation == key)
    return StakeholderView(
        alliance=slug,
        organisation=key,
        name=itself.name,
        sector=itself.sector,
        mailbox=itself.mailbox,
        roles=place.roles,
        influence=place.influence,
        interest=place.interest,
        status=talks.status,
        status_since=talks.status_since,
        reason=talks.reason,
        manager=talks.manager,
        contact=place.contact,
        relations=tuple(one for one in of(slug) if key in (one.source, one.target)),
        commitments=tuple(one for one in lists_parties.commitments(slug) if one.organisation == key),
    )
