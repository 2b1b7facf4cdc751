"""The catalogue of a language: all its sources together, in the form in which the program looks texts up.

The sources are ``samenspel/locale/<language>/<subject>.po``. Whoever changes one runs ``python3 dev.py words``; what
that writes is part of the project, so that where the program runs nothing is compiled and Babel need not be loaded.
"""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"

#: The catalogue names a moment at which it was made; one and the same, so that it changes with its texts alone.
_MADE = datetime(2026, 1, 1, tzinfo=UTC)


class TwiceTranslated(Exception):
    """Two sources translate the same text in two ways; the message names them."""


def translations(language: str) -> dict[str, str]:
    """Return every text that the sources translate; raises :class:`TwiceTranslated`."""
    found: dict[str, str] = {}
    first: dict[str, str] = {}
    for path in sorted((LOCALE / language).glob("*.po")):
        for text, told in of_source(path).items():
            if found.get(text, told) != told:
                raise TwiceTranslated(f"{first[text]} and {path.name} translate {text!r} in two ways; choose one")
            found[text] = told
            first.setdefault(text, path.name)
    return found


def of_source(path: Path) -> dict[str, str]:
    """Return the texts that one source translates."""
    with path.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file, abort_invalid=True) if one.id}


def compiled(language: str) -> bytes:
    """Return the catalogue as the program reads it."""
    catalogue = Catalog(language, project="samenspel", version="", creation_date=_MADE, revision_date=_MADE)
    for text, told in translations(language).items():
        catalogue.add(text, told)
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def read(catalogue: bytes) -> Mapping[str, str]:
    """Return the texts that a compiled catalogue translates."""
    return {str(one.id): str(one.string) for one in read_mo(BytesIO(catalogue)) if one.id}


def place(language: str) -> Path:
    """Return where the compiled catalogue of a language stands."""
    return LOCALE / language / "LC_MESSAGES" / "samenspel.mo"


def main() -> None:
    """Compile the catalogue of every language that has sources."""
    for language in sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir()):
        place(language).parent.mkdir(exist_ok=True)
        place(language).write_bytes(compiled(language))
        sys.stdout.write(f"{place(language).relative_to(LOCALE.parents[1])}: {len(translations(language))} texts\n")


if __name__ == "__main__":
    main()
