"""``samenspel alliance add | new | update | export``: between an alliance and its file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done, Listing, Text
from samenspel.cli.changes import ChangeLine, with_consent
from samenspel.cli.confirm import DryRun, Yes
from samenspel.cli.language import lang, tr
from samenspel.cli.options import Slug, Why, actor
from samenspel.cli.output import readable, say
from samenspel.cli.writing import Output, Overwrite, write_file

if TYPE_CHECKING:
    from models.method.definition import AllianceDefinition

File = Annotated[Path, Parameter(help="The YAML file that describes the alliance.")]
ByOrFacilitator = Annotated[str | None, Parameter(name="--by", help="Your staff code; the facilitator if left out.")]


def new(
    file: Annotated[Path, Parameter(help="The file to write, such as onderwijs.yaml; its name becomes the slug.")],
    /,
    *,
    name: Annotated[str, Parameter(help="The name of the alliance.")] = "",
    overwrite: Overwrite = False,
) -> Done:
    """Write a first file to begin with: complete as it stands, with a word about everything that can be in it.

    Example: samenspel alliance new mijn-alliantie.yaml --name "Mijn alliantie"
    """
    from samenspel.first_file import first_file

    write_file(file, first_file(file.stem, name or file.stem, lang()), overwrite=overwrite)
    changed = {"file": str(file), "alliance": file.stem}
    return Done("{file} is written; open it in an editor and make it yours.", changed, f"samenspel alliance add {file}")


def add(file: File, /, *, by: ByOrFacilitator = None, dry_run: DryRun = False) -> Done:
    """Add an alliance as its file describes it; nothing is written when anything in the file is wrong.

    Example: samenspel alliance add onderwijs.yaml
    """
    from models.actions import alliances

    definition = _read(file)
    who = by or definition.facilitator
    slug = alliances.add(definition, by=_actor(definition, who), dry_run=dry_run)
    changed = {"alliance": slug, "name": definition.name, "by": who, "dry_run": dry_run}
    if dry_run:
        return Done("{name} can be added; nothing was written.", changed)
    return Done("{name} is added and begins with phase 1.", changed, f"samenspel status {slug}")


def update(
    file: File, /, *, by: ByOrFacilitator = None, reason: Why = "", dry_run: DryRun = False, yes: Yes = False
) -> Done | Listing[ChangeLine]:
    """Bring an alliance in line with its file: shows what would change, asks, and does all of it or nothing.

    Example: samenspel alliance update onderwijs.yaml --dry-run
    """
    from models.actions.describe import described

    definition = _read(file)
    slug = definition.slug
    return with_consent(
        lambda _: definition,
        "Change {alliance} like this?",
        "{alliance} is as the file says.",
        {"alliance": slug, "by": by or described(slug).facilitator},
        f"samenspel log {slug}",
        reason=reason,
        dry_run=dry_run,
        yes=yes,
    )


def export(slug: Slug, /, *, output: Output = None, overwrite: Overwrite = False) -> Text | Done:
    """Write the file of an alliance as it stands now; `alliance add` takes it back with the same meaning.

    Example: samenspel alliance export onderwijs --output onderwijs.yaml
    """
    from models.actions.describe import described
    from samenspel.alliance_file import dump_definition

    text = dump_definition(described(slug))
    if output is None:
        return Text(text, {"alliance": slug})
    write_file(output, text, overwrite=overwrite)
    changed = {"alliance": slug, "file": str(output)}
    return Done("{alliance} is written to {file}.", changed, f"samenspel alliance update {output} --dry-run")


def _read(file: Path) -> "AllianceDefinition":
    from samenspel.alliance_file import read_file

    reading = read_file(file)
    for note in reading.notes:
        say(f"{tr('Note:')} {readable(note)}")
    return reading.definition


def _actor(definition: "AllianceDefinition", code: str) -> str:
    """Return who acts; they may be described by the very file that is read."""
    from models.method import actors

    described = {member.code for member in definition.staff}
    return actors.staff(code) if code in described else actor(code)
