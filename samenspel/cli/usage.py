"""What is wrong with what was typed, in the language of the reader; cyclopts itself speaks English only."""

import re
from functools import cache

from cyclopts import CoercionError, CycloptsError, MissingArgumentError

from models.method.said import Said
from samenspel.cli.language import placeholders, tr
from samenspel.cli.output import filled, readable

#: The sentences of cyclopts that people meet, the more exact one first. What is not here is said in English.
SENTENCES = (
    'Unknown command "{typed}".',
    "Available commands: {known}, ...",
    "Available commands: {known}.",
    "Unknown option: {typed}.",
    "{typed} is not a recognized option.",
    'Did you mean "{meant}"?',
    "Did you mean {meant} instead of {typed}?",
    "Did you mean {meant}?",
    'Invalid value "{typed}" for {name}. Choose from: {known}.',
    'Invalid value for {name}: unable to convert "{typed}" into int.',
    'Invalid value for {name}: unable to convert "{typed}" into bool.',
    'Command "{command}" parameter {name} requires an argument.',
    "Parameter {name} requires an argument.",
    "Parameter {name} specified multiple times.",
    "Unused Tokens: {typed}.",
)

_PLACE = re.compile(r"\\{(\w+)\\}")


def sentence(error: CycloptsError) -> str:
    """Return why what was typed cannot be carried out."""
    if isinstance(error, MissingArgumentError) and error.argument is not None and not error.unused_tokens:
        command, name = " ".join(error.command_chain or ()), placeholders(error.argument.name)
        return filled("{command} needs {name}", {"command": command, "name": name})
    if isinstance(error.msg, Said):
        # One of our own converters could not read it.
        keyword = error.token.keyword if isinstance(error, CoercionError) and error.token else None
        why = readable(error.msg)
        return filled("Invalid value for {name}: {why}", {"name": keyword, "why": why}) if keyword else why
    return " ".join(_told(" ".join(str(error).split())))


def _told(said: str) -> list[str]:
    """Return the sentences of ``said`` one after the other; from the first that is not known, as they were."""
    for template, pattern in _patterns():
        if found := pattern.match(said):
            values = {name: placeholders(value) for name, value in found.groupdict().items()}
            return [tr(template).format_map(values), *_told(said[found.end() :])]
    return [said] if said else []


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each sentence with what finds it at the beginning of a text."""
    return tuple(
        (template, re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(template)) + r"(?:\s|$)")) for template in SENTENCES
    )
