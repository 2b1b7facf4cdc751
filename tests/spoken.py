"""Everything that the program says to people: found in its source, and on the pages of its help.

Who speaks is named here once. A text that is put together where it is said cannot be looked up in a catalogue, so it is
told apart: :class:`NotOneText` says where it stands and how to write it.
"""

import ast
import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from cyclopts import App
from cyclopts.help import PlainFormatter

from samenspel.cli.help import Translated
from samenspel.cli.language import PLACEHOLDER
from samenspel.cli.main import app
from tests.project import TOP

#: What speaks, with the places of its arguments that are said; a name is that of a keyword.
SPEAKS: dict[str, tuple[int | str, ...]] = {
    "Done": (0, "said"),
    "Listing": (1, 2, "columns", "empty"),
    "Note": (0, "said"),
    "Said": (0,),
    "Sheet": (1, 2, "shown", "parts"),
    "Trouble": (0,),
    "_sentence": (0,),
    "done": (1, "said"),
    "filled": (0,),
    "joined": (),
    "not_seen": (0, 1),
    "of_encodings": (0,),
    "of_skew": (1,),
    "ok": (0,),
    "problem": (0, 1),
    "tr": (0,),
    "warning": (0, 1),
    "with_consent": (1, 2, "question", "said"),
}

#: What is named rather than said: the name of a field stands above a column with spaces in it.
NAMES: dict[str, tuple[int | str, ...]] = {"Listing": (1, "columns"), "Sheet": (1, "shown")}

#: Parts of an answer that carry a text to where it is printed; it is found where the answer is made.
CARRIED = frozenset({"empty", "msg", "said", "template"})

#: What only says why something cannot be done, which the tests of the refusals look at.
REFUSING = frozenset({"errors.py", "parts.py"})

#: Where texts that were found elsewhere are looked up.
VOICE = frozenset({"help.py", "language.py", "output.py", "usage.py"})

NodeT = TypeVar("NodeT", bound=ast.AST)


class NotOneText(Exception):
    """What is said is put together on the spot; the message says where."""


def sources() -> list[Path]:
    """Return the files in which something is said to people that a catalogue translates."""
    cli = [path for path in (TOP / "samenspel" / "cli").glob("*.py") if path.name not in REFUSING]
    tables = [
        *(TOP / "samenspel").glob("contact_*.py"),
        *(TOP / "samenspel").glob("measurement_*.py"),
        *(TOP / "samenspel").glob("*_table.py"),
    ]
    running = [
        *(TOP / "deployments").glob("doctor*.py"),
        *(TOP / "deployments" / name for name in ("up.py", "watch.py")),
    ]
    # These say which command comes next.
    waiting = [TOP / "models" / "actions" / name for name in ("agenda.py", "evidence_commands.py", "unsettled.py")]
    return sorted([*cli, *tables, *running, *waiting])


def said_in(source: str, name: str) -> dict[str, str]:
    """Return every text that a file says, with the file and line where it stands."""
    found: dict[str, str] = {}
    for text, line in _File(ast.parse(source), name).texts():
        found.setdefault(text, f"{name}:{line}")
    return found


class _File:
    def __init__(self, tree: ast.Module, name: str) -> None:
        self.tree = tree
        self.name = name
        self.is_voice = Path(name).name in VOICE

    @cached_property
    def above(self) -> dict[ast.AST, ast.AST]:
        """What stands around each part of the file."""
        return {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    def texts(self) -> Iterator[tuple[str, int]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield from self._spoken(node)
            elif not self.is_voice:
                yield from self._placeholders(node)

    def _spoken(self, call: ast.Call) -> Iterator[tuple[str, int]]:
        speaker = self._speaker(call)
        places: dict[int | str, ast.expr] = dict(enumerate(call.args))
        places |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
        for place in SPEAKS.get(speaker, ()):
            if place in places:
                named = place in NAMES.get(speaker, ())
                for text in self._resolved(places[place], call):
                    yield text.replace("_", " ") if named else text, call.lineno

    def _placeholders(self, node: ast.AST) -> Iterator[tuple[str, int]]:
        """Give what stands for something to type in the command that comes next."""
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        first = parts[0] if parts else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value.startswith("samenspel "):
            for part in parts:
                if isinstance(part, ast.Constant):
                    yield from ((word, part.lineno) for word in PLACEHOLDER.findall(str(part.value)))

    def _resolved(self, node: ast.expr, said: ast.Call) -> Iterator[str]:
        """Give every text that an expression can be."""
        match node:
            case ast.Constant(value=str(text)):
                yield from [text] if text else []
            case ast.Constant() | ast.Lambda():
                pass
            case ast.IfExp():
                yield from self._all([node.body, node.orelse], said)
            case ast.BoolOp():
                yield from self._all(node.values, said)
            case ast.Tuple() | ast.List():
                yield from self._all(node.elts, said)
            case ast.BinOp(op=ast.Add()):
                yield from self._all([node.left, node.right], said)
            case ast.Starred() | ast.Await():
                yield from self._resolved(node.value, said)
            case ast.Dict():
                yield from self._all([key for key in node.keys if key is not None], said)
            case (
                ast.Subscript(value=ast.Name(id=table))
                | ast.Call(func=ast.Attribute(value=ast.Name(id=table), attr="get"))
            ):
                # A table of texts: any of them may be said.
                yield from self._all(self._values(table, said), said)
                if isinstance(node, ast.Call):
                    yield from self._all(node.args[1:], said)
            case ast.Call() if self._speaker(node) in SPEAKS:
                pass  # Found by itself.
            case ast.Attribute() if node.attr in CARRIED:
                pass
            case ast.Name():
                yield from self._named(node, said)
            case _:
                yield from self._unknown(node, said)

    def _all(self, nodes: list[ast.expr], said: ast.Call) -> Iterator[str]:
        for node in nodes:
            yield from self._resolved(node, said)

    def _named(self, name: ast.Name, said: ast.Call) -> Iterator[str]:
        """Give what a name stands for, inside the function and else in the file."""
        around = self._function(said)
        assigned = self._assigned(name.id, around) if around else []
        if not assigned and around and self._is_handed(name.id, around):
            if self._name(around) not in SPEAKS:
                yield from self._unknown(name, said)
            return
        found = assigned or self._assigned(name.id, self.tree) or self._imported(name.id)
        if not found:
            yield from self._unknown(name, said)
        yield from self._all(found, said)

    def _function(self, node: ast.AST) -> ast.FunctionDef | None:
        return self._within(node, ast.FunctionDef)

    def _within(self, node: ast.AST, kind: type[NodeT]) -> NodeT | None:
        """Return the innermost ``kind`` around a part of the file."""
        while node in self.above:
            node = self.above[node]
            if isinstance(node, kind):
                return node
        return None

    def _assigned(self, name: str, scope: ast.AST) -> list[ast.expr]:
        values: list[ast.expr] = []
        for node in ast.walk(scope):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            for target in targets:
                if isinstance(target, ast.Name) and target.id == name and getattr(node, "value", None):
                    values.append(node.value)  # type: ignore[attr-defined] -- every kind of assignment has one
                elif isinstance(node, ast.For | ast.comprehension) and isinstance(node.iter, ast.Tuple | ast.List):
                    values += self._column(name, target, node.iter)
                elif isinstance(target, ast.Tuple) and isinstance(getattr(node, "value", None), ast.Tuple):
                    values += self._column(name, target, ast.Tuple([node.value]))  # type: ignore[attr-defined] -- as above
        return values

    def _imported(self, name: str) -> list[ast.expr]:
        """Return what a constant is in the file that it is imported from."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and name in {alias.name for alias in node.names}:
                path = TOP / f"{node.module}.py".replace(".", "/", str(node.module).count("."))
                return self._assigned(name, ast.parse(path.read_text(encoding="utf-8")))
        return []

    def _column(self, name: str, target: ast.AST | None, rows: ast.Tuple | ast.List) -> list[ast.expr]:
        """Return what a name takes when rows are unpacked one after the other."""
        if isinstance(target, ast.Name) and target.id == name:
            return rows.elts
        if not isinstance(target, ast.Tuple):
            return []
        places = [place for place, one in enumerate(target.elts) if isinstance(one, ast.Name) and one.id == name]
        return [row.elts[place] for row in rows.elts if isinstance(row, ast.Tuple) for place in places]

    def _is_handed(self, name: str, around: ast.FunctionDef) -> bool:
        """Say whether a name is an argument of the function, or goes over one of its arguments."""
        every = around.args
        arguments = {one.arg for one in (*every.posonlyargs, *every.args, *every.kwonlyargs)}
        loops = (node for node in ast.walk(around) if isinstance(node, ast.For | ast.comprehension))
        over = {one.id for node in loops for one in ast.walk(node.target) if isinstance(one, ast.Name)}
        return name in arguments | over

    def _values(self, table: str, said: ast.Call) -> list[ast.expr]:
        around = self._function(said)
        tables = (self._assigned(table, around) if around else []) or self._assigned(table, self.tree)
        tables = tables or self._imported(table)
        return [value for one in tables if isinstance(one, ast.Dict) for value in one.values]

    def _speaker(self, call: ast.Call) -> str:
        """Return the name of what is called; for ``super().__init__`` that of the class above."""
        match call.func:
            case ast.Attribute(attr="__init__", value=ast.Call(func=ast.Name(id="super"))):
                around = self._within(call, ast.ClassDef)
                return ast.unparse(around.bases[0]) if around and around.bases else ""
            case ast.Attribute(attr=name) | ast.Name(id=name):
                return name
        return ""

    def _name(self, function: ast.FunctionDef) -> str:
        """Return the name by which a function is called."""
        around = self._within(function, ast.ClassDef)
        return around.name if around and function.name == "__init__" else function.name

    def _unknown(self, node: ast.expr, said: ast.Call) -> Iterator[str]:
        # What an error says is looked at by the tests of the refusals.
        if self.is_voice or self._within(said, ast.Raise):
            return iter(())
        raise NotOneText(
            f"{self.name}:{node.lineno} says {ast.unparse(node)!r}, which no catalogue can hold. Write it as one text "
            "with {places}, and give the values beside it."
        )


def said_by_help() -> dict[str, str]:
    """Return every text that the pages of help ask for, with the command on whose page it stands first."""
    found: dict[str, str] = {}
    for path in ((), *commands(app)):

        def say(text: str, page: str = " ".join(("samenspel", *path, "--help"))) -> str:
            found.setdefault(text, page)
            return text

        app.help_formatter = Translated(PlainFormatter(), say)
        with redirect_stdout(io.StringIO()):
            shown, bound, _ = app.meta.parse_args([*path, "--help"], exit_on_error=False, print_error=False)
            shown(*bound.args, **bound.kwargs)
    return {text: page for text, page in found.items() if text}


def commands(of: App, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Give every command and every noun by what is typed for it."""
    for name, found in of.resolved_commands().items():
        if not name.startswith("-"):
            yield (*path, name)
            if found.default_command is None:
                yield from commands(found, (*path, name))
