"""The letters that tell partners something and ask nothing of them."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from models.method.letter_base import Letter


class PhaseOpened(Letter):
    """Tell everyone in the alliance which phase begins, and what is delivered jointly in it (R36, R38)."""

    kind: ClassVar[str] = "phase_opened"
    phase_label: str
    cycle: int
    what: tuple[str, ...]


class Thanks(Letter):
    """Thank for a contribution (R104)."""

    kind: ClassVar[str] = "thanks"
    outlives_cycle: ClassVar[bool] = True
    contribution: str


class Figure(BaseModel):
    """One indicator of a round as it came out; ``value`` is missing when not measured, ``target`` when not set yet."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    value: float | None
    target: float | None


class RoundResults(Letter):
    """Tell who gave the figures of an evaluation round what came out of it, and thank for them (R92, R104)."""

    kind: ClassVar[str] = "round_results"
    at_most_once: ClassVar[bool] = True
    round: int
    verdict_label: str
    figures: tuple[Figure, ...]


class GuardBreached(Letter):
    """Tell the sponsor group at once that guards against harm were breached: the ``figures`` that say so."""

    kind: ClassVar[str] = "guard_breached"
    outlives_cycle: ClassVar[bool] = True
    round: int
    figures: tuple[Figure, ...]


class ThemeFigure(BaseModel):
    """How a theme of the collaboration came out, from 1 to 5."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    theme_label: str
    figure: float


class ReflectionResults(Letter):
    """Tell who answered the questions on the collaboration what came of them, and thank for it (R87, R104).

    A theme that so few answered that it would say who did is not among the ``themes``; ``answered`` organisations of
    ``asked`` did.
    """

    kind: ClassVar[str] = "reflection_results"
    at_most_once: ClassVar[bool] = True
    round: int
    answered: int
    asked: int
    themes: tuple[ThemeFigure, ...]


class Announcement(Letter):
    """Tell the partners what was planned to be told on this day (R92, R97)."""

    kind: ClassVar[str] = "announcement"
    outlives_cycle: ClassVar[bool] = True
    at_most_once: ClassVar[bool] = True
    title: str
    text: str


class CommitmentEnded(Letter):
    """Tell who promised something that no more is expected of it, and who took it over if anybody did (R25, R104)."""

    kind: ClassVar[str] = "commitment_ended"
    contribution: str
    receiver: str | None


class AllianceEnded(Letter):
    """Tell everyone who contributed how the alliance has ended, thank for what they brought, share what was learned.

    ``brought`` is what came in of the recipient's organisation, ``released`` what it promised and need not bring any
    more (R63, R65, R104).
    """

    kind: ClassVar[str] = "alliance_ended"
    ending_label: str
    receiver: str | None
    brought: tuple[str, ...]
    released: tuple[str, ...]
    insights: tuple[str, ...]
