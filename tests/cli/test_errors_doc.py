"""The page on errors has every code that scripts can meet, with its exit code."""

import json
import re

from samenspel.cli.errors import EXIT_CODES, KINDS
from tests.cli.conftest import Cli
from tests.project import TOP

PAGE = (TOP / "docs" / "errors.md").read_text(encoding="utf-8")


def test_every_code_has_a_heading_with_its_exit_code_and_no_other_has() -> None:
    said = re.findall(r"^## (\w+)\n\nExit code (\d+)\. ", PAGE, flags=re.MULTILINE)
    assert sorted(said) == sorted({(kind.code, str(kind.exit)) for kind in KINDS.values()})
    assert len(said) == PAGE.count("\n## ")


def test_the_table_has_the_exit_codes_that_help_names() -> None:
    rows = re.findall(r"^\| (\d+) \|", PAGE, flags=re.MULTILINE)
    assert rows == re.findall(r"\b(\d+) ", EXIT_CODES)


def test_the_error_on_the_page_is_printed_like_that(cli: Cli) -> None:
    (shown,) = re.findall(r"^```json\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
    refused = cli("status", "nergens", "--json")
    assert (refused.code, json.loads(refused.err)) == (4, json.loads(shown))
