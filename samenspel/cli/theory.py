"""A theory of change as a drawing: for a terminal, and for whoever draws with Mermaid."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.method.indicators import Level
from samenspel.cli.language import tr
from samenspel.cli.output import filled, readable

if TYPE_CHECKING:
    from models.actions.theory import LinkLine, NodeLine, TheoryView

#: From what it is all for down to what is done.
DOWNWARDS = (Level.IMPACT, Level.OUTCOME, Level.OUTPUT, Level.ACTIVITY)


def tree(theory: "TheoryView") -> str:
    """Return the theory as a tree: below each thing stands what leads to it, what must be true for that, and whether.

    What leads to several things is spelled out below the first of them.
    """
    leading = {link.source for link in theory.links}
    tops = [node for level in DOWNWARDS for node in theory.nodes if node.level is level and node.key not in leading]
    drawn: set[str] = set()
    return "".join(f"{line}\n" for top in tops for line in _branch(theory, top, "", "", drawn))


def _branch(theory: "TheoryView", node: "NodeLine", first: str, rest: str, drawn: set[str]) -> Iterator[str]:
    again = node.key in drawn
    drawn.add(node.key)
    below = [] if again else [link for link in theory.links if link.target == node.key]
    if again:
        yield f"{first}{node.key} ({tr('see above')})"
        return
    yield f"{first}{node.key} ({', '.join(_known(node))}): {_line(node.text)}"
    if node.learns_from:
        yield f"{rest}{'│  ' if below else '   '}{tr('learns from')}: {', '.join(node.learns_from)}"
    nodes = {one.key: one for one in theory.nodes}
    for place, link in enumerate(below, start=1):
        corner, bar = ("└─ ", "   ") if place == len(below) else ("├─ ", "│  ")
        yield from _branch(theory, nodes[link.source], f"{rest}{corner}", f"{rest}{bar}", drawn)
        if link.assumption:
            yield f"{rest}{bar}   {tr('if')}: {_line(link.assumption)} ({_judged(link)})"


def _known(node: "NodeLine") -> Iterator[str]:
    yield readable(node.level)
    if node.due is not None:
        yield filled("until {day}", {"day": node.due})
    if node.fidelity is not None:
        yield filled("carried out for {fidelity} of 4", {"fidelity": node.fidelity})


def _judged(link: "LinkLine") -> str:
    said = f"{readable(link.layer)}: {readable(link.evidence)}"
    return f"{said}, {_line(link.note)}" if link.note else said


def mermaid(theory: "TheoryView") -> str:
    """Return the theory as the text of a Mermaid flowchart, from activities up to impact."""
    names = {node.key: f"n{number}" for number, node in enumerate(theory.nodes, start=1)}
    lines = ["flowchart BT"]
    for level in DOWNWARDS:
        nodes = [node for node in theory.nodes if node.level is level]
        if nodes:
            lines += [f'    subgraph {level} ["{readable(level)}"]']
            lines += [f'        {names[node.key]}["{_quoted(node.text)}"]' for node in nodes]
            lines += ["    end"]
    for link in theory.links:
        arrow = f'-- "{_quoted(link.assumption)}" -->' if link.assumption else "-->"
        lines.append(f"    {names[link.source]} {arrow} {names[link.target]}")
    for node in theory.nodes:
        lines += [f"    {names[key]} -.-> {names[node.key]}" for key in node.learns_from]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    """Return a text as it may stand between the quotes of a Mermaid label."""
    return _line(text).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
