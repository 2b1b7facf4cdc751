"""The foundation's staff: who may be named as the one who did something."""

import re
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from models.db import queries
from models.db.session import database
from models.db.tables import Staff
from models.method import actors
from models.method.errors import BadInput
from models.method.said import Said

_CODE = re.compile(r"[a-z][a-z0-9-]{0,30}")


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A member of staff in a list."""

    code: str
    name: str
    email: str
    role: str


def members() -> list[StaffLine]:
    """Return every member of staff, by code."""
    with database().read() as session:
        return [StaffLine(s.code, s.name, s.email, s.role) for s in queries.rows(session, Staff, order="code")]


def add(code: str, name: str, email: str, *, role: str = "") -> None:
    """Add a member of staff, who can be named as actor from then on."""
    if not _CODE.fullmatch(code):
        raise BadInput(
            "staff code {code!r} cannot be used; allowed: a letter, then letters, digits and hyphens", code=code
        )
    if not name.strip():
        raise BadInput("the name of a member of staff is empty")
    try:
        address = validate_email(email, check_deliverability=False).normalized
    except EmailNotValidError as problem:
        raise BadInput("{email!r} is no e-mail address: {problem}", email=email, problem=Said(str(problem))) from None
    with database().write() as session:
        if queries.first(session, Staff, code=code) is not None:
            raise BadInput("there is a member of staff {code!r} already; choose another code", code=code)
        session.add(Staff(code=code, name=name.strip(), email=address, role=role.strip()))


def actor(code: str) -> str:
    """Return the actor for a staff code; :class:`BadInput` names the known codes."""
    with database().read() as session:
        known = [s.code for s in queries.rows(session, Staff, order="code")]
    if code not in known:
        raise BadInput(
            "{code!r} is no member of staff; known: {known}", code=code, known=", ".join(known) or Said("nobody yet")
        )
    return actors.staff(code)
