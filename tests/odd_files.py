"""Files as nobody means them: pieces of the examples, broken by chance in bytes, in text or in structure."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from samenspel.yaml_tree import read_tree
from tests.project import TOP

#: What every file must have; the rest of an example is taken one section at a time, so that reading stays fast.
_REQUIRED = ("slug", "name", "task", "facilitator")


class Raw(str):
    """A text that goes into a file as it stands."""

    __slots__ = ()


def _pieces() -> Iterator[str]:
    for path in sorted((TOP / "examples").glob("*.yaml")):
        sections = re.split(r"^(?=\w)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        required = "".join(section for section in sections if section.startswith(_REQUIRED))
        yield from (required + section for section in sections[1:] if not section.startswith(_REQUIRED))
    # The smallest is taken whole as well, because there what sections say of each other holds.
    yield (TOP / "examples" / "eenzaamheid.yaml").read_text(encoding="utf-8")


PIECES = tuple(_pieces())

#: What YAML, dates, numbers and texts like to trip over.
_TOKENS = [
    *("\n", "\r", "\t", " ", ":", ": ", "- ", "? ", "#", "'", '"', "[", "]", "{", "}", ",", "&a ", "*a", "!", "|", ">"),
    *("%", "@", "`", "---\n", "...\n", "%YAML 1.3\n", "%TAG ! x\n", "<<: *a\n", "!!python/object:x ", "\\", "\\u", "~"),
    *(
        "\0",
        "\x07",
        "\x1b[2J",
        "\x85",
        "\u2028",
        "\ufeff",
        "\u202e",
        "\ud7ff",
        "\uffff",
        "👩\u200d🏫",
        "e" + "\u0301" * 9,
    ),
    *("9" * 400, "x" * 2000, "[" * 30, "- " * 30, "{a: " * 30, "\n" * 50, " " * 200),
]
_ODD_TEXTS = [
    *("", " ", "NO", "12:30", "24:00", "2026-02-30", "0001-01-01", "2027-03-28 02:30", "2026-10-25 02:30", "../x"),
    *("CON", "a" * 301, "x" * 25_000, "a\u202eb", "a\nb", "\u00a0", "hz", "partners", "jan@ехаmple.example", "a@[::1]"),
    *("FREQ=HOURLY", "FREQ=DAILY;COUNT=1", "DTSTART;TZID=x:1\nFREQ=DAILY", "Europe/Amsterdam", "CEST", "=cmd|'/c'!A1"),
]
_ODD_YAML = [
    *("*a", "&a [*a]", "&a x", "!!int x", "!!str 5", "!include x", "'", '"', "1,5", '"\\ud800"', '"\\UFFFFFFFF"', "\t"),
    *("9" * 5000, "1e400", "-.inf", ".NaN", "0x1F", "017", "1_0", "<<", "? a", "|", "%", "!<x>"),
    *("[" * 30, "{a: b, a: b}", "a: b"),
]
_odd: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(_ODD_TEXTS)
    | st.sampled_from(_ODD_YAML).map(Raw)
    | st.sampled_from([[], {}, [[[]]], {"key": {"key": 1}}, [None], 10**30, -1, 0, 6, 1.5])
)


def odd_files() -> st.SearchStrategy[bytes]:
    """Draw the content of a file, mostly one that is nearly right."""
    return st.one_of(_broken_structure(), _broken_text().map(_bytes), _broken_bytes(), st.binary(max_size=200))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogatepass")


@st.composite
def _broken_bytes(draw: st.DrawFn) -> bytes:
    content = draw(st.sampled_from(PIECES)).encode()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(content)))
        content = content[:at] + draw(st.binary(max_size=8)) + content[at + draw(st.integers(0, 8)) :]
    return content


@st.composite
def _broken_text(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(PIECES))
    for _ in range(draw(st.integers(1, 4))):
        at, length = draw(st.integers(0, len(text))), draw(st.integers(0, 40))
        put = draw(st.sampled_from(_TOKENS) | st.text(max_size=10) | st.just(text[at : at + length] * 2))
        text = text[:at] + put + text[at + draw(st.integers(0, length)) :]
    return text


@st.composite
def _broken_structure(draw: st.DrawFn) -> bytes:
    tree = read_tree(draw(st.sampled_from(PIECES)))
    document: Any = deepcopy(tree.value if tree else {})
    for _ in range(draw(st.integers(1, 4))):
        holder, place = draw(_place_in(document))
        match draw(st.sampled_from(["put", "put", "drop", "rename", "repeat", "wrap", "swap"])):
            case "put":
                # What is drawn from a list stays in it, and must not change with the document.
                holder[place] = deepcopy(draw(_odd))
            case "drop":
                del holder[place]
            case "rename" if isinstance(holder, dict):
                holder[Raw(draw(st.text(max_size=12) | st.sampled_from(_TOKENS)))] = holder.pop(place)
            case "repeat" if isinstance(holder, list):
                holder.extend([deepcopy(holder[place])] * draw(st.integers(1, 60)))
            case "wrap":
                for _ in range(draw(st.integers(1, 22))):
                    holder[place] = [holder[place]]
            case _:
                other, there = draw(_place_in(document))
                holder[place] = deepcopy(other[there])
        if not _places(document):
            break
    return _bytes(_written(document))


def _place_in(document: Any) -> st.SearchStrategy[tuple[Any, Any]]:
    places = _places(document)
    return st.integers(0, len(places) - 1).map(places.__getitem__)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Return every place in a document, as what holds it and its key or number there."""
    if not isinstance(value, dict | list):
        return []
    here = list(value) if isinstance(value, dict) else range(len(value))
    return [one for key in here for one in [(value, key), *_places(value[key])]]


def _written(value: Any) -> str:
    """Return a document as YAML between brackets, what is raw as it stands."""
    match value:
        case Raw():
            return str(value)
        case str():
            return '"' + "".join(_sign(sign) for sign in value) + '"'
        case dict():
            return "{" + ", ".join(f"{_written(key)}: {_written(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_written, value)) + "]"
        case None:
            return "~"
        case _:
            return str(value).lower()


def _sign(sign: str) -> str:
    return sign if sign.isprintable() and sign not in '"\\' else f"\\U{ord(sign):08x}"
