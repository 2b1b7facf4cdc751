"""Mails as they lie in files: one in each, many in an mbox, or a folder full of them."""

import mailbox
from collections.abc import Iterable, Iterator
from pathlib import Path

from models.method.errors import BadInput

#: Where mail lies in a folder of the kind that mail systems keep (maildir), beside the folder itself.
_INSIDE = ("", "new", "cur")


def mails(paths: Iterable[Path], *, most: int) -> Iterator[tuple[str, bytes]]:
    """Yield every mail at these places with where it lies, in order, and of each at most so many bytes.

    :class:`BadInput` names a place where there is nothing, before the first mail is read.
    """
    files = [file for path in paths for file in _files(path)]
    for file in files:
        if _is_mbox(file):
            yield from _of_mbox(file, most)
        else:
            with file.open("rb") as content:
                yield str(file), content.read(most)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise BadInput("there is no file {file}", file=path)
    inside = (folder for name in _INSIDE if (folder := path / name).is_dir())
    return [one for folder in inside for one in sorted(folder.iterdir()) if one.is_file() and one.name[0] != "."]


def _is_mbox(file: Path) -> bool:
    with file.open("rb") as content:
        return content.read(5) == b"From "


def _of_mbox(file: Path, most: int) -> Iterator[tuple[str, bytes]]:
    box = mailbox.mbox(file, create=False)
    try:
        for number, key in enumerate(box.iterkeys(), start=1):
            with box.get_file(key) as content:
                yield f"{file}:{number}", content.read(most)
    finally:
        box.close()
