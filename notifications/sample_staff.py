"""Samples of the letters about what waits for our own staff."""

from datetime import date

from models.method.letters import (
    AfterCare,
    AnnouncementDue,
    DecisionOpen,
    DispatchParked,
    GateDue,
    Handed,
    HandedOver,
    Letter,
    PointDue,
)
from notifications.sample_facts import ALLIANCE

TO_STAFF: tuple[Letter, ...] = (
    HandedOver(
        alliance=ALLIANCE,
        items=(
            Handed(
                request=12,
                organisation="Hogeschool Voorbeeld",
                asked="bevestig: 12 gastlessen",
                reason_label="er kwam geen antwoord",
                command="samenspel request show onderwijs 12",
            ),
        ),
    ),
    DecisionOpen(
        alliance=ALLIANCE,
        question="evaluatieronde 2 is onvoldoende: terug naar Co-creatie?",
        due=date(2026, 12, 7),
        link="http://127.0.0.1:4200/v2/deployments/deployment/1/run?parameters=%7B%22d%22%3A1%7D&a=b",
    ),
    GateDue(
        alliance=ALLIANCE,
        phase_label="Verkennen",
        missing=("situatieanalyse", "overzicht van het stakeholdersveld"),
    ),
    AnnouncementDue(
        alliance=ALLIANCE,
        title="Twaalf scholen doen mee",
        text="Vanaf januari geven vakmensen uit de techniek op twaalf scholen les, samen met de eigen leraren.",
        due=date(2026, 12, 7),
        command="samenspel announcement told onderwijs a1 --by STAFF",
    ),
    AfterCare(alliance=ALLIANCE, months=12, receiver="Hogeschool Voorbeeld"),
    PointDue(
        alliance=ALLIANCE,
        what="verbeterpunt i1",
        text="Elke maand samen de cijfers lezen.",
        due=date(2026, 11, 23),
    ),
    DispatchParked(alliance=ALLIANCE, reason="incident SP-4f1c after 3 tries"),
)
