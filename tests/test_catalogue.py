"""Everything that is said to people is said in Dutch as well, and the catalogue holds nothing else."""

import re
import string
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from samenspel import catalogue
from samenspel.cli.usage import SENTENCES
from tests.project import TOP
from tests.spoken import NotOneText, said_by_help, said_in, sources

DUTCH = catalogue.LOCALE / "nl"

#: What refusals say is found by their own tests.
OURS = sorted(path for path in DUTCH.glob("*.po") if path.name != "refusals.po")

#: What reads the same in both languages, so that no catalogue has to hold it.
SAME = {
    *("CODE", "INDICATOR", "ROUTE", "SCORES", "STATUS"),
    *("code", "criteria", "facilitator", "go", "indicator", "partners", "plan", "ring", "route", "runs", "score"),
    *("sector", "server", "status", "via", "engine", "secrets.env", "UTF-8", "Europe/Amsterdam"),
    *("Python {running}", "Prefect {theirs}", "chmod go-w {place}", "chmod go= {every}", "{kind}, schema {schema}"),
    *("{first}", "{place}", "{pool}", "{what} in {encoding}", "{what}.", "{source} {kind} {target}."),
}


@cache
def spoken() -> dict[str, str]:
    """Return every text that is said to people, and where."""
    found = dict.fromkeys(SENTENCES, "samenspel/cli/usage.py")
    for path in sources():
        found |= said_in(path.read_text(encoding="utf-8"), str(path.relative_to(TOP))) | found
    return said_by_help() | found


def ours() -> dict[str, str]:
    """Return what our sources translate."""
    return {text: told for path in OURS for text, told in catalogue.of_source(path).items()}


def places(text: str) -> list[str]:
    """Return the places of a template with how each is filled: ``typed!r``."""
    fields = ((name, how) for _, name, _, how in string.Formatter().parse(text) if name is not None)
    return sorted(f"{name}!{how}" if how else name for name, how in fields)


def untranslated(said: Mapping[str, str], known: Mapping[str, str]) -> list[str]:
    """Return a sentence for each text without a translation, that says what to do."""
    return [
        f"{where} says {text!r}: translate it in samenspel/locale/nl/<subject>.po, then run: python3 dev.py words"
        for text, where in said.items()
        if text not in known and text not in SAME
    ]


def test_every_text_that_is_said_has_a_dutch_one() -> None:
    lacking = untranslated(spoken(), catalogue.translations("nl"))
    assert lacking == [], "\n".join(lacking)


def test_no_translation_has_lost_its_text() -> None:
    assert [text for text in ours() if text not in spoken()] == []
    assert SAME - set(spoken()) == set()


def test_a_translation_has_the_places_of_its_text() -> None:
    assert {text: told for text, told in ours().items() if places(text) != places(told)} == {}


def test_nothing_is_left_english_by_copying() -> None:
    assert [text for text, told in ours().items() if told in (text, "")] == []


def test_dutch_is_formal() -> None:
    familiar = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
    assert [told for told in ours().values() if familiar.search(told)] == []


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_a_source_translates_each_text_once(path: Path) -> None:
    written = len(re.findall(r"^msgid ", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert written - 1 == len(catalogue.of_source(path))


def test_the_compiled_catalogue_is_what_its_sources_say() -> None:
    there = catalogue.read(catalogue.place("nl").read_bytes())
    assert there == catalogue.translations("nl"), "the catalogue is behind its sources; run: python3 dev.py words"


def test_a_command_without_dutch_is_named_with_what_to_do() -> None:
    said = said_in('Done("{alliance} dances.", changed)\n', "samenspel/cli/dance.py")
    assert untranslated(said, {}) == [
        "samenspel/cli/dance.py:1 says '{alliance} dances.': translate it in samenspel/locale/nl/<subject>.po, "
        "then run: python3 dev.py words"
    ]


def test_what_is_said_is_found_however_it_is_written() -> None:
    source = (
        "WORDS = {1: 'one', 2: 'two'}\n"
        "def answer(new, rows):\n"
        "    said = 'Made.' if new else 'Was there.'\n"
        "    columns = ('starts_on', 'by')\n"
        "    for length, told in ((60, '{n} minutes'), (1, '{n} seconds')):\n"
        "        ok(told, n=WORDS[length], m=tr(WORDS[length]))\n"
        "    parts = {'next dates': Listing(rows, columns + (('via',) if new else ()), empty='Nothing.')}\n"
        "    Sheet(rows, shown=('due_at',), parts=parts)\n"
        "    return Done(said, {}, f'samenspel gate hold {new} --reason TEXT')\n"
    )
    assert set(said_in(source, "answer.py")) == {
        *("Made.", "Was there.", "{n} minutes", "{n} seconds", "one", "two", "next dates", "Nothing."),
        *("starts on", "by", "via", "due at", "TEXT"),
    }


@pytest.mark.parametrize("said", ['f"{slug} dances."', '"dances " + slug', "slug", "sentence()"])
def test_what_is_put_together_on_the_spot_is_refused(said: str) -> None:
    with pytest.raises(NotOneText, match=r"dance\.py:2 says .* which no catalogue can hold"):
        said_in(f"def dance(slug):\n    return Done({said}, changed)\n", "dance.py")
