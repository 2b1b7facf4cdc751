"""Small files of alliances for tests, written into the working directory."""

from pathlib import Path

import pytest

from models.method.definition import AllianceDefinition
from samenspel.alliance_file import FileProblems, read_definition

HEAD = """\
slug: onderwijs
name: Onderwijs
task:
  title: Lerarentekort
facilitator: hz
"""
PABO = """\
organisations:
  - key: pabo
    name: Pabo
    sector: knowledge
"""


def read(content: str) -> AllianceDefinition:
    """Return the alliance that a file with this content describes."""
    Path("a.yaml").write_text(content, encoding="utf-8")
    return read_definition("a.yaml")


def refused(content: str | bytes) -> list[str]:
    """Return the lines that say why a file with this content is refused."""
    Path("a.yaml").write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(FileProblems) as wrong:
        read_definition("a.yaml")
    return str(wrong.value).splitlines()
