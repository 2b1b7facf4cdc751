"""Reminding those who owe us an answer, and showing operations who was reminded of what."""

from prefect.artifacts import acreate_markdown_artifact

from models.actions import reminders, timers
from models.method.drafts import table
from models.method.labels import label
from models.method.working_days import AMSTERDAM
from tasks.step import is_quiet, step

#: The page that operations read; each run writes it anew.
PAGE = "reminders"


@step
def remind_due() -> int:
    """Fire every due moment that nobody fired yet; return of how many requests somebody is reminded by that."""
    return timers.remind_due()


@step
def tell_reminded() -> str:
    """Return what reminds whom today, who is next, and what waits for a person, as a page of organisations."""
    seen = reminders.day()
    today = [
        (
            one.alliance,
            one.organisation,
            label(one.kind, "nl"),
            one.subject,
            str(one.n),
            label(one.letter, "nl") if one.letter else "",
        )
        for one in seen.reminded
    ]
    coming = [
        (f"{one.at.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}", one.alliance, one.organisation, label(one.kind, "nl"))
        for one in seen.coming
    ]
    ours = [(one.alliance, one.organisation, label(one.kind, "nl"), one.handed_to or "") for one in seen.with_us]
    parts = [
        "# Herinneringen",
        f"Brieven die op goedkeuring wachten: {seen.in_review}. Brieven die niet weg konden: {seen.stuck}.",
        "## Herinneringen van vandaag",
        table(("Alliantie", "Organisatie", "Waaraan", "Onderwerp", "Stap", "Brief"), today) if today else "Geen.",
        "## Wie nu volgt",
        table(("Wanneer", "Alliantie", "Organisatie", "Waaraan"), coming) if coming else "Niemand.",
        "## Wacht op een van ons",
        table(("Alliantie", "Organisatie", "Waarop", "Bij wie"), ours) if ours else "Niets.",
    ]
    return "\n\n".join(parts) + "\n"


async def show_reminded() -> None:
    """Leave the page of reminders where operations read it."""
    if not is_quiet():
        await acreate_markdown_artifact(await tell_reminded(), key=PAGE, description="Wie is herinnerd, en wie volgt")
