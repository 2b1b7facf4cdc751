"""What may stand in one field of an alliance's file, as the regular expressions of JSON Schema.

The reader uses the plain ones as they are. For texts it looks at every sign, and says more than an expression can; the
ones here are for editors, and let through what they cannot judge: a text that is too long, marks upon marks, and
invisible signs beyond U+FFFF, which some editors see as two.
"""

from typing import Any

#: One line of text holds at most so many signs.
LINE_LENGTH = 300

SLUG = "[a-z][a-z0-9-]{1,47}"
KEY = "[a-z][a-z0-9_-]{0,79}"
DAY = "(?:20[0-9]{2}|2100)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"

#: Control signs, invisible signs that turn the reading direction and line separators, without the two joiners.
CONTROL = r"\u0000-\u001f\u007f-\u009f\u2028\u2029"
INVISIBLE = (
    r"\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    r"\u2066-\u206f\ufeff\ufff9-\ufffb"
)

#: The control signs again, but for the tab and the line feed; and the spaces that may stand within a text.
_CONTROL_IN_TEXT = r"\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029"
_SPACES = r" \t\n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"

_LINE = f" *[^{CONTROL}{INVISIBLE}]{{0,{LINE_LENGTH}}} *$"
_TEXT = rf"(?:[^{_CONTROL_IN_TEXT}{INVISIBLE}\s]+[{_SPACES}]*)*\s*$"


def _matching(pattern: str, allowed: str, **more: Any) -> dict[str, Any]:
    # Editors show what is allowed in place of a pattern that nobody can read.
    return {"type": "string", **more, "pattern": pattern, "patternErrorMessage": f"allowed: {allowed}"}


SLUG_SCHEMA = _matching(f"^{SLUG}$", "2 to 48 lower-case letters, digits and hyphens, a letter first")
KEY_SCHEMA = _matching(f"^{KEY}$", "1 to 80 lower-case letters, digits, hyphens and underscores, a letter first")
LINE_SCHEMA = _matching(rf"^(?=\s*\S){_LINE}", f"one line of text, at most {LINE_LENGTH} characters")
OPTIONAL_LINE_SCHEMA = _matching(f"^{_LINE}", f"one line of text, at most {LINE_LENGTH} characters")
TEXT_SCHEMA = _matching(rf"^\s*(?=\S){_TEXT}", "a text without control signs")
OPTIONAL_TEXT_SCHEMA = _matching(rf"^\s*{_TEXT}", "a text without control signs")
ADDRESS_SCHEMA = _matching(
    r"^\s*[^\s@]+@[^\s@]+[.\u3002\uff0e\uff61][^\s@]+\s*$", "an address like name@example.org", format="idn-email"
)
DAY_SCHEMA = _matching(f"^{DAY}$", "a date like 2026-03-01, from 2000-01-01 to 2100-12-31", format="date")
CLOCK_SCHEMA = _matching(f"^{CLOCK}$", "a time of the day like 09:00")
LOCAL_MOMENT_SCHEMA = _matching(f"^{DAY}[ T]{CLOCK}$", "a day and a time like 2027-01-11 09:00")
RULE_SCHEMA = _matching(
    r"^\s*(?:DTSTART:(?:20[0-9]{2}|2100)[0-9]{4}(?:T[0-9]{6})?\n)?(?:RRULE:)?"
    r"(?=(?:[^\n]*;)?FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|\s*$))"
    r"(?![^\n]*BY(?:HOUR|MINUTE|SECOND)=[^;\n]*,)[A-Z]+=[^\na-z]*\s*$",
    "a rule like FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
    maxLength=500,
)
