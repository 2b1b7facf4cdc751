"""The words for what people decide, what it leads to, and what a next cycle takes along."""

#: Per kind of word: its code, then Dutch and English.
DECISIONS: dict[str, dict[str, tuple[str, str]]] = {
    "DecisionKind": {
        "verdict": ("evaluatie", "evaluation"),
        "gate": ("poort", "gate"),
        "handover": ("overdracht", "hand-over"),
        "fault": ("systeemfout", "system fault"),
    },
    "DecisionState": {
        "open": ("open", "open"),
        "answered": ("beantwoord", "answered"),
        "cancelled": ("vervallen", "cancelled"),
    },
    "Outcome": {
        "go_back": ("terug naar een eerdere fase", "back to an earlier phase"),
        "secure_anyway": ("toch borgen", "secure anyway"),
        "measure_again": ("opnieuw meten", "measure again"),
        "stop": ("stoppen", "stop"),
        "go": ("go", "go"),
        "no_go": ("no-go", "no-go"),
        "pass_with_missing": ("door met open punten", "pass with something open"),
        "wait": ("wachten", "wait"),
        "own_organisation": ("zelfstandige organisatie", "organisation of its own"),
        "existing_organisation": ("bestaande organisatie", "existing organisation"),
        "follow_up": ("opnieuw teruggeven", "return it again"),
        "close": ("afsluiten", "close"),
    },
    "GoBackTo": {
        "not_applicable": ("niet van toepassing", "not applicable"),
        "explore": ("Verkennen", "Explore"),
        "form_alliance": ("Alliantie vormen", "Form the alliance"),
        "co_create": ("Co-creatie", "Co-create"),
        "implement": ("Implementatie", "Implement"),
    },
    "Carry": {
        "keep": ("houden", "keep"),
        "reopen": ("heropenen", "reopen"),
        "replace": ("vervangen", "replace"),
    },
    "CarryCommitments": {
        "keep": ("houden", "keep"),
        "ask_again": ("opnieuw vragen", "ask again"),
        "end": ("beëindigen", "end"),
    },
    "Carried": {
        "deliverable": ("product", "deliverable"),
        "commitment": ("toezegging", "commitment"),
        "commitments": ("alle toezeggingen", "all commitments"),
        "target": ("streefwaarde", "target"),
        "node": ("stap van de verandertheorie", "node of the theory of change"),
        "partner": ("partner", "partner"),
        "solution": ("oplossing", "solution"),
        "lesson": ("les", "lesson"),
    },
    "PartnerMove": {
        "joins": ("komt erbij", "joins"),
        "leaves": ("gaat weg", "leaves"),
        "changes": ("krijgt een andere rol", "gets another part"),
    },
    "Effect": {
        "keeps": ("houdt", "keeps"),
        "reopens": ("heropent", "opens again"),
        "replaces": ("vervangt", "replaces"),
        "asks_again": ("vraagt opnieuw", "asks for again"),
        "ends": ("beëindigt", "ends"),
        "measures_on": ("meet opnieuw vanaf", "measures again from"),
        "finds_out": ("zoekt uit", "finds out"),
        "leaves_unproven": ("laat onbewezen", "leaves unproven"),
    },
    "StopOffered": {
        "loops": ("er is al vijf keer of vaker teruggegaan", "the alliance went back five times or more"),
        "no_gain": (
            "twee keer achter elkaar teruggaan naar dezelfde fase leverde nauwelijks iets op",
            "going back to the same phase twice in a row gained next to nothing",
        ),
    },
}

#: What each answer leads to, by the code of the outcome.
CONSEQUENCES: dict[str, tuple[str, str]] = {
    "go_back": (
        "Een nieuwe cyclus begint bij de gekozen fase; wat meegaat staat in het plan.",
        "A new cycle begins at the chosen phase; the plan says what goes along.",
    ),
    "secure_anyway": (
        "De poort van fase 5 gaat open zodra alles is geaccepteerd; het oordeel blijft staan.",
        "The gate of phase 5 opens once everything is accepted; the verdict stays on record.",
    ),
    "measure_again": (
        "Er komt een nieuwe evaluatieronde in deze cyclus.",
        "A new evaluation round opens in this cycle.",
    ),
    "stop": (
        "De alliantie gaat naar fase 6, deelt haar inzichten en wordt beëindigd.",
        "The alliance goes to phase 6, shares its insights and ends.",
    ),
    "go": (
        "De alliantie is nodig; de poort van fase 1 wacht alleen nog op de producten.",
        "The alliance is needed; the gate of phase 1 waits for the deliverables alone.",
    ),
    "no_go": ("De alliantie is niet nodig en eindigt hier.", "The alliance is not needed and ends here."),
    "pass_with_missing": (
        "De volgende fase begint; wat ontbreekt blijft voor altijd vermeld.",
        "The next phase begins; what is missing stays on record for ever.",
    ),
    "wait": (
        "De fase loopt door; na dezelfde termijn wordt dit opnieuw gevraagd.",
        "The phase goes on; after the same time this is asked again.",
    ),
    "own_organisation": (
        "De oplossing gaat naar een zelfstandige organisatie.",
        "The solution goes to an organisation of its own.",
    ),
    "existing_organisation": (
        "De oplossing gaat naar een bestaande organisatie.",
        "The solution goes to an existing organisation.",
    ),
    "follow_up": (
        "De systeemfout wordt opnieuw aan de eigenaar teruggegeven.",
        "The system fault is returned to its owner again.",
    ),
    "close": (
        "De systeemfout wordt afgesloten; wat erover bekend is blijft staan.",
        "The system fault is closed; what is known of it stays on record.",
    ),
}
