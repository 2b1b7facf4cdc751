"""The files of the project, for tests that look at the project itself."""

from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).parents[1]


def tracked() -> list[Path]:
    """Return the files of the project: everything that the ignore file does not name."""
    lines = (TOP / ".gitignore").read_text(encoding="utf-8").split()
    ignored = [".git", *(line.rstrip("/") for line in lines)]

    def of_the_project(folder: Path) -> Iterator[Path]:
        for path in folder.iterdir():
            if any(path.match(pattern) for pattern in ignored):
                continue
            if path.is_dir():
                yield from of_the_project(path)
            else:
                yield path

    return list(of_the_project(TOP))
