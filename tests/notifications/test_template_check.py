"""A template that reaches further than its letter, or that would take forever, is refused before it becomes code."""

import re

import pytest
from jinja2 import DictLoader
from jinja2.exceptions import SecurityError

from notifications.render import ENVIRONMENT, TEMPLATES

REFUSED = {
    "{{ ''.__class__ }}": "attribute '__class__'",
    "{{ ''.__class__.__mro__ }}": "attribute '__mro__'",
    "{{ words._secret }}": "attribute '_secret'",
    "{{ alliance | attr('__class__') }}": "filter 'attr'",
    "{{ what | list }}": "filter 'list'",
    "{{ words | map(attribute='__class__') }}": "filter 'map'",
    "{{ alliance | replace('a', 'aaaaaaaaaa') }}": "filter 'replace'",
    "{{ alliance | center(10000000000) }}": "filter 'center'",
    "{% filter indent(10000000000) %}x{% endfilter %}": "filterblock",
    "{{ alliance is filter('attr') }}": "test 'filter'",
    "{% include '/etc/passwd' %}": "include",
    "{% include 'base.txt' %}": "include",
    "{% extends '/etc/passwd' %}": "a layout of its own",
    "{% extends alliance %}": "a layout of its own",
    "{% import '../words.py' as parts %}": "a file of its own",
    "{% from 'parts.txt' import listed %}": "fromimport",
    "{{ 'a' * 10 ** 10 }}": "mul",
    "{{ 9 ** 9 ** 9 }}": "pow",
    "{{ 1 + 1 }}": "add",
    "{{ '%1000000000d' % 1 }}": "mod",
    "{{ '{:1000000000}'.format(1) }}": "a call",
    "{{ range(10 ** 6) }}": "a call",
    "{% for n in range(1000000) %}{{ n }}{% endfor %}": "a call",
    "{{ lipsum(1000000) }}": "a call",
    "{{ cycler('a') }}": "a call",
    "{{ self.items() }}": "a call",
    "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}": "a call",
    "{{ what[0] }}": "getitem",
    "{{ {'a': 1} }}": "dict",
    "{% set a = 1 %}": "assign",
    "{% with a = 1 %}{{ a }}{% endwith %}": "with",
    "{% for a in what recursive %}{{ a }}{% endfor %}": "a loop within 2 others",
    "{% for a in x %}{% for b in x %}{% for c in x %}{{ c }}{% endfor %}{% endfor %}{% endfor %}": (
        "a loop within 2 others"
    ),
}


@pytest.mark.parametrize(("source", "what"), REFUSED.items(), ids=list(REFUSED))
def test_a_template_that_does_more_than_show_its_letter_is_refused(source: str, what: str) -> None:
    with pytest.raises(SecurityError) as refused:
        ENVIRONMENT.from_string(f"Geachte\n{source}")
    assert str(refused.value) == f"template of no name, line 2: {what} is not allowed in a letter"


def test_a_template_is_refused_when_it_is_loaded_and_named() -> None:
    stored = ENVIRONMENT.overlay(loader=DictLoader({"thanks/nl/body.txt": "{{ 9 ** 9 ** 9 }}"}))
    with pytest.raises(SecurityError, match=re.escape("template thanks/nl/body.txt, line 1: pow is not allowed")):
        stored.get_template("thanks/nl/body.txt")


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("{% if what | length == 2 and not alliance is none %}{{ alliance ~ '!' }}{% endif %}", "Zorg!"),
        ("{% for one in what %}{{ one }}{{ ';' if one >= 2 else ',' }}{% endfor %}", "1,2;"),
        ("{{ alliance | trim }}", "Zorg"),
        ("{% macro told() %}{{ caller() }}{% endmacro %}x", "x"),
    ],
)
def test_choosing_and_going_through_a_list_is_what_templates_may_do(source: str, written: str) -> None:
    assert ENVIRONMENT.from_string(source).render({"alliance": "Zorg", "what": [1, 2]}) == written


def test_every_template_that_is_there_is_one_that_may_be_used() -> None:
    names = [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file()]
    assert [ENVIRONMENT.get_template(name).name for name in names] == names
