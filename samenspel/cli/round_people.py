"""``samenspel round respondents``, ``answer`` and ``decline``: who is asked about the collaboration, and was heard."""

from collections.abc import Iterable
from typing import Annotated

from cyclopts import Parameter

from models.method.errors import BadInput
from models.method.labels import chosen
from models.method.rounds import RoundState
from models.method.said import Said
from samenspel.cli.answers import Done, Listing
from samenspel.cli.bars import bar
from samenspel.cli.ids import Id
from samenspel.cli.language import lang
from samenspel.cli.options import By, Slug, actor
from samenspel.cli.output import by_eye
from samenspel.cli.rows import QuestionLine, ReflectionView, RespondentLine, TextLine, ThemeLine

Contact = Annotated[str, Parameter(help="The contact, by its key.")]
Pairs = tuple[str, ...]

#: The scale goes from 1 to 5.
LEAST, SPAN = 1, 4


def respondents(slug: Slug, number: Id, /) -> Listing[RespondentLine]:
    """List who is asked in a round and whether they were heard; what they answered is shown to nobody.

    Example: samenspel round respondents onderwijs 2
    """
    from models.actions import lists_collaboration

    return Listing(
        lists_collaboration.respondents(slug, number),
        ("contact", "organisation", "target_group", "state", "answered_at"),
        "Nobody is asked in this round yet.",
    )


def questions(slug: Slug, number: Id, /) -> Listing[QuestionLine]:
    """List what is asked in a round, with the numbers of the letter.

    Example: samenspel round questions onderwijs 2
    """
    from models.actions import lists_collaboration

    return Listing(
        lists_collaboration.questions(slug, number),
        ("number", "key", "theme", "text", "reversed"),
        computed={"text": lambda one: by_eye(chosen((one.nl, one.en), lang()), one.nl)},
    )


def ask(slug: Slug, number: Id, contact: Contact, /, *, by: By) -> Done:
    """Ask somebody more in a round; in one that is open the letter goes out at once.

    Example: samenspel round ask onderwijs 2 onderwijs-bedrijf-1 --by hz
    """
    from models.actions import respondents as asking

    asked = asking.add(slug, number, contact, by=actor(by))
    changed = {"alliance": slug, "round": number, "contact": contact, "respondents": asked, "by": by}
    after = f"samenspel round respondents {slug} {number}"
    return Done("{contact} is asked in round {round}; in all: {respondents}.", changed, after)


def drop(slug: Slug, number: Id, contact: Contact, /, *, by: By) -> Done:
    """Ask somebody no more who has not answered.

    Example: samenspel round drop onderwijs 2 onderwijs-fonds-1 --by hz
    """
    from models.actions import respondents as asking

    asked = asking.drop(slug, number, contact, by=actor(by))
    changed = {"alliance": slug, "round": number, "contact": contact, "respondents": asked, "by": by}
    after = f"samenspel round respondents {slug} {number}"
    return Done("{contact} is not asked in round {round}; in all: {respondents}.", changed, after)


def answer(
    slug: Slug,
    number: Id,
    contact: Contact,
    /,
    *,
    by: By,
    set_: Annotated[
        Pairs,
        Parameter(name="--set", help="A statement by key or number and its figure, as roles_1=4 or 11=weet-niet."),
    ] = (),
    comment: Annotated[Pairs, Parameter(help="An open question and its answer, as better=TEXT.")] = (),
    share: Annotated[bool | None, Parameter(help="Whether the texts may be shared without a name.")] = None,
) -> Done:
    """Record what somebody answered; until the round closes it may be replaced, question by question.

    Example: samenspel round answer onderwijs 2 onderwijs-fonds-1 --set roles_1=4 --set roles_2=weet-niet --by hz
    """
    from models.actions import answering

    given = answering.Given(contact, _pairs("--set", set_), _pairs("--comment", comment), share)
    heard = answering.answer(slug, number, given, by=actor(by))
    changed = {
        "alliance": slug,
        "round": number,
        "contact": contact,
        "answered": heard.answered,
        "respondents": heard.asked,
        "by": by,
    }
    after = f"samenspel round respondents {slug} {number}"
    return Done("The answer of {contact} is recorded: {answered} of {respondents}.", changed, after)


def decline(slug: Slug, number: Id, contact: Contact, /, *, by: By) -> Done:
    """Record that somebody takes no part; what they answered before is forgotten.

    Example: samenspel round decline onderwijs 2 onderwijs-fonds-1 --by hz
    """
    from models.actions import answering

    heard = answering.decline(slug, number, contact, by=actor(by))
    changed = {
        "alliance": slug,
        "round": number,
        "contact": contact,
        "answered": heard.answered,
        "respondents": heard.asked,
        "by": by,
    }
    return Done("{contact} takes no part in round {round}.", changed, f"samenspel round respondents {slug} {number}")


def _pairs(option: str, typed: Iterable[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for one in typed:
        key, found, value = one.partition("=")
        if not found or not key.strip() or not value.strip():
            # What was typed is not repeated: it may be what somebody wrote.
            raise BadInput("{option} is written as KEY=ANSWER, such as roles_1=4", option=option)
        if key.strip() in pairs:
            raise BadInput("{option} is given twice for {key}", option=option, key=key.strip())
        pairs[key.strip()] = value.strip()
    return pairs


def themes(seen: ReflectionView | None) -> Listing[ThemeLine]:
    """Return the themes of a round on the collaboration, each with a bar where there is room for one."""
    return Listing(seen.themes if seen else (), ("about", "mean", "answered", "bar"), computed={"bar": _bar})


def groups(seen: ReflectionView | None) -> Listing[ThemeLine]:
    """Return how each group of organisations sees it, as far as that may be shown."""
    return Listing(seen.groups if seen else (), ("about", "mean", "bar"), computed={"bar": _bar})


def texts(seen: ReflectionView | None) -> Listing[TextLine]:
    """Return what people wrote who allowed that it is shown."""
    return Listing(seen.texts if seen else (), ("question", "text"))


def _bar(line: ThemeLine) -> object:
    if line.mean is None:
        return Said("too few answers to show")
    return by_eye(bar((line.mean - LEAST) / SPAN), "")


def response(seen: ReflectionView) -> Said:
    """Return how many organisations were heard."""
    return Said(
        "{answered} of {asked} organisations; take no part: {declined}",
        answered=seen.answered,
        asked=seen.asked,
        declined=seen.declined,
    )


def next_step(slug: str, number: int, state: RoundState) -> str:
    """Return what a person does next with a round on the collaboration."""
    match state:
        case RoundState.PREPARED:
            return f"samenspel round approve {slug} {number} --by STAFF"
        case RoundState.OPEN:
            return f"samenspel round answer {slug} {number} CONTACT --set KEY=ANSWER --by STAFF"
        case RoundState.CLOSED:
            return f"samenspel round review {slug} {number} --by STAFF"
        case RoundState.REVIEWED:
            return f"samenspel round publish {slug} {number} --by STAFF"
        case _:
            return ""
