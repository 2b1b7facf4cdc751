"""What is handed in when nothing could be drafted from what is known: a page in the words of the alliance."""

from models.method.deliverables import deliverable_type

#: The core of each deliverable, in a sentence that suits any alliance.
CORE: dict[str, str] = {
    "need_framework": "Alle vragen zijn gesteld en gescoord; het besluit is aan mensen.",
    "situation_analysis": "De opgave, wie erdoor geraakt wordt, en welke systemen haar in stand houden.",
    "stakeholder_overview": "Wie er een rol in heeft, met invloed en belang.",
    "parties_connected": "Met wie is gesproken, en hoe ver die gesprekken zijn.",
    "cooperation_agreement": "Wie meedoet, in welke rol, en wat ieder bijdraagt.",
    "toc_sketch": "Van wat wij doen naar wat er verandert, in een eerste schets.",
    "solution_design": "Wat wij gaan proberen, voor wie, en waaraan wij zien dat het werkt.",
    "action_plan": "Wie wat doet en wanneer, met een sponsorgroep en een projectteam.",
    "resource_overview": "Het kapitaal, de kennis en de kunde die nodig zijn.",
    "toc_framework": "De uitgewerkte verandertheorie, met de cijfers die haar toetsen.",
    "implemented_solution": "Wat er is opgezet, waar het draait, en wie het draagt.",
    "proof_of_value": "Wat de oplossing in de praktijk heeft laten zien.",
    "tested_toc": "Welke aannames klopten, welke niet, en wat dat betekent.",
    "results_overview": "Wat er is bereikt, naast wat wij wilden bereiken.",
    "recommendations": "Wat de impact zou vergroten, en wie daarover gaat.",
    "collaboration_plan": "Wat goed ging in de samenwerking, en wat wij verbeteren.",
    "lessons_and_faults": "Wat wij leerden, en waar de systemen zelf in de weg zaten.",
    "impact_secured": "Waar de oplossing blijft bestaan, en wie haar verder draagt.",
}


def paper(alliance: str, code: str, *, cycle: int, version: int) -> bytes:
    """Return the content of a deliverable as Markdown; another cycle or version gives other content."""
    heading = f"# {deliverable_type(code).label}\n\n{alliance}, cyclus {cycle}, versie {version}.\n"
    return f"{heading}\n{CORE[code]}\n".encode()
