"""The fixed words that every letter shares, once per language; a row here and a folder per letter make a language."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.method.labels import ASKED, chosen
from models.method.labels import WORDS as LABELS

#: What an unknown language falls back to.
DEFAULT = "nl"

#: The kinds of label that stand in letters.
IN_LETTERS = ("Phase", "Deliverable", "Ending", "Verdict", "Scale", "StopReason", "Wait", "Side", "Theme")

_BOTH: dict[str, tuple[str, str]] = {
    label: both
    for words in (ASKED, *(LABELS[kind] for kind in IN_LETTERS))
    for both in words.values()
    for label in both
}


@dataclass(frozen=True, slots=True)
class Words:
    """One language: how it writes dates (``locale``) and the words around a letter's own text."""

    locale: str
    acts: Mapping[str, str]
    salutation: str
    nameless: str
    by: str
    no_date: str
    measured: str
    not_measured: str
    aimed: str
    not_set: str
    how_title: str
    how: str
    thanks: str
    regards: str
    bureau: str
    why_title: str
    footer: str
    stop: str
    stop_staff: str

    @property
    def tag(self) -> str:
        """The language as a page tells it."""
        return self.locale.replace("_", "-")

    @property
    def language(self) -> str:
        """The language without its country."""
        return self.locale.partition("_")[0]


WORDS: dict[str, Words] = {
    "nl": Words(
        locale="nl_NL",
        acts={
            "invitation": "Laat weten wanneer het u schikt",
            "commitment": "Bevestig wat u wilt bijdragen",
            "delivery": "Meld wat u hebt geleverd",
            "measurement": "Geef het cijfer door",
            "deliverable": "Lever in",
            "handover": "Neem over",
            "re_confirmation": "Laat weten of uw toezegging blijft staan",
            "signature": "Onderteken",
            "fault": "Beantwoord de systeemfout",
            "round": "Laat weten hoe de samenwerking gaat",
        },
        salutation="Geachte",
        nameless="heer of mevrouw",
        by="uiterlijk",
        no_date="geen vaste datum; graag zodra het u schikt",
        measured="gemeten:",
        not_measured="niet gemeten",
        aimed="doel:",
        not_set="nog niet bepaald",
        how_title="Hoe u antwoordt",
        how="Beantwoord deze e-mail. Uw antwoord komt aan bij het alliantiebureau.",
        thanks="Bedankt voor uw bijdrage!",
        regards="Met vriendelijke groet,",
        bureau="het alliantiebureau",
        why_title="Waarom u deze brief ontvangt",
        footer=(
            "Samenspel heeft deze brief automatisch verstuurd namens het alliantiebureau. "
            "Klopt er iets niet? Beantwoord dan deze e-mail."
        ),
        stop="Wilt u geen brieven meer ontvangen? Antwoord dan met ‘afmelden’; wij schrijven u dan niet meer.",
        stop_staff="Wilt u deze brieven niet meer ontvangen? Laat in Samenspel vastleggen wie dit van u overneemt.",
    ),
    "en": Words(
        locale="en_GB",
        acts={
            "invitation": "Let us know when it suits you",
            "commitment": "Confirm what you would like to contribute",
            "delivery": "Report what you delivered",
            "measurement": "Pass on the figure",
            "deliverable": "Hand in",
            "handover": "Take over",
            "re_confirmation": "Let us know whether your commitment still stands",
            "signature": "Sign",
            "fault": "Answer the system fault",
            "round": "Let us know how the collaboration goes",
        },
        salutation="Dear",
        nameless="Sir or Madam",
        by="by",
        no_date="no fixed date; whenever it suits you",
        measured="measured:",
        not_measured="not measured",
        aimed="target:",
        not_set="not set yet",
        how_title="How to answer",
        how="Reply to this e-mail. Your answer reaches the alliance office.",
        thanks="Thank you for your contribution!",
        regards="Kind regards,",
        bureau="the alliance office",
        why_title="Why you receive this letter",
        footer=(
            "Samenspel sent this letter automatically on behalf of the alliance office. "
            "Is something wrong? Please reply to this e-mail."
        ),
        stop="Would you rather not receive letters? Reply with ‘unsubscribe’; we will then no longer write to you.",
        stop_staff="Would you rather not receive these letters? Have it recorded in Samenspel who takes this over.",
    ),
}


def known_language(language: str) -> str:
    """Return the language a letter is written in for someone who asked for ``language``: ``en-GB`` reads ``en``."""
    short = language.replace("_", "-").partition("-")[0].strip().lower()
    return short if short in WORDS else DEFAULT


def in_language(text: str, language: str) -> str:
    """Return a label in the language of the letter it stands in; any other text comes back as it is.

    Many a letter is written once and read in two languages. A label may be followed by what it is about, such as a key.
    """
    if text in _BOTH:
        return chosen(_BOTH[text], language)
    for between in (": ", " "):
        label, found, about = text.rpartition(between)
        if found and label in _BOTH:
            return chosen(_BOTH[label], language) + between + in_language(about, language)
    return text
