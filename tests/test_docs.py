"""The documents say what the code does: every requirement, file and setting that is named exists on both sides."""

import json
import re

import pytest
from pydantic_core import PydanticUndefined

from models.method.deliverables import DELIVERABLES
from models.method.phases import LABELS, LEAD, Phase
from samenspel.settings import Settings
from tests.project import TOP, tracked

METHOD = (TOP / "docs" / "method.md").read_text(encoding="utf-8")
README = (TOP / "README.md").read_text(encoding="utf-8")

#: Where docstrings and comments name requirements of the method.
WITH_REQUIREMENTS = ("models", "flows", "tasks")

_REQUIREMENT = re.compile(r"\bR(\d+)(?:-R(\d+))?\b")


def requirements_in(text: str) -> set[int]:
    """Return the numbers of the requirements that ``text`` names; a range like R31-R35 names all of them."""
    return {
        number for first, last in _REQUIREMENT.findall(text) for number in range(int(first), int(last or first) + 1)
    }


def cells(row: str) -> list[str]:
    """Return the cells of a row of a Markdown table."""
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def named_in_the_code() -> set[int]:
    """Return the numbers of all requirements that docstrings and comments name."""
    return {
        number
        for path in tracked()
        if path.suffix == ".py" and path.relative_to(TOP).parts[0] in WITH_REQUIREMENTS
        for number in requirements_in(path.read_text(encoding="utf-8"))
    }


def numbered() -> list[str]:
    """Return the numbers of the rows of the method's list, in order."""
    return re.findall(r"^\| R(\d+) \|", METHOD, flags=re.MULTILINE)


def settings_rows() -> dict[str, str]:
    """Return the defaults as the README's table gives them, by variable."""
    rows = [cells(line) for line in README.splitlines() if line.startswith("| `SAMENSPEL_")]
    return {row[0].strip("`"): row[1] for row in rows}


def default_of(name: str) -> str:
    """Return how the README writes the default of a setting: nothing as a dash, several values as JSON."""
    default = Settings.model_fields[name].default
    assert default is not PydanticUndefined
    if default is None:
        return "—"
    return f"`{json.dumps(default)}`" if isinstance(default, tuple) else f"`{default}`"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Walk again (R31-R33, R57).", {31, 32, 33, 57}),
        ("Ask (R6).", {6}),
        ("The words ERROR42 and PR7 name none.", set()),
    ],
)
def test_requirements_are_read_one_by_one_and_as_a_range(text: str, numbers: set[int]) -> None:
    assert requirements_in(text) == numbers


def test_the_method_lists_its_requirements_from_1_to_104_in_order() -> None:
    assert numbered() == [str(number) for number in range(1, 105)]


def test_every_requirement_that_the_code_names_stands_in_the_method() -> None:
    named = named_in_the_code()
    assert {6, 31, 33, 104} <= named
    assert named - {int(number) for number in numbered()} == set()


def test_every_file_that_the_method_names_exists() -> None:
    named = re.findall(r"`((?:\w+/)+(?:\w+\.\w+)?)`", METHOD)
    assert "models/method/phases.py" in named
    assert [path for path in named if not (TOP / path).exists()] == []


def test_every_test_that_a_document_names_exists() -> None:
    named = {
        (path.name, found)
        for path in (TOP / "docs").glob("*.md")
        for found in re.findall(r"`tests/([\w/]+(?:\.py)?)(?:::(\w+))?`", path.read_text(encoding="utf-8"))
    }
    assert {"letters.md", "reliability.md"} <= {page for page, _ in named}
    assert [(page, file, test) for page, (file, test) in sorted(named) if not has_test(file, test)] == []


def has_test(file: str, test: str) -> bool:
    """Say whether there is such a file or folder of tests, and in it the test, if one is named."""
    path = TOP / "tests" / file
    defined = rf"^(?:async )?def {test}\("
    return path.exists() and (not test or re.search(defined, path.read_text("utf-8"), re.MULTILINE) is not None)


def test_the_method_names_the_phases_with_their_dutch_terms_and_who_leads() -> None:
    rows = [cells(line) for line in METHOD.splitlines() if re.match(r"\| \d \| `\w+` \| [^|]+\|[^|]+\|", line)]
    assert [(row[0], row[1], row[2], row[4]) for row in rows] == [
        (str(phase.number), f"`{phase}`", LABELS[phase], str(LEAD[phase])) for phase in Phase
    ]


def test_the_method_names_the_deliverables_with_their_phases_and_dutch_terms() -> None:
    rows = re.findall(r"^\| (\d) \| `(\w+)`(?: \*)? \| ([^|]+) \|$", METHOD, flags=re.MULTILINE)
    assert rows == [(str(d.phase.number), d.code, d.label) for d in DELIVERABLES.values()]


def test_the_readme_lists_every_setting_with_its_default() -> None:
    assert settings_rows() == {f"SAMENSPEL_{name.upper()}": default_of(name) for name in Settings.model_fields}
