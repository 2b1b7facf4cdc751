"""What stands beside the figures in a report and its pictures, in Dutch and in English."""

from models.method.labels import chosen

_WORDS: dict[str, tuple[str, str]] = {
    # In the pictures.
    "baseline": ("begin", "baseline"),
    "target": ("doel", "target"),
    "expected": ("verwachte weg", "expected road"),
    "measured": ("gemeten", "measured"),
    "added_up": ("gemeten, opgeteld", "measured, added up"),
    "doubted": ("gemeten, telt nog niet", "measured, does not count yet"),
    "unmeasured": ("nog niet gemeten", "not measured yet"),
    "interval": ("onzekerheid", "uncertainty"),
    "former": ("eerder vastgelegd", "locked earlier"),
    "on": ("bekeken", "looked at"),
    "chain": ("Resultatenketen", "Results chain"),
    "root_here": ("hier breekt het", "it breaks here"),
    "theory": ("Verandertheorie", "Theory of change"),
    "refuted_assumption": ("Weerlegde aanname: {layer}.", "Refuted assumption: {layer}."),
    # The headings of the report.
    "report": ("Evaluatie", "Evaluation"),
    "round": ("ronde {round}, cyclus {cycle}", "round {round}, cycle {cycle}"),
    "illustrative": ("Verzonnen voorbeeld", "Invented example"),
    "verdict": ("Oordeel", "Verdict"),
    "indicators": ("Cijfers", "Figures"),
    "pictures": ("De weg van elk cijfer", "The road of each figure"),
    "evidence": ("Waar de cijfers vandaan komen", "Where the figures come from"),
    "arithmetic": ("Hoe het is uitgerekend", "How it was calculated"),
    "collaboration": ("Hoe de partners samenwerken", "How the partners work together"),
    "contribution": ("Komt het door de alliantie?", "Is it the work of the alliance?"),
    "framework": ("Waarop is beoordeeld", "What it was judged by"),
    "tasks": ("Wat nog moet worden uitgezocht", "What is still to be found out"),
    "decision": ("Besluit", "Decision"),
    "history": ("Eerdere rondes", "Earlier rounds"),
    # The heads of the tables.
    "indicator": ("cijfer", "figure"),
    "value": ("gemeten", "measured"),
    "day": ("dag", "day"),
    "expected_now": ("nu verwacht", "expected now"),
    "attainment": ("afgelegd", "covered"),
    "ratio": ("t.o.v. verwacht", "of expected"),
    "weight": ("gewicht", "weight"),
    "why": ("waarom", "why"),
    "source": ("bron", "source"),
    "by": ("vastgelegd door", "recorded by"),
    "node": ("resultaat", "result"),
    "known": ("bekend gewicht", "weight known"),
    "score": ("score", "score"),
    "bounds": ("tussen", "between"),
    "calculation": ("berekening", "calculation"),
    "group": ("groep", "group"),
    "partners": ("partners", "partners"),
    "target_group": ("doelgroep", "target group"),
    "mean": ("gemiddelde", "mean"),
    "task": ("taak", "task"),
    "about": ("waarover", "about"),
    "owner": ("van wie", "whose"),
    "due": ("uiterlijk", "by"),
    "number": ("ronde", "round"),
    "cycle": ("cyclus", "cycle"),
    "kind": ("soort", "kind"),
    "closed": ("gesloten", "closed"),
    "version": ("versie", "version"),
    "made": ("vastgelegd", "locked"),
    "reason": ("reden", "reason"),
    "series": ("vergeleken met", "compared with"),
    "rivals": ("andere verklaringen", "other explanations"),
    "road": ("van → naar", "from → to"),
    "critical": ("kritiek", "critical"),
    "verdict_is": ("oordeel", "verdict"),
    "elsewhere": ("daar: toen → nu", "there: then → now"),
    "net": ("wat overblijft", "what is left"),
    "contribution_is": ("bijdrage", "contribution"),
    "results": ("Resultaten", "Results"),
    "no_node": ("zonder plaats in de verandertheorie", "without a place in the theory of change"),
    # Sentences.
    "no_verdict": (
        "Deze ronde is nog niet gesloten. Dit zijn de cijfers zoals ze nu bekend zijn, zonder oordeel.",
        "This round is not closed yet. These are the figures as they are known now, without a verdict.",
    ),
    "beside": ("Daarnaast te doen: {actions}.", "To be done as well: {actions}."),
    "none_closed": (
        "Er is nog geen ronde gesloten. Dit zijn de cijfers zoals ze nu bekend zijn, zonder oordeel.",
        "No round has been closed yet. These are the figures as they are known now, without a verdict.",
    ),
    "open_round": (
        "Ronde {round} is open en sluit uiterlijk op {day}.",
        "Round {round} is open and closes on {day} at the latest.",
    ),
    "older_engine": (
        "Deze ronde is beoordeeld met versie {version} van de rekenregels; wat die nog niet vastlegde, ontbreekt hier.",
        "This round was judged by version {version} of the rules; what those did not keep yet is missing here.",
    ),
    "threshold": (
        "Voldoende is het vanaf {threshold} van wat nu mocht worden verwacht.",
        "It is sufficient from {threshold} of what could be expected by now.",
    ),
    "reached": (
        "Gewogen samen {score}, tussen {low} en {high}",
        "Weighed together {score}, between {low} and {high}",
    ),
    "reached_only": ("Gewogen samen {score}", "Weighed together {score}"),
    "opened_with": (
        "De ronde is geopend met versie {before} en beoordeeld met versie {after}.",
        "The round was opened with version {before} and judged by version {after}.",
    ),
    "judgement": ("niveau {level}, bewijs {evidence}", "level {level}, evidence {evidence}"),
    "judged_by": (
        "Beoordeeld met versie {after}, vastgelegd voordat er werd gemeten.",
        "Judged by version {after}, locked before anything was measured.",
    ),
    "changed_since": (
        "Sindsdien is dit gewijzigd:",
        "Since then this was changed:",
    ),
    "answered": (
        "{answered} van {invited} organisaties antwoordden; gemiddeld {mean} van 100%.",
        "{answered} of {invited} organisations answered; {mean} of 100% on average.",
    ),
    "answered_only": (
        "{answered} van {invited} organisaties antwoordden.",
        "{answered} of {invited} organisations answered.",
    ),
    "withheld": ("niet getoond, te weinig antwoorden", "not shown, too few answers"),
    "decided": (
        "{outcome}, op {day} vastgelegd door {by}: {reason}",
        "{outcome}, recorded on {day} by {by}: {reason}",
    ),
    "undecided": (
        "Er wacht een besluit, uiterlijk op {day}. Voorstel: {outcome}.",
        "A decision waits, until {day} at the latest. Proposal: {outcome}.",
    ),
    "next_on": ("Opnieuw meten heeft zin vanaf {day}.", "It makes sense to measure again from {day}."),
    "gain": (
        "Van {gross} verandering blijft {net} over na wat ook elders gebeurde.",
        "Of a change of {gross}, {net} is left after what happened elsewhere as well.",
    ),
    "footer": (
        "Gegevens {sha256} · rekenregels versie {engine} · ronde {round} van {slug}",
        "Data {sha256} · rules version {engine} · round {round} of {slug}",
    ),
    "footer_open": ("{slug}, nog geen gesloten ronde", "{slug}, no closed round yet"),
    "page": ("bladzijde", "page"),
    "of": ("van", "of"),
}


def say(key: str, language: str, **values: object) -> str:
    """Return the words for ``key`` in a language, with their places filled."""
    told = chosen(_WORDS[key], language)
    return told.format_map(values) if values else told


def keys() -> frozenset[str]:
    """Return every key that there are words for."""
    return frozenset(_WORDS)
