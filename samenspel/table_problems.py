"""What is wrong with a table in a file, line by line; never anything personal, because errors are kept in logs."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from models.method.errors import BadInput
from models.method.said import Said, joined, visible

MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class TableProblem:
    """One thing that is wrong; without a ``line`` it is the file as a whole, without a ``column`` the row."""

    line: int | None
    column: str
    text: str


class TableProblems(BadInput):
    """A file cannot be taken; the message has a line ``file:line:column: what is wrong, what is allowed`` for each."""

    def __init__(self, path: Path, problems: Iterable[TableProblem]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line or 0))
        lines = [_line(path, problem) for problem in self.problems[:MOST_PROBLEMS]]
        if len(self.problems) > MOST_PROBLEMS:
            lines.append(Said("{path}: and {count} more", path=path, count=len(self.problems) - MOST_PROBLEMS))
        super().__init__(joined("\n", lines))


def _line(path: Path, problem: TableProblem) -> Said:
    place = ":".join(str(part) for part in (path, problem.line, problem.column) if part)
    return Said("{place}: {problem}", place=visible(place), problem=visible(problem.text))
