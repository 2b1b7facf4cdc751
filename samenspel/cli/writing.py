"""Writing a file that somebody asked for: whole or not at all, and never over another without being told."""

import stat
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from models.method.errors import BadInput

Output = Annotated[Path | None, Parameter(name=["--output", "-o"], help="Write to this file; else to standard output.")]
Overwrite = Annotated[bool, Parameter(help="Replace the file when it exists.")]


def write_file(path: Path, content: str | bytes, *, overwrite: bool) -> None:
    """Write ``content`` to a new file; :class:`BadInput` when something else is there, OSError when it cannot be."""
    from models.db.files import put_down

    check_place(path, overwrite=overwrite)
    put_down(path, content.encode() if isinstance(content, str) else content)


def check_place(path: Path, *, overwrite: bool) -> None:
    """Raise :class:`BadInput` when no new file can be put there; nothing is changed by looking."""
    if path.is_dir():
        raise BadInput("{path} is a folder; name a file", path=path)
    if not path.parent.is_dir():
        raise BadInput("there is no folder {path}; make it first", path=path.parent)
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        raise BadInput("{path} is not a file; name a file, or leave --output out", path=path)
    if path.exists() and not overwrite:
        raise BadInput("{path} exists already; add --overwrite to replace it", path=path)
