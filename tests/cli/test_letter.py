"""Letters are found and read; what has not left is held, let go or discarded by people."""

from datetime import timedelta

from models.actions import post
from tests import factories
from tests.cli.conftest import Cli

WHY = ("--reason", "Eerst overleg met de wethouder.", "--by", "hz")


def _states(cli: Cli, slug: str) -> list[str]:
    return [one["state"] for one in cli("letter", "list", slug, "--json").json]


def test_letters_are_listed_by_organisation_and_one_is_read_with_its_name(cli: Cli, onderwijs: str) -> None:
    listed = cli("letter", "list", onderwijs)
    assert [line.split("\t")[1:4] for line in listed.out.splitlines()[1:3]] == [
        ["phase_opened", "hz", "queued"],
        ["invitation", "onderwijs-gemeente", "queued"],
    ]
    assert factories.PLANTED_NAME not in listed.out
    shown = cli("letter", "show", onderwijs, "2")
    assert (shown.code, factories.PLANTED_NAME in shown.out) == (0, True)
    assert cli("letter", "show", onderwijs, "2", "--json").json["subject"] == shown.out.splitlines()[0]


def test_a_letter_is_held_and_let_go(cli: Cli, onderwijs: str) -> None:
    assert cli("letter", "hold", onderwijs, "2", *WHY).err.startswith("Letter 2 is held.\n")
    assert [one["id"] for one in cli("letter", "list", onderwijs, "--state", "held", "--json").json] == [2]
    taken = []
    while (claimed := post.claim_letter("engine", lease=timedelta(minutes=10))) is not None:
        taken.append(claimed.id)
    assert taken == [1, 3, 4, 5]
    sending = cli("letter", "hold", onderwijs, "1", *WHY)
    assert (sending.code, sending.err) == (
        3,
        "Error: letter 1 of onderwijs is sending and cannot become held; allowed: nothing else\n",
    )
    assert cli("letter", "release", onderwijs, "2", "--by", "hz").err.startswith("Letter 2 goes out.\n")
    again = post.claim_letter("engine", lease=timedelta(minutes=10))
    assert again is not None
    assert again.id == 2
    post.mark_sent(again, subject="Onderwerp", text="Zoals hij vertrok")
    assert cli("letter", "show", onderwijs, "2").out == "Onderwerp\n\nZoals hij vertrok\n"


def test_what_failed_is_tried_again(cli: Cli, onderwijs: str) -> None:
    claimed = post.claim_letter("engine", lease=timedelta(minutes=10))
    assert claimed is not None
    post.mark_failed(claimed, "SMTPDataError", final=True)
    assert _states(cli, onderwijs)[0] == "failed"
    assert cli("letter", "release", onderwijs, "1", "--by", "hz").code == 0
    assert _states(cli, onderwijs)[0] == "queued"


def test_a_letter_is_discarded_only_when_somebody_agrees(cli: Cli, onderwijs: str) -> None:
    looked = cli("letter", "discard", onderwijs, "2", *WHY, "--dry-run")
    assert looked.err == "Letter 2 would be discarded; nothing was changed.\n"
    assert cli("letter", "discard", onderwijs, "2", *WHY).code == 2
    assert set(_states(cli, onderwijs)) == {"queued"}
    assert cli("letter", "discard", onderwijs, "2", *WHY, "--yes").err.startswith("Letter 2 is discarded.\n")
    assert _states(cli, onderwijs)[1] == "superseded"
    assert cli("letter", "release", onderwijs, "2", "--by", "hz").code == 3
    assert [one["id"] for one in cli("request", "list", onderwijs, "--json").json] == [1, 2, 3, 4]
    assert cli("letter", "show", onderwijs, "99").code == 4
