"""The page on letters lists every kind of letter there is, and shows pictures that are there."""

import re

from models.method.letters import LETTERS
from tests.project import TOP

PAGE = (TOP / "docs" / "letters.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", PAGE, flags=re.MULTILINE)


def test_the_table_lists_every_kind_of_letter_once_in_their_order() -> None:
    assert [kind for kind, _, _ in ROWS] == list(LETTERS)


def test_the_page_says_which_letters_always_wait_for_a_person() -> None:
    (told,) = re.findall(r"and so does every `(\w+)`", PAGE)
    assert [kind for kind, letter in LETTERS.items() if letter.reviewed] == [told]


def test_each_of_the_five_pictures_is_there_is_light_and_says_what_it_shows() -> None:
    shown = re.findall(r"^!\[(.+)\]\((.+)\)$", PAGE, flags=re.MULTILINE)
    pictures = [TOP / "docs" / path for _, path in shown]
    assert sorted(pictures) == sorted((TOP / "docs" / "pictures").glob("letter-*.png"))
    assert len(pictures) == 5
    assert [path.name for path in pictures if not 0 < path.stat().st_size < 150_000] == []
    assert [path.name for path in pictures if path.read_bytes()[:8] != b"\x89PNG\r\n\x1a\n"] == []
