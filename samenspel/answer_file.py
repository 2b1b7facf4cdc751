"""Answers to the questions on the collaboration, out of a CSV or XLSX file: all of them, or none and what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.actions.answering import Given
from models.method.collaboration import check_answers, check_comments, open_ones, statements
from models.method.collaboration_questions import Question
from models.method.errors import BadInput
from models.method.measurement_files import unguarded
from models.method.said import Said
from samenspel.contact_columns import plain
from samenspel.table import Cell, Note, Table, TableRow, Unusable
from samenspel.table_problems import TableProblem, TableProblems
from samenspel.tables_in import table_in

#: What the columns beside the questions may be called, Dutch and English.
RESPONDENT = ("respondent", "respondent")
ORGANISATION = ("organisatie", "organisation")
NAME = ("naam", "name")
SHARE = ("delen", "share")

_YES = frozenset({"ja", "yes", "j", "y", "x", "1"})
_NO = frozenset({"nee", "no", "n", "0"})


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """A file that can be taken: who answered what, and which columns were not read."""

    rows: tuple[Given, ...]
    ignored_columns: tuple[str, ...]
    notes: tuple[Note, ...]


def read_answers(path: Path, *, questions: Sequence[Question], asked: Sequence[str]) -> AnswerSheet:
    """Return the answers in a file; raise :class:`TableProblems` with all that is wrong, and then none is taken.

    ``asked`` are the keys of those who are asked in the round. A row in which nothing is filled in is passed over.
    """
    titles = {plain(one.key): one.key for one in questions}
    titles |= {plain(title): both[0] for both in (RESPONDENT, ORGANISATION, NAME, SHARE) for title in both}
    table = table_in(path, delimiter=None, encoding=None, sheet=None, known=lambda text: plain(text) in titles)
    reader = _Reader(questions, asked)
    at, ignored = reader.columns(table, titles)
    rows = tuple(one for row in table.rows if (one := reader.row(row, at, table)) is not None) if at else ()
    if not rows and not reader.problems:
        reader.problems.append(TableProblem(None, "", Said("no answer is filled in below the header")))
    if reader.problems:
        raise TableProblems(path, reader.problems)
    return AnswerSheet(rows, tuple(ignored), table.notes)


@dataclass(slots=True)
class _Reader:
    """Reads the rows of a table, and remembers what is wrong with them; never what somebody wrote."""

    questions: Sequence[Question]
    asked: Sequence[str]
    problems: list[TableProblem] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    #: What the file itself calls its columns.
    called: dict[str, str] = field(default_factory=dict)

    def columns(self, table: Table, titles: Mapping[str, str]) -> tuple[dict[str, int], list[str]]:
        """Return where each column stands that is read, and the titles of the others."""
        at: dict[str, int] = {}
        ignored: list[str] = []
        for number, cell in enumerate(table.header.cells):
            title = "" if isinstance(cell, Unusable) else " ".join(str(cell).split())
            name = titles.get(plain(title))
            if name is None:
                ignored += [title[:60]] if title else []
            elif name in at:
                text = Said('this column says the same as "{other}"; leave one of the two out', other=title)
                self._wrong(table.header.line, title, text)
            else:
                at[name], self.called[name] = number, title
        if RESPONDENT[0] not in at:
            text = Said("this column is missing; allowed: {titles}", titles=RESPONDENT[0])
            self._wrong(table.header.line, RESPONDENT[0], text)
        return at, ignored

    def row(self, row: TableRow, at: Mapping[str, int], table: Table) -> Given | None:
        """Return what a row says, ``None`` where nothing is filled in or something is wrong."""
        before = len(self.problems)
        if row.filled > len(table.header.cells):
            # Which text belongs to which question is anybody's guess.
            text = Said(
                "the row has {count} cells and the header {width}; "
                "put quotation marks around a text with the delimiter in it",
                count=row.filled,
                width=len(table.header.cells),
            )
            self._wrong(row.line, "", text)
            return None
        cells = {name: self._cell(row, name, number, table) for name, number in at.items()}
        filled = {name: text for name, text in cells.items() if text}
        answers = self._checked(row.line, statements(self.questions), filled, check_answers)
        comments = self._checked(row.line, open_ones(self.questions), filled, check_comments)
        if not answers and not comments and len(self.problems) == before:
            return None
        contact = self._contact(row.line, filled.get(RESPONDENT[0], ""))
        share = self._share(row.line, filled.get(SHARE[0], ""))
        return Given(contact, answers, comments, share) if len(self.problems) == before else None

    def _cell(self, row: TableRow, name: str, number: int, table: Table) -> str:
        cell: Cell = row.at(number)
        if isinstance(cell, Unusable):
            self._wrong(row.line, name, cell.text)
            return ""
        text = str(cell).strip()
        return unguarded(text) if table.delimiter is not None else text

    def _checked(
        self,
        line: int,
        some: Sequence[Question],
        filled: Mapping[str, str],
        check: Callable[[Sequence[Question], Mapping[str, str]], Mapping[str, object]],
    ) -> dict[str, str]:
        """Return the texts of these questions, once each of them was found to be an answer."""
        given = {one.key: filled[one.key] for one in some if one.key in filled}
        for key, text in given.items():
            try:
                check(self.questions, {key: text})
            except BadInput as wrong:
                self._wrong(line, key, wrong.said)
        return given

    def _contact(self, line: int, key: str) -> str:
        if key not in self.asked:
            text = Said("nobody of this key is asked; allowed: {known}", known=", ".join(self.asked) or Said("none"))
            self._wrong(line, RESPONDENT[0], text)
        elif key in self.seen:
            text = Said("line {line} has an answer of the same respondent; allowed: one", line=self.seen[key])
            self._wrong(line, RESPONDENT[0], text)
        self.seen.setdefault(key, line)
        return key

    def _share(self, line: int, cell: str) -> bool | None:
        said = cell.lower()
        if said and said not in _YES | _NO:
            self._wrong(line, SHARE[0], Said("this is neither yes nor no; allowed: {known}", known="ja, nee, yes, no"))
        return said in _YES if said else None

    def _wrong(self, line: int, column: str, text: str) -> None:
        self.problems.append(TableProblem(line, self.called.get(column, column), text))
