"""The sentence that explains a result: what held, what did not, and where that leads."""

from collections.abc import Iterable, Mapping

from models.method.evaluation.explained_words import AND, BECAUSE, FACTS, LEADS_TO, NOT_KNOWN, SIDE, VETO, Both
from models.method.evaluation.results import Link, LinkName, LinkState, Result
from models.method.evaluation.words import Verdict
from models.method.labels import chosen, label

#: Impact comes late: that it is not known yet is no news.
_TOLD_WHEN_UNKNOWN = frozenset(LinkName) - {LinkName.IMPACT}


def explained(result: Result, language: str = "nl", nodes: Mapping[str, str] | None = None) -> str:
    """Return why a result proposes what it does, in Dutch or English: the figures of the links, the cause, the way.

    ``nodes`` are the titles of the nodes of the theory of change by their key; outcomes without a title are not named.
    """
    diagnosis = result.diagnosis
    because = _filled(
        BECAUSE[diagnosis.failure, diagnosis.root],
        language,
        outcomes=_named(result, nodes or {}, language),
    )
    leads = _filled(
        LEADS_TO[diagnosis.advice],
        language,
        phase=f"{diagnosis.phase.number}, {label(diagnosis.phase, language)}",
    )
    sides = _sides(diagnosis.side_findings, language)
    facts = ", ".join(_facts(result, language))
    return " ".join(part for part in (_capital(f"{facts}: {because}."), leads, sides) if part)


def _facts(result: Result, language: str) -> Iterable[str]:
    known = [link for link in result.chain if link.state is not LinkState.UNKNOWN]
    for link in known:
        yield _fact(link, language)
    unknown = [label(one.name, language) for one in result.chain if one not in known and one.name in _TOLD_WHEN_UNKNOWN]
    if unknown:
        yield _filled(NOT_KNOWN, language, links=_listed(unknown, language))


def _fact(link: Link, language: str) -> str:
    together = link.together
    figure = "" if together is None or together.score is None else f" ({_figure(together.score, language)})"
    veto = VETO.get(together.reason) if together else None
    return chosen(FACTS[link.name, link.state], language) + figure + (chosen(veto, language) if veto else "")


def _named(result: Result, nodes: Mapping[str, str], language: str) -> str:
    failed = [
        nodes[one.node].rstrip(".") for one in result.outcomes if _failed(one.together.verdict) and one.node in nodes
    ]
    return f" ({_listed(failed, language)})" if failed else ""


def _failed(verdict: Verdict) -> bool:
    return verdict is Verdict.INSUFFICIENT


def _sides(links: Iterable[LinkName], language: str) -> str:
    names = [label(name, language) for name in links]
    return _filled(SIDE, language, links=_listed(names, language)) if names else ""


def _listed(names: list[str], language: str) -> str:
    *others, last = names
    return f"{', '.join(others)} {chosen(AND, language)} {last}" if others else last


def _filled(both: Both, language: str, **values: str) -> str:
    return chosen(both, language).format_map(values)


def _figure(score: float, language: str) -> str:
    """Return a score in two decimals, cut off: what missed the threshold must not seem to reach it."""
    said = f"{int(score * 100 + 1e-6) / 100:.2f}"
    return said if language == "en" else said.replace(".", ",")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
