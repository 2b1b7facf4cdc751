"""What a diagnosis changes about the next cycle stands in the description of the method as the rules have it."""

import re

from models.method.cycles import AFTER, Carry
from tests.project import TOP

COLUMNS = (Carry.REPLACE, Carry.REOPEN, Carry.KEEP)


def _written() -> dict[tuple[str, str], dict[Carry, tuple[str, ...]]]:
    text = (TOP / "docs" / "method.md").read_text(encoding="utf-8")
    part = text.partition("### What a diagnosis changes about the next cycle")[2].partition("\n### ")[0]
    found = {}
    for line in re.findall(r"^\| `.*\|$", part, re.MULTILINE):
        failure, phase, *fates = (tuple(re.findall(r"`([a-z_]+)`", cell)) for cell in line.strip("|").split("|"))
        found[failure[0], phase[0]] = {carry: codes for carry, codes in zip(COLUMNS, fates, strict=True) if codes}
    return found


def test_the_table_of_the_method_is_that_of_the_rules() -> None:
    assert _written() == {(failure.value, phase.value): fates for (failure, phase), fates in AFTER.items()}
