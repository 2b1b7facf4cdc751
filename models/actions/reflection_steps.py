"""What a phase run does about the collaboration: it opens the reflection, asks the partners, and closes it (R87)."""

from models.actions import inviting, reflecting, round_rows, rounds
from models.actions.frame import act
from models.method import actors
from models.method.evaluation.words import Verdict
from models.method.phases import Here
from models.method.rounds import RoundKind, RoundPurpose


def open_when_due(here: Here) -> int | None:
    """Open the round on the collaboration of this cycle when there is none yet; return its number."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        if not reflecting.is_wanted(a):
            return None
        number = rounds.open_within(a, RoundKind.INFORMATIVE, RoundPurpose.COLLABORATION)
        if number is not None:
            row = round_rows.find(a.session, a.alliance, number)
            row.prepared_by = row.approved_by = a.by
        return number


def ask_the_partners(here: Here) -> int:
    """Ask whoever the open round was not put to yet; return how many requests went out."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        row = round_rows.open_one(a.session, a.alliance)
        if row is None:
            return 0
        return inviting.begin(a, row) if row.questions is None else inviting.ask_chosen(a, row)


def close_when_complete(here: Here) -> Verdict | None:
    """Close the round when everybody was heard or its time is up; return its verdict then, else ``None``."""
    with act(here.alliance, by=actors.flow(here.phase), at=here) as a:
        said = reflecting.close_if_complete(a)
        return said.verdict if said is not None else None
