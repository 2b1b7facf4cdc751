"""The kind of a letter as people read it on a terminal; in a pipe it is the code that commands take."""

from models.method import labels
from samenspel.cli.language import lang
from samenspel.cli.output import by_eye


def told(kind: str) -> str:
    """Return what people read for a kind of letter; one that an older version knew speaks for itself."""
    return str(by_eye(labels.letter(kind, lang()), kind))
