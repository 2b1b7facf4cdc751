"""Files of contacts to read, and what is said of those that cannot be taken."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.method.definition_parts import Basis, Contact
from models.method.parties import BasisKind
from samenspel.contact_file import read_contacts
from samenspel.contact_sheet import ContactSheet
from samenspel.table_problems import TableProblems

ORGANISATIONS = {"pabo": "Pabo Oost", "gemeente": "Gemeente Weteringen"}

HEADER = "organisatie;naam;e-mail;taal;grondslag;bron;datum\n"
JAN = "pabo;Jan de Vries;jan@example.org;nl;toestemming;gesprek;2026-02-01\n"
FOR_ALL: dict[str, str | date] = {"basis": "consent", "basis_source": "deelnemerslijst", "basis_date": "2026-02-01"}


def read(content: str | bytes, name: str = "a.csv", **options: Any) -> ContactSheet:
    """Return what is read from a file with this content, in the folder where the test is."""
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read_contacts(Path(name), **({"organisations": ORGANISATIONS} | options))


def refused(content: str | bytes, name: str = "a.csv", **options: Any) -> list[str]:
    """Return the lines with which a file is refused."""
    with pytest.raises(TableProblems) as wrong:
        read(content, name, **options)
    return str(wrong.value).split("\n")


def contact(**fields: Any) -> Contact:
    """Return Jan, but for what is said otherwise."""
    basis = Basis(kind=BasisKind.CONSENT, source="gesprek", date=date(2026, 2, 1))
    jan = Contact(key="jan-de-vries", organisation="pabo", name="Jan de Vries", email="jan@example.org", basis=basis)
    return jan.model_copy(update=fields)
