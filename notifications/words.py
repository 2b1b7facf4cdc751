"""The fixed words that every letter shares, once per language; a row here and a folder per letter make a language."""

from dataclasses import dataclass

#: What an unknown language falls back to.
DEFAULT = "nl"


@dataclass(frozen=True, slots=True)
class Words:
    """One language: how it writes dates (``locale``) and the words around a letter's own text."""

    locale: str
    salutation: str
    nameless: str
    by: str
    no_date: str
    how_title: str
    how: str
    thanks: str
    regards: str
    bureau: str
    why_title: str
    footer: str


WORDS: dict[str, Words] = {
    "nl": Words(
        locale="nl_NL",
        salutation="Geachte",
        nameless="heer of mevrouw",
        by="uiterlijk",
        no_date="geen vaste datum; graag zodra het u schikt",
        how_title="Hoe u antwoordt",
        how="Beantwoord deze e-mail. Uw antwoord komt aan bij het alliantiebureau.",
        thanks="Bedankt voor uw bijdrage!",
        regards="Met vriendelijke groet,",
        bureau="het alliantiebureau",
        why_title="Waarom u deze brief ontvangt",
        footer=(
            "Samenspel heeft deze brief automatisch verstuurd namens het alliantiebureau. "
            "Klopt er iets niet, of wilt u geen brieven meer ontvangen? Beantwoord dan deze e-mail."
        ),
    ),
    "en": Words(
        locale="en_GB",
        salutation="Dear",
        nameless="Sir or Madam",
        by="by",
        no_date="no fixed date; whenever it suits you",
        how_title="How to answer",
        how="Reply to this e-mail. Your answer reaches the alliance office.",
        thanks="Thank you for your contribution!",
        regards="Kind regards,",
        bureau="the alliance office",
        why_title="Why you receive this letter",
        footer=(
            "Samenspel sent this letter automatically on behalf of the alliance office. "
            "Is something wrong, or would you rather not receive letters? Please reply to this e-mail."
        ),
    ),
}


def known_language(language: str) -> str:
    """Return the language a letter is written in for someone who asked for ``language``: ``en-GB`` reads ``en``."""
    short = language.replace("_", "-").partition("-")[0].strip().lower()
    return short if short in WORDS else DEFAULT
