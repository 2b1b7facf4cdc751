"""Evaluation rounds."""

from datetime import datetime

from models.actions import drafts, reflection_steps, rounds
from models.method import actors
from models.method.phases import Here
from models.method.rounds import RoundPurpose
from tasks.step import step


@step
def open_round(here: Here) -> int | None:
    """Open the round this cycle is judged by, if it is time; return its number."""
    return rounds.open_when_due(here)


@step
def open_scheduled_round(alliance: str, purpose: RoundPurpose, occurrence: datetime | None) -> int | None:
    """Open the round of a moment in the cadence; return its number, or ``None`` when it was skipped."""
    return rounds.open_round(alliance, by=actors.CLOCK, occurrence=occurrence, purpose=purpose)


@step
def ask_for_measurements(here: Here) -> int:
    """Ask for the figures the open round misses; return how many requests went out."""
    return rounds.ask_for_measurements(here)


@step
def open_reflection(here: Here) -> int | None:
    """Open the round on the collaboration of this cycle, if there is none yet; return its number."""
    return reflection_steps.open_when_due(here)


@step
def ask_the_partners(here: Here) -> int:
    """Put the questions on the collaboration to whoever was not asked yet; return how many requests went out."""
    return reflection_steps.ask_the_partners(here)


@step
def close_reflection(here: Here) -> str | None:
    """Close the round on the collaboration when everybody was heard or it is due; return the verdict."""
    return reflection_steps.close_when_complete(here)


@step
def close_round(here: Here) -> str | None:
    """Close the round when it is complete or due; return the verdict."""
    return rounds.close_when_complete(here)


@step
def report_results(here: Here) -> bool:
    """Keep the drafts of the results and of the tested theory up to date; say whether one is new."""
    written = [drafts.write_draft(here, code) for code in ("results_overview", "tested_toc")]
    return any(written)
