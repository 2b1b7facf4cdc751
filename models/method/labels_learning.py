"""The words for what is learned, given back and secured."""

#: Per kind of word: its code, then Dutch and English.
LEARNING: dict[str, dict[str, tuple[str, str]]] = {
    "LessonState": {
        "collected": ("opgehaald", "collected"),
        "checked": ("getoetst", "checked"),
        "identified": ("vastgesteld", "identified"),
        "applied": ("toegepast", "applied"),
        "validated": ("bevestigd", "validated"),
        "rejected": ("niet overgenomen", "rejected"),
    },
    "Judgement": {
        "keep": ("doen", "keep doing"),
        "watch": ("let op", "watch"),
        "avoid": ("laten", "avoid"),
    },
    "LessonSource": {
        "by_hand": ("vastgelegd", "recorded by hand"),
        "round": ("evaluatieronde", "evaluation round"),
        "decision": ("besluit", "decision"),
        "session": ("bijeenkomst", "session"),
        "interview": ("gesprek", "interview"),
    },
    "LessonAnswer": {
        "applied": ("toegepast", "applied"),
        "not_applicable": ("niet van toepassing", "not applicable"),
        "later": ("later", "later"),
    },
    "FaultState": {
        "recorded": ("vastgelegd", "recorded"),
        "returned": ("teruggegeven", "returned"),
        "answered": ("beantwoord", "answered"),
        "closed": ("afgesloten", "closed"),
    },
    "Element": {
        "law": ("wet of regel", "law or rule"),
        "funding": ("bekostiging", "funding"),
        "data": ("gegevens en ICT", "data and IT"),
        "handover": ("overdracht tussen organisaties", "hand-over between organisations"),
        "norm": ("beroepsnorm", "professional norm"),
        "market": ("prikkel van de markt", "market incentive"),
        "culture": ("cultuur", "culture"),
    },
    "Scale": {
        "local": ("lokaal", "local"),
        "regional": ("regionaal", "regional"),
        "national": ("landelijk", "national"),
        "european": ("Europees", "European"),
    },
    "FaultAnswer": {
        "accepted": ("overgenomen", "accepted"),
        "partly": ("deels overgenomen", "partly accepted"),
        "refused": ("afgewezen", "refused"),
        "silence": ("geen antwoord", "no answer"),
    },
    "Adoption": {
        "negligible": ("nauwelijks", "negligible"),
        "moderate": ("enigszins", "moderate"),
        "substantial": ("grotendeels", "substantial"),
        "high": ("bijna geheel", "high"),
        "complete": ("geheel", "complete"),
    },
    "RecommendationState": {
        "open": ("open", "open"),
        "accepted": ("overgenomen", "accepted"),
        "partly_accepted": ("deels overgenomen", "partly accepted"),
        "rejected": ("niet overgenomen", "rejected"),
        "done": ("uitgevoerd", "done"),
    },
    "ImprovementState": {
        "proposed": ("voorgesteld", "proposed"),
        "open": ("open", "open"),
        "done": ("gedaan", "done"),
        "dropped": ("vervallen", "dropped"),
    },
    "Route": {
        "own_organisation": ("zelfstandige organisatie", "organisation of its own"),
        "existing_organisation": ("bestaande organisatie", "existing organisation"),
        "stop": ("stoppen", "stop"),
    },
    "HandoverKind": {
        "ownership": ("eigenaarschap", "ownership"),
        "money": ("geld", "money"),
        "people": ("mensen", "people"),
        "data": ("gegevens", "data"),
        "contracts": ("contracten", "contracts"),
        "knowledge": ("kennis", "knowledge"),
        "support": ("beheer en ondersteuning", "support"),
        "open_commitments": ("lopende toezeggingen", "open commitments"),
    },
    "Finding": {
        "holds": ("de impact houdt stand", "the impact holds"),
        "weakened": ("de impact is afgenomen", "the impact has weakened"),
        "lost": ("de impact is verdwenen", "the impact is lost"),
    },
}
