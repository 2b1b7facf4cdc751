"""Samples of the letters about what partners are told."""

from models.method.letters import (
    AllianceEnded,
    Announcement,
    CommitmentEnded,
    Figure,
    GuardBreached,
    Letter,
    PhaseOpened,
    ReflectionResults,
    RoundResults,
    Thanks,
    ThemeFigure,
)
from notifications.sample_facts import ALLIANCE

TELLING: tuple[Letter, ...] = (
    PhaseOpened(
        alliance=ALLIANCE,
        phase_label="Co-creatie",
        cycle=2,
        what=("ontwerp van een oplossing", "Plan van Aanpak met een sponsorgroep en projectteam"),
    ),
    Thanks(alliance=ALLIANCE, contribution="12 gastlessen in het schooljaar 2026-2027"),
    RoundResults(
        alliance=ALLIANCE,
        round=2,
        verdict_label="onvoldoende impact",
        figures=(
            Figure(title="onvervulde vacatures (fte)", value=61.5, target=40),
            Figure(title="zij-instromers na één jaar (%)", value=None, target=80),
        ),
    ),
    GuardBreached(
        alliance=ALLIANCE,
        round=2,
        figures=(Figure(title="ziekteverzuim van leraren (%)", value=9.1, target=6),),
    ),
    ReflectionResults(
        alliance=ALLIANCE,
        round=3,
        answered=6,
        asked=8,
        themes=(
            ThemeFigure(theme_label="open heart: werkelijk luisteren", figure=4.2),
            ThemeFigure(theme_label="heldere afspraken", figure=2.9),
        ),
    ),
    Announcement(
        alliance=ALLIANCE,
        title="Twaalf scholen doen mee",
        text="Vanaf januari geven vakmensen uit de techniek op twaalf scholen les, samen met de eigen leraren.",
    ),
    CommitmentEnded(
        alliance=ALLIANCE, contribution="12 gastlessen in het schooljaar 2026-2027", receiver="Hogeschool Voorbeeld"
    ),
    AllianceEnded(
        alliance=ALLIANCE,
        ending_label="geborgd",
        receiver="Hogeschool Voorbeeld",
        brought=("tijd: 80 uur (begeleiding van zij-instromers)", "kapitaal: € 25.000,00 (de pilot)"),
        released=("tijd: 20 uur (begeleiding van zij-instromers)",),
        insights=("Begin met de scholen die het tekort het hardst voelen.",),
    ),
)
