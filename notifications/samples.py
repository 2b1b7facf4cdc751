"""One sample of every letter, with data as an alliance for more teachers would have it: for previews and for tests."""

from models.method.letters import LETTERS, Letter
from notifications.sample_asking import ASKING
from notifications.sample_faults import ABOUT_FAULTS
from notifications.sample_staff import TO_STAFF
from notifications.sample_telling import TELLING

#: To whom the samples are written: a person, but for what goes to the shared mailbox of an organisation.
RECIPIENT = "Jan de Vries"
TO_MAILBOX = {"escalation": "Hogeschool Voorbeeld"}


def samples() -> dict[str, Letter]:
    """Return a sample of every letter, by kind, in the order in which the method lists them."""
    known = {letter.kind: letter for letter in (*ASKING, *TELLING, *TO_STAFF, *ABOUT_FAULTS)}
    return {kind: known[kind] for kind in LETTERS}
