"""Help in the language of the reader: the page is drawn as ever, and its texts come out of the catalogue."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from cyclopts.help import DefaultFormatter, HelpEntry, HelpPanel, PlainFormatter

from samenspel.cli.language import placeholders, tr

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions
    from rich.text import Text

#: What begins the paragraph of a docstring that can be typed; only this word of it is translated.
EXAMPLE = "Example:"


def translated(drawing: Literal["default", "plain"]) -> "Translated":
    """Return the formatter for a page with frames, or for a plain one."""
    return Translated(DefaultFormatter() if drawing == "default" else PlainFormatter())


class Translated:
    """A help formatter that says everything through ``say`` and leaves the drawing to another formatter."""

    def __init__(self, drawing: DefaultFormatter | PlainFormatter, say: Callable[[str], str] = tr) -> None:
        self._drawing = drawing
        self._say = say

    def __call__(self, console: "Console", options: "ConsoleOptions", panel: HelpPanel) -> None:
        """Draw a panel with commands or parameters."""
        entries = [self._entry(entry) for entry in panel.entries]
        self._drawing(console, options, panel.copy(title=self._say(str(panel.title)), entries=entries))

    def render_usage(self, console: "Console", options: "ConsoleOptions", usage: Any) -> None:  # noqa: ARG002 -- as cyclopts calls it
        """Print how the command is typed."""
        from rich.text import Text

        console.print(Text(f"{self._say('Usage:')} {placeholders(str(usage), self._say)}", style="bold"))

    def render_description(self, console: "Console", options: "ConsoleOptions", description: Any) -> None:
        """Print what the command does, paragraph by paragraph."""
        from rich.text import Text

        told = "\n\n".join(self._paragraph(one) for one in _plain(description).split("\n\n"))
        self._drawing.render_description(console, options, Text(f"{told}\n"))

    def _paragraph(self, text: str) -> str:
        if text.startswith(" "):
            return text  # Lines that can be typed, one below the other.
        line = " ".join(text.split())
        if line.startswith(EXAMPLE):
            return self._say(EXAMPLE) + line.removeprefix(EXAMPLE)
        return self._say(line)

    def _entry(self, entry: HelpEntry) -> HelpEntry:
        return entry.copy(
            description=self._described(entry),
            metavar=placeholders(entry.metavar or "", self._say) or None,
            positional_label=placeholders(entry.positional_label or "", self._say) or None,
            required=False,
            choices=None,
        )

    def _described(self, entry: HelpEntry) -> "Text":
        """Return what an entry is for, with what the other formatter would add to it in English."""
        from rich.text import Text

        text = Text(self._say(_plain(entry.description)))
        if entry.choices:
            text.append(f" [{self._say('choices')}: {', '.join(entry.choices)}]", "cyclopts.choices")
        if entry.required:
            text.append(f" [{self._say('required')}]", "cyclopts.required")
        return text


def _plain(description: Any) -> str:
    """Return a description as it was written; cyclopts has wrapped it for drawing."""
    return str(getattr(description, "primary_renderable", "")).strip("\n")
