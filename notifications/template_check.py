"""What a template of letters may do: show its fields, choose, and go through a list; everything else is refused.

It is asked before any code is made of a template, because already making it would work out ``9 ** 9 ** 9``.
"""

from collections.abc import Iterator

from jinja2 import nodes
from jinja2.exceptions import SecurityError

#: The parts of the template language that letters are made of; arithmetic, inclusion and subscripts are not among them.
ALLOWED: tuple[type[nodes.Node], ...] = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Block, nodes.Extends, nodes.Import),
    *(nodes.Macro, nodes.CallBlock, nodes.Call, nodes.Keyword, nodes.AssignBlock, nodes.For, nodes.If),
    *(nodes.Name, nodes.Const, nodes.List, nodes.Getattr, nodes.Filter, nodes.Test, nodes.Concat),
    *(nodes.Compare, nodes.Operand, nodes.CondExpr, nodes.And, nodes.Or, nodes.Not),
)

#: Filters and tests that give back no more than they get.
FILTERS = frozenset({"length", "trim"})
TESTS = frozenset({"none"})

#: The files that a template may build on.
LAYOUTS = frozenset({"base.html", "base.txt"})
PIECES = frozenset({"parts.html", "parts.txt"})

#: A list within a list is the deepest that a letter shows.
DEEPEST = 2


def check(template: nodes.Template, name: str) -> None:
    """Raise jinja2's ``SecurityError`` for the first thing in ``template`` that letters have no business with."""
    for node, what in _refused(template, 0):
        raise SecurityError(f"template {name}, line {node.lineno}: {what} is not allowed in a letter")


def _refused(node: nodes.Node, depth: int) -> Iterator[tuple[nodes.Node, str]]:
    depth += isinstance(node, nodes.For)
    problem = _problem(node, depth)
    if problem is not None:
        yield node, problem
    for child in node.iter_child_nodes():
        yield from _refused(child, depth)


def _problem(node: nodes.Node, depth: int) -> str | None:
    match node:
        case _ if not isinstance(node, ALLOWED):
            return type(node).__name__.lower()
        case nodes.For() if depth > DEEPEST or node.recursive:
            return f"a loop within {DEEPEST} others"
        case nodes.Getattr(attr=attr) if attr.startswith("_"):
            return f"attribute {attr!r}"
        case nodes.Filter(name=name) if name not in FILTERS:
            return f"filter {name!r}"
        case nodes.Test(name=name) if name not in TESTS:
            return f"test {name!r}"
        case nodes.Extends() if not _is_one_of(node.template, LAYOUTS):
            return "a layout of its own"
        case nodes.Import() if not _is_one_of(node.template, PIECES):
            return "a file of its own"
        case nodes.Call() if not _is_known(node.node):
            return "a call"
    return None


def _is_one_of(named: nodes.Expr, files: frozenset[str]) -> bool:
    return isinstance(named, nodes.Const) and named.value in files


def _is_known(called: nodes.Expr) -> bool:
    """Say whether it is a piece of the layout that is called, the text given to a piece, or the heading once more."""
    match called:
        case nodes.Name(name="caller"):
            return True
        case nodes.Getattr(node=nodes.Name(name="parts")):
            return True
        case nodes.Getattr(node=nodes.Name(name="self"), attr="heading"):
            return True
    return False
