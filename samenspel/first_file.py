"""The first file of an alliance: complete as it stands, with a word about what can be added."""

from pydantic import TypeAdapter, ValidationError

from models.method.definition_types import Slug
from models.method.errors import BadInput

_NL = """\
# Het begin van een alliantie. Dit bestand klopt zoals het er staat: pas de woorden aan en voeg toe wat u al weet.
# De sleutels zijn Engels, de inhoud is van u. Alles achter een # is uitleg of een voorbeeld.

slug: {slug}
name: {name}
language: nl

task:
  title: De maatschappelijke opgave in één zin
  # description: Wat er aan de hand is, en voor wie.
  # urgency: Waarom het niet kan wachten.

# Wie bij de stichting deze alliantie begeleidt; met de code tekent u voor wat u doet (--by {code}).
facilitator: {code}
staff:
  - code: {code}
    name: Uw naam
    email: u@example.org

# Wie er een rol speelt. sector: government, citizens, business, philanthropy, knowledge of other.
organisations:
  - key: gemeente
    name: De gemeente
    sector: government

# Wie u mag schrijven, en op welke grond: consent, existing_relation, published_for_this_purpose, replied,
# introduced_by.
# contacts:
#   - key: contactpersoon
#     organisation: gemeente
#     name: Naam van de contactpersoon
#     email: naam@gemeente.example
#     basis:
#       kind: existing_relation
#       source: eerder overleg
#       date: 2026-01-31

# Is een alliantie nodig? Elke vraag krijgt in fase 1 een score van 0 tot 5.
need_framework:
  criteria:
    - key: urgentie
      text: Is de opgave urgent, en vinden meer partijen dat?
      weight: 0.5
    - key: samen
      text: Is samenwerking nodig om verder te komen?
      weight: 0.5
  threshold: 0.6

# Waaraan u ziet of het helpt; direction: increase, decrease of maintain.
# indicators:
#   - key: bereik
#     title: Mensen die worden bereikt
#     measure: number
#     direction: increase
#     accumulation: level
#     baseline: {{value: 0}}
#     target: {{value: 100}}

# Wanneer de impact wordt gemeten, hier elk kwartaal op de eerste dag om negen uur.
# evaluation:
#   rrule: FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0
"""

_EN = """\
# The beginning of an alliance. This file is right as it stands: change the words and add what you know.
# Everything behind a # is an explanation or an example.

slug: {slug}
name: {name}
language: en

task:
  title: The societal task in one sentence
  # description: What is going on, and for whom.
  # urgency: Why it cannot wait.

# Who of the foundation leads this alliance; with the code you sign for what you do (--by {code}).
facilitator: {code}
staff:
  - code: {code}
    name: Your name
    email: you@example.org

# Who plays a part. sector: government, citizens, business, philanthropy, knowledge or other.
organisations:
  - key: municipality
    name: The municipality
    sector: government

# Whom you may write to, and on which ground: consent, existing_relation, published_for_this_purpose, replied,
# introduced_by.
# contacts:
#   - key: contact
#     organisation: municipality
#     name: Name of the contact
#     email: name@municipality.example
#     basis:
#       kind: existing_relation
#       source: earlier talks
#       date: 2026-01-31

# Is an alliance needed? Every question is scored in phase 1, from 0 to 5.
need_framework:
  criteria:
    - key: urgency
      text: Is the task urgent, and do several parties think so?
      weight: 0.5
    - key: together
      text: Does it take working together to get any further?
      weight: 0.5
  threshold: 0.6

# By what you see whether it helps; direction: increase, decrease or maintain.
# indicators:
#   - key: reach
#     title: People who are reached
#     measure: number
#     direction: increase
#     accumulation: level
#     baseline: {{value: 0}}
#     target: {{value: 100}}

# When the impact is measured, here every quarter on the first day at nine.
# evaluation:
#   rrule: FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0
"""

_TEXTS = {"nl": _NL, "en": _EN}


def first_file(slug: str, name: str, language: str, *, code: str = "hz") -> str:
    """Return the text of a first file; :class:`BadInput` when ``slug`` cannot be one."""
    try:
        TypeAdapter(Slug).validate_python(slug)
    except ValidationError as wrong:
        raise BadInput(
            "slug: {problem}; it is taken from the name of the file", problem=wrong.errors()[0]["ctx"]["error"].args[0]
        ) from None
    return _TEXTS[language].format(slug=slug, name=_quoted(name), code=code)


def _quoted(name: str) -> str:
    """Return a name between quotes, so that no sign in it means anything to YAML."""
    return '"' + " ".join(name.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'
