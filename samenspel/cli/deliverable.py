"""``samenspel deliverable``: submit, accept, return and waive what a phase delivers."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from models.method.errors import BadInput, NotFound
from models.method.phases import Side
from samenspel.cli.answers import Content, Done, Listing
from samenspel.cli.options import By, Code, Reason, Slug, actor, noun
from samenspel.cli.rows import DeliverableLine, DeliverableView

app = noun("deliverable", "Submit, accept, return and waive what a phase delivers.")


@app.command(name="list")
def list_(slug: Slug, /) -> Listing[DeliverableLine]:
    """List the deliverables of the live cycle, phase by phase.

    Example: samenspel deliverable list onderwijs
    """
    from models.actions.overview import overview

    return Listing(overview(slug).deliverables, ("phase", "code", "status", "label", "reason"))


@app.command
def show(slug: Slug, code: Code, /) -> Content[DeliverableView]:
    """Print the content of a deliverable of the live cycle.

    Example: samenspel deliverable show onderwijs stakeholder_overview
    """
    from models.actions import lists_alliance
    from models.db import files

    record = lists_alliance.deliverable(slug, code)
    if record.sha256 is None:
        raise NotFound(
            "{code} of {slug} has no content yet; it is {status}", code=code, slug=slug, status=record.status
        )
    return Content(record, files.content(record.sha256))


@app.command
def submit(
    slug: Slug,
    code: Code,
    /,
    *,
    by: By,
    file: Annotated[Path | None, Parameter(help="The content; without it the present draft is submitted.")] = None,
) -> Done:
    """Submit a deliverable; other content than was accepted makes the acceptance fall away.

    Example: samenspel deliverable submit onderwijs situation_analysis --file analyse.md --by hz
    """
    from models.actions import deliverables

    content = _read(file, deliverables.LARGEST) if file else None
    sha256 = deliverables.submit(slug, code, by=actor(by), content=content, name=file.name if file else "")
    changed = {"alliance": slug, "code": code, "status": "submitted", "sha256": sha256, "by": by}
    after = f"samenspel deliverable accept {slug} {code} --side foundation --by {by}"
    return Done("{code} of {alliance} is submitted.", changed, after)


def _read(file: Path, largest: int) -> bytes:
    if not file.exists():
        raise BadInput("there is no file {file}", file=file)
    if not file.is_file():
        raise BadInput("{file} is no file", file=file)
    if file.stat().st_size > largest:
        raise BadInput(
            "{file} has {size} bytes; allowed: 1 to {largest}", file=file, size=file.stat().st_size, largest=largest
        )
    return file.read_bytes()


@app.command
def accept(slug: Slug, code: Code, /, *, side: Annotated[Side, Parameter(help="Who accepts it.")], by: By) -> Done:
    """Record that one side accepts the content as it stands; most deliverables need both sides.

    Example: samenspel deliverable accept onderwijs situation_analysis --side foundation --by hz
    """
    from models.actions import deliverables

    status = deliverables.accept(slug, code, side, by=actor(by))
    changed = {"alliance": slug, "code": code, "side": side, "status": status, "by": by}
    if status == "accepted":
        return Done("{code} of {alliance} is accepted.", changed, f"samenspel gate show {slug}")
    other = next(one for one in Side if one is not side)
    return Done(
        "{code} of {alliance} is accepted by the partners; the foundation still has to."
        if other is Side.FOUNDATION
        else "{code} of {alliance} is accepted by the foundation; the partners still have to.",
        changed,
        f"samenspel deliverable accept {slug} {code} --side {other} --by {by}",
    )


@app.command(name="return")
def return_(slug: Slug, code: Code, /, *, by: By, reason: Reason) -> Done:
    """Send a submitted deliverable back.

    Example: samenspel deliverable return onderwijs situation_analysis --reason "De cijfers ontbreken." --by hz
    """
    from models.actions import deliverables

    deliverables.return_(slug, code, by=actor(by), reason=reason)
    changed = {"alliance": slug, "code": code, "status": "returned", "reason": reason, "by": by}
    after = f"samenspel deliverable submit {slug} {code} --file FILE --by {by}"
    return Done("{code} of {alliance} is returned.", changed, after)


@app.command
def waive(slug: Slug, code: Code, /, *, by: By, reason: Reason) -> Done:
    """Do without a deliverable; who said so and why stays readable.

    Example: samenspel deliverable waive onderwijs proof_of_value --reason "De pilot is te klein." --by hz
    """
    from models.actions import deliverables

    deliverables.waive(slug, code, by=actor(by), reason=reason)
    changed = {"alliance": slug, "code": code, "status": "waived", "reason": reason, "by": by}
    return Done("{alliance} does without {code}.", changed, f"samenspel gate show {slug}")
