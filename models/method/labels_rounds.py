"""The words for rounds: what they are about, who answers them, and what a collaboration is made of."""

#: Per kind of word: its code, then Dutch and English. The Dutch terms are the booklet's (R20-R25).
ROUNDS: dict[str, dict[str, tuple[str, str]]] = {
    "RoundPurpose": {
        "impact": ("impact", "impact"),
        "collaboration": ("samenwerking", "collaboration"),
        "both": ("impact en samenwerking", "impact and collaboration"),
    },
    "RoundState": {
        "prepared": ("voorbereid", "prepared"),
        "approved": ("goedgekeurd", "approved"),
        "open": ("open", "open"),
        "closed": ("gesloten", "closed"),
        "reviewed": ("besproken", "reviewed"),
        "published": ("gedeeld", "published"),
        "cancelled": ("vervallen", "cancelled"),
    },
    "RespondentState": {
        "chosen": ("gekozen", "chosen"),
        "invited": ("gevraagd", "asked"),
        "answered": ("heeft geantwoord", "answered"),
        "declined": ("doet niet mee", "declined"),
    },
    "Theme": {
        "open_mind": ("open mind: de gezamenlijke opgave voorop", "open mind: the joint task first"),
        "open_heart": ("open heart: werkelijk luisteren", "open heart: really listening"),
        "open_will": ("open will: vertrouwen en delen", "open will: trusting and sharing"),
        "agreements": ("heldere afspraken", "clear agreements"),
        "roles": ("heldere rolverdeling", "clear division of roles"),
        "support": ("draagvlak in de eigen organisatie", "support in one's own organisation"),
    },
}
