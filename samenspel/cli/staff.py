"""``samenspel staff``: who may be named with ``--by``."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done, Listing
from samenspel.cli.options import noun
from samenspel.cli.rows import StaffLine

app = noun("staff", "List and add members of staff.")


@app.command(name="list")
def list_() -> Listing[StaffLine]:
    """List every member of staff.

    Example: samenspel staff list
    """
    from models.actions import staff

    return Listing(staff.members(), ("code", "name", "email", "role"), "There are no members of staff yet.")


@app.command
def add(
    code: Annotated[str, Parameter(help="A short code: a letter, then letters, digits and hyphens.")],
    name: Annotated[str, Parameter(help="The name.")],
    email: Annotated[str, Parameter(help="The e-mail address at which staff is told things.")],
    /,
    *,
    role: Annotated[str, Parameter(help="What they do.")] = "",
) -> Done:
    """Add a member of staff, who can be named with --by from then on.

    Example: samenspel staff add jb "Joost Berg" jb@example.org --role facilitator
    """
    from models.actions import staff

    staff.add(code, name, email, role=role)
    changed = {"staff": code, "role": role}
    return Done("{name} is a member of staff.", changed, "samenspel staff list", words={"name": name})
