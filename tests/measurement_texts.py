"""Files of figures to read, and what is said of those that cannot be taken."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.method.evaluation.snapshot import IndicatorSnapshot
from models.method.indicators import Accumulation, Measure
from samenspel.measurement_file import MeasurementSheet, read_measurements
from samenspel.table_problems import TableProblems

TODAY = date(2026, 3, 2)
KNOWN = {
    one.key: one
    for one in (
        IndicatorSnapshot(key="vacatures"),
        IndicatorSnapshot(key="opgeleid", accumulation=Accumulation.FLOW),
        IndicatorSnapshot(key="tevreden", measure=Measure.PERCENTAGE),
        IndicatorSnapshot(key="samen", measure=Measure.QUALITATIVE),
        IndicatorSnapshot(key="rust", measure=Measure.ORDINAL, steps=("laag", "hoog")),
    )
}

HEADER = "sleutel;op;vanaf;waarde;k;n;se;niveau;bewijs;bron\n"


def read(content: str | bytes, name: str = "a.csv", **options: Any) -> MeasurementSheet:
    """Return what is read from a file with this content, in the folder where the test is."""
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read_measurements(Path(name), **({"known": KNOWN, "today": TODAY} | options))


def refused(content: str | bytes, name: str = "a.csv", **options: Any) -> list[str]:
    """Return the lines with which a file is refused."""
    with pytest.raises(TableProblems) as wrong:
        read(content, name, **options)
    return str(wrong.value).split("\n")
