"""``samenspel toc judge | done``: which assumptions hold, and what was carried out as agreed (R29, R58)."""

from typing import Annotated

from cyclopts import Parameter

from models.method.indicators import Evidence
from samenspel.cli.answers import Done
from samenspel.cli.options import By, Slug, actor


def judge(
    slug: Slug,
    source: Annotated[str, Parameter(help="What leads to the other, by its key.")],
    target: Annotated[str, Parameter(help="What it leads to, by its key.")],
    /,
    *,
    evidence: Annotated[Evidence, Parameter(help="What the evidence says of the assumption between them.")],
    note: Annotated[str, Parameter(help="What shows that; at least 10 characters, no names of persons.")],
    by: By,
) -> Done:
    """Record whether the assumption of a link holds; one that is refuted leads back to an earlier phase.

    Example: samenspel toc judge onderwijs gastlessen instroom --evidence supported --note "Blijkt uit ronde 1." --by hz
    """
    from models.actions import theory

    theory.judge(slug, source, target, evidence, note=note, by=actor(by))
    changed = {"alliance": slug, "source": source, "target": target, "evidence": evidence, "note": note, "by": by}
    if evidence is Evidence.REFUTED:
        lesson = f'samenspel lesson add {slug} TEXT --evidence "{source} -> {target}" --by {by}'
        return Done("That {source} leads to {target} is refuted; record what it teaches.", changed, lesson)
    return Done("The assumption from {source} to {target} is {evidence}.", changed, f"samenspel toc show {slug}")


def done(
    slug: Slug,
    activity: Annotated[str, Parameter(help="The activity, by its key.")],
    /,
    *,
    fidelity: Annotated[int, Parameter(help="How far it was carried out as agreed: 0, not at all, to 4, wholly.")],
    by: By,
    note: Annotated[str, Parameter(help="What shows that; at least 10 characters, no names of persons.")] = "",
) -> Done:
    """Record how far an activity was carried out as agreed in this cycle; the evaluation asks for it once it is due.

    Example: samenspel toc done onderwijs gastlessen --fidelity 3 --by hz
    """
    from models.actions import theory

    theory.done(slug, activity, fidelity, by=actor(by), note=note)
    changed = {"alliance": slug, "node": activity, "fidelity": fidelity, "note": note, "by": by}
    return Done("{node} was carried out as agreed for {fidelity} of 4.", changed, f"samenspel toc show {slug}")
