"""The first file is right as it stands, and so is everything in it that waits behind a ``#``."""

import re
from pathlib import Path

import pytest

from models.method.errors import BadInput
from samenspel.alliance_file import read_definition
from samenspel.first_file import first_file


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_read_as_it_stands_and_with_every_example_in_it(language: str, tmp_path: Path) -> None:
    path = tmp_path / "zorg.yaml"
    text = first_file("zorg", 'Zorg: "voor" \\ elkaar', language)
    path.write_text(text)
    plain = read_definition(path)
    assert (plain.slug, plain.name, plain.language) == ("zorg", 'Zorg: "voor" \\ elkaar', language)
    assert (plain.contacts, plain.indicators, plain.evaluation.rrule) == ((), (), None)

    # An example is a comment that begins with a key, or goes on below one.
    path.write_text(re.sub(r"^( *)# (?=  |[a-z]+:( |$))", r"\1", text, flags=re.MULTILINE))
    full = read_definition(path)
    assert (len(full.contacts), len(full.indicators), full.evaluation.rrule is None) == (1, 1, False)
    assert full.task.description != ""


def test_a_file_whose_name_is_no_slug_is_not_begun() -> None:
    with pytest.raises(BadInput) as refused:
        first_file("Mijn alliantie", "Mijn alliantie", "nl")
    assert str(refused.value) == (
        'slug: "Mijn alliantie" is not allowed; allowed: 2 to 48 lower-case letters, digits and hyphens, a letter '
        "first; it is taken from the name of the file"
    )
