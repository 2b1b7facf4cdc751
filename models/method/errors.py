"""What can go wrong, named after the rule that says so."""

from models.method.said import Said


class Refusal(Exception):
    """Something cannot be done; the text says why, and keeps its values for whoever says it in another language."""

    def __init__(self, template: str, /, **values: object) -> None:
        """Say why: ``raise NotFound("there is no alliance {slug!r}", slug=slug)``."""
        super().__init__(Said(template, **values))

    @property
    def said(self) -> Said:
        """Why, with its template and its values."""
        said: Said = self.args[0]
        return said


class MethodError(Refusal):
    """A rule of the method says no; the message names the values and what is allowed."""


class BadInput(MethodError):
    """What was given cannot be taken as it is."""


class NotFound(MethodError):
    """There is no such alliance, deliverable, decision ..."""


class NotAllowed(MethodError):
    """The thing exists, but the method does not allow this now."""


class PhaseNotAllowed(NotAllowed):
    """The phase asked for does not follow from the phase the alliance is in."""


class StatusNotAllowed(NotAllowed):
    """The status asked for does not follow from the present one."""


class ConditionsNotMet(NotAllowed):
    """A gate is asked to pass while something required is missing."""


class AlreadyDecided(NotAllowed):
    """Somebody else answered this decision first; the message says who, when and where."""


class PhaseMovedOn(MethodError):
    """A step was taken for a phase that is no longer the open one."""
