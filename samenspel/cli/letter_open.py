"""``samenspel letter open``: a letter as a page in the browser, whether it has left or not."""

from typing import Annotated

from cyclopts import Parameter

from samenspel.cli.answers import Done
from samenspel.cli.options import Slug

Id = Annotated[int, Parameter(help="The number of the letter; `samenspel letter list SLUG` names all.")]


def open_(
    slug: Slug,
    number: Id,
    /,
    *,
    no_browser: Annotated[bool, Parameter(help="Only write the page and say where it is.")] = False,
) -> Done:
    """Open a letter in the browser, as it left or as it would leave now; only you can read the file of its page.

    Example: samenspel letter open onderwijs 2 --no-browser
    """
    import webbrowser

    from models.db.files import put_down
    from models.method.errors import NotAllowed
    from samenspel.cli.letter_pages import written
    from samenspel.settings import settings

    page = written(slug, number).html
    if not page:
        raise NotAllowed(
            "letter {number} of {slug} has nothing to say any more: all it asks was settled", number=number, slug=slug
        )
    file = settings().base / "preview" / f"{slug}-{number}.html"
    put_down(file, page.encode())
    opened = not no_browser and webbrowser.open(file.as_uri())
    changed = {"alliance": slug, "letter": number, "file": str(file), "opened": opened}
    if opened:
        return Done("Letter {letter} is open in the browser: {file}", changed)
    return Done("The page of letter {letter} is {file}", changed)
