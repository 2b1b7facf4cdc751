"""What people read instead of a code, in Dutch and in English: the one place that knows (R103).

The rules name their words by code. This module imports none of them, so that each of them may ask it.
"""

from collections.abc import Mapping
from enum import StrEnum

from models.method.labels_course import COURSE
from models.method.labels_decisions import CONSEQUENCES, DECISIONS
from models.method.labels_evaluation import EVALUATION
from models.method.labels_evidence import EVIDENCE
from models.method.labels_learning import LEARNING
from models.method.labels_mail import MAIL
from models.method.labels_parties import PARTIES
from models.method.labels_rounds import ROUNDS

#: The languages that people read, the first where nothing else is known.
LANGUAGES = ("nl", "en")

#: Every word there is, by the name of its enumeration and its code: Dutch and English.
WORDS: dict[str, dict[str, tuple[str, str]]] = {
    **COURSE,
    **DECISIONS,
    **LEARNING,
    **MAIL,
    **PARTIES,
    **ROUNDS,
    **EVIDENCE,
    **EVALUATION,
}

#: What a gate remarks on, by the kind of remark; ``{about}`` is a sector or an organisation.
REMARKS: dict[str, tuple[str, str]] = {
    "sector": ("nog niemand spreekt voor: {about}", "nobody speaks for: {about}"),
    "long_term": ("nog niet voor de lange termijn gecommitteerd: {about}", "not committed for the long term: {about}"),
    "mission": ("er is nog geen gezamenlijke missie vastgelegd", "no joint mission was recorded yet"),
    "story": (
        "er is nog geen gezamenlijk verhaal van de opgave vastgelegd",
        "no joint story of the task was recorded yet",
    ),
    "sponsor_group_chair": ("de sponsorgroep heeft nog geen voorzitter", "the sponsor group has no chair yet"),
    "project_team": ("er is nog geen projectteam", "there is no project team yet"),
}


#: What is asked in words of ours, by the kind of request; everything else is asked in the words of an alliance.
ASKED: dict[str, tuple[str, str]] = {
    "invitation": (
        "een gesprek over uw kijk op deze opgave en uw mogelijke rol",
        "a talk about your view of this task and your possible role",
    ),
    "round": ("uw kijk op de samenwerking", "your view of the collaboration"),
}


def chosen(both: tuple[str, str], language: str) -> str:
    """Return the words of ``language``; whatever is not English is Dutch."""
    return both[1] if language == "en" else both[0]


def word(kind: str, code: str, language: str = "nl") -> str:
    """Return what people read for ``code`` of an enumeration; a code without a label speaks for itself."""
    both = WORDS.get(kind, {}).get(code)
    return chosen(both, language) if both else code.replace("_", " ")


def label(member: StrEnum, language: str = "nl") -> str:
    """Return what people read for ``member``."""
    return word(type(member).__name__, member.value, language)


def deliverable(code: str, language: str = "nl") -> str:
    """Return the name of a deliverable, as it stands on its cover."""
    return word("Deliverable", code, language)


def letter(kind: str, language: str = "nl") -> str:
    """Return what kind of letter it is, in a list."""
    return word("Letter", kind, language)


def asking(kind: StrEnum, language: str = "nl") -> str:
    """Return what is asked by a request of a kind for which we have words of our own."""
    return chosen(ASKED[kind.value], language)


def consequence(outcome: StrEnum, language: str = "nl") -> str:
    """Return what an answer to a decision leads to."""
    return chosen(CONSEQUENCES[outcome.value], language)


def waiting(kind: StrEnum, subject: str, language: str = "nl") -> str:
    """Return what a gate waits for: the deliverable itself, or the kind of wait with its key or side."""
    if kind.value == "agreement" and subject:
        return f"{label(kind, language)}: {word('Side', subject, language)}"
    named = WORDS["Deliverable"].get(subject) if kind.value == "deliverable" else None
    return chosen(named, language) if named else f"{label(kind, language)} {subject}".rstrip()


def remark(code: str, language: str = "nl", names: Mapping[str, str] | None = None) -> str:
    """Return a remark of a gate as a person reads it; ``names`` are organisations by their key."""
    kind, _, about = code.partition(":")
    if kind not in REMARKS:
        return code
    told = word("Sector", about, language) if kind == "sector" else (names or {}).get(about, about)
    return chosen(REMARKS[kind], language).replace("{about}", told)
