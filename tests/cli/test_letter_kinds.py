"""On a terminal the kind of a letter is said in words; in a pipe it is the code that commands take."""

import sys
from datetime import timedelta

import pytest

from models.actions import post
from samenspel.cli import letter_kinds
from samenspel.cli.language import speak
from tests import factories
from tests.cli.conftest import Cli

WHY = ("--reason", "Eerst overleg met de wethouder.", "--by", "hz")


def on_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let answers be read on a terminal so narrow that every letter stands in a block of its own."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "20")


def told(text: str, label: str) -> list[str]:
    """Return what is said behind ``label``, each thing once."""
    lines = (line.split("  ", 1) for line in text.splitlines() if line.startswith(f"{label}  "))
    return list(dict.fromkeys(value.strip() for _, value in lines))


def test_lists_of_letters_say_in_dutch_what_each_is(cli: Cli, onderwijs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    on_narrow_terminal(monkeypatch)
    cli("letter", "hold", onderwijs, "2", *WHY)
    assert told(cli("letter", "list", onderwijs, "--lang", "nl").out, "soort") == [
        "begin van een fase",
        "uitnodiging",
    ]
    assert told(cli("letter", "problems", "--lang", "nl").out, "soort") == ["uitnodiging"]
    assert "brief tegengehouden, uitnodiging" in cli("open", "--lang", "nl").out
    while (claimed := post.claim_letter("engine", lease=timedelta(minutes=10))) is not None:
        post.mark_sent(claimed, subject="Lerarentekort", text="Beste lezer.", html="<p>Beste lezer.</p>")
    assert told(cli("letter", "find", "--lang", "en").out, "kind") == ["invitation", "beginning of a phase"]


def test_so_does_what_waits_for_a_review(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    on_narrow_terminal(monkeypatch)
    factories.added(settings={})
    assert told(cli("letter", "review", "--lang", "nl").out, "soort") == ["uitnodiging"]


def test_in_a_pipe_it_is_the_code(cli: Cli, onderwijs: str) -> None:
    cli("letter", "hold", onderwijs, "1", *WHY)
    listed = [line.split("\t") for line in cli("letter", "list", onderwijs, "--lang", "nl").out.splitlines()]
    assert [line[1] for line in listed] == ["kind", "phase_opened", *["invitation"] * 4]
    assert cli("letter", "problems", "--lang", "nl").out.splitlines()[1].split("\t")[2] == "phase_opened"
    assert "letter_held, phase_opened" in cli("open", "--lang", "nl").out


def test_a_kind_that_is_known_no_more_speaks_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    on_narrow_terminal(monkeypatch)
    speak("nl")
    try:
        assert letter_kinds.told("progress_asked") == "progress asked"
    finally:
        speak(None)
