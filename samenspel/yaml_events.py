"""What the parser meets in a YAML text, one by one, and what it cannot read said in our words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import Event
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.scanner import Scanner, ScannerError

from models.method.said import Said

LONGEST_TAG = 200

#: What the parser notices further on than where it went wrong: that is where its context begins.
_QUOTE = Said("the quote that begins here is not closed")
_BRACKET = Said("the bracket that begins here is not closed")
_BEGAN_BEFORE = {
    "found unexpected end of stream": _QUOTE,
    "found unexpected document separator": _QUOTE,
    "expected ',' or ']', but got '<stream end>'": _BRACKET,
    "expected ',' or '}', but got '<stream end>'": _BRACKET,
    "could not find expected ':'": Said("the key that begins here has no colon"),
}


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in the text, counted from 1."""

    line: int
    column: int


class NotYaml(Exception):
    """The text cannot be read on from ``spot``; the message says why."""

    def __init__(self, spot: Spot, text: str) -> None:
        super().__init__(text)
        self.spot = spot
        self.text = text


class _Scanner(Scanner):
    """Refuses what would break the parser, or take it longer than all the rest of a file."""

    def scan_tag_uri(self, name: Any, start_mark: Any) -> Any:
        uri = super().scan_tag_uri(name, start_mark)
        if len(uri) > LONGEST_TAG:
            raise ScannerError(None, None, "found a tag that is too long", start_mark)
        return uri

    def scan_yaml_directive_value(self, start_mark: Any) -> Any:
        try:
            version = super().scan_yaml_directive_value(start_mark)
        except ValueError:
            # A number of so many digits that Python does not read it.
            version = None
        if version != (1, 2):
            text = Said("the file asks for another YAML; allowed: %YAML 1.2, or no such line")
            raise NotYaml(Spot(start_mark.line + 1, start_mark.column + 1), text)
        return version


def events(text: str) -> Iterator[Event]:
    """Go through what the parser meets in a text; raise :class:`NotYaml` at what it cannot read."""
    if separator := re.search("[\x85\u2028\u2029]", text):
        # The parser would count lines that no editor counts.
        said = Said("the sign {sign} breaks a line; take it out", sign=_named(separator[0]))
        raise NotYaml(spot_behind(text[: separator.start()]), said)
    # The reader for round trips would put signs of its own into folded texts.
    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner = _Scanner
    last = Spot(1, 1)
    try:
        for event in yaml.parse(text):
            last = spot_of(event)
            yield event
    except MarkedYAMLError as wrong:
        raise _not_yaml(wrong) from None
    except ReaderError as wrong:
        said = Said("the sign {sign} is not allowed in YAML; take it out", sign=_named(text[wrong.position]))
        raise NotYaml(spot_behind(text[: wrong.position]), said) from None
    except (ValueError, OverflowError):
        # What does not exist cannot be made, and the parser does not say where it stands.
        raise NotYaml(last, Said("a text behind this place names a character that does not exist")) from None


def spot_of(event: Event) -> Spot:
    """Return where an event begins."""
    return Spot(event.start_mark.line + 1, event.start_mark.column + 1)


def spot_behind(before: str) -> Spot:
    """Return the place behind the beginning of a text, counted as editors count lines."""
    lines = re.split(r"\r\n?|\n", before)
    return Spot(len(lines), len(lines[-1]) + 1)


def _not_yaml(wrong: MarkedYAMLError) -> NotYaml:
    problem = str(wrong.problem or wrong.context)
    began = _BEGAN_BEFORE.get(problem)
    mark = wrong.context_mark if began else wrong.problem_mark or wrong.context_mark
    spot = Spot(mark.line + 1, mark.column + 1) if mark else Spot(1, 1)
    hint = Said("; indent with spaces, not with tabs") if "'\\t'" in problem else ""
    # Of a token the parser shows how it holds it.
    why = began or Said(re.sub(r"\('(<[^']+>)',\)", r"'\1'", problem))
    return NotYaml(spot, Said("this is not YAML: {why}{hint}", why=why, hint=hint))


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X}"
