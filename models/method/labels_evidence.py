"""The words for what must be found out before anything can be said, and for how far that is."""

#: Per kind of word: its code, then Dutch and English.
EVIDENCE: dict[str, dict[str, tuple[str, str]]] = {
    "EvidenceTaskKind": {
        "collect_value": ("cijfer ophalen", "collect the figure"),
        "confirm_zero": ("nul bevestigen", "confirm the zero"),
        "correct_value": ("cijfer corrigeren", "correct the figure"),
        "settle_direction": ("gewenste richting vaststellen", "settle the direction"),
        "set_baseline": ("nulmeting vaststellen", "set the baseline"),
        "set_target": ("streefwaarde vaststellen", "set the target"),
        "set_dates": ("begin- en einddatum vaststellen", "set the first and the last day"),
        "settle_accumulation": ("vaststellen hoe cijfers optellen", "settle how figures add up"),
        "set_weights": ("gewichten vaststellen", "set the weights"),
        "enlarge_sample": ("steekproef vergroten", "enlarge the sample"),
        "find_raters": ("meer beoordelaars vinden", "find more raters"),
        "reach_quorum": ("meer antwoorden verzamelen", "gather more answers"),
        "wait": ("later opnieuw meten", "measure again later"),
        "measure_link": ("schakel meten", "measure the link"),
        "test_assumption": ("aanname toetsen", "test the assumption"),
        "explain_success": ("succes verklaren", "explain the success"),
        "stop_harm": ("met de sponsorgroep de schade stoppen", "stop the harm with the sponsor group"),
    },
    "EvidenceTaskState": {
        "open": ("open", "open"),
        "done": ("gedaan", "done"),
        "lapsed": ("vervallen", "lapsed"),
    },
}
