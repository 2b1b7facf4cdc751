"""What staff are told at once when something stopped, in their language: a title and a body, without any person."""

from datetime import timedelta

#: A title and a body.
Words = tuple[str, str]

_SET_ASIDE: dict[str, Words] = {
    "nl": (
        "Samenspel: {alliance} staat stil",
        "Er wordt niet verder aan {alliance} gewerkt. Lees waarom: samenspel status {alliance}. "
        "Daarna: samenspel alliance resume {alliance} --by STAFF",
    ),
    "en": (
        "Samenspel: {alliance} is set aside",
        "Work on {alliance} has stopped. Read why: samenspel status {alliance}. "
        "Then: samenspel alliance resume {alliance} --by STAFF",
    ),
}

_SILENT: dict[str, Words] = {
    "nl": (
        "Samenspel: de controleronde is stil",
        "Al meer dan {minutes} minuten is er geen controleronde: herinneringen en termijnen staan stil. "
        "Kijk met samenspel doctor, en start zo nodig opnieuw.",
    ),
    "en": (
        "Samenspel: the sweep is silent",
        "No sweep for more than {minutes} minutes: reminders and deadlines stand still. "
        "Look with samenspel doctor, and start again if need be.",
    ),
}

_BACK: dict[str, Words] = {
    "nl": ("Samenspel: de controleronde loopt weer", "Wat intussen aan de beurt kwam, wordt nu ingehaald."),
    "en": ("Samenspel: the sweep runs again", "What came due in the meantime is caught up with now."),
}

_TRIAL: dict[str, Words] = {
    "nl": ("Samenspel: proefbericht", "Dit is een proef: langs dit kanaal komen berichten van Samenspel aan."),
    "en": ("Samenspel: test message", "This is a test: messages of Samenspel arrive by this channel."),
}


def set_aside(language: str, alliance: str) -> Words:
    """Say that an alliance was set aside: its runs kept failing, or somebody cancelled one."""
    title, body = _SET_ASIDE[language]
    return title.format(alliance=alliance), body.format(alliance=alliance)


def sweep_silent(language: str, patience: timedelta) -> Words:
    """Say that nothing was heard of the sweep for longer than ``patience``."""
    title, body = _SILENT[language]
    return title, body.format(minutes=patience // timedelta(minutes=1))


def sweep_back(language: str) -> Words:
    """Say that the sweep runs again."""
    return _BACK[language]


def trial(language: str) -> Words:
    """Say that this is a test."""
    return _TRIAL[language]
