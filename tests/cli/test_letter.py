"""Letters are found and read; what has not left is held, let go or discarded by people."""

from datetime import timedelta

from models.actions import post
from models.method.posting import Outcome, Result
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
    post.mark_sent(again, subject="Onderwerp", text="Zoals hij vertrok", html="<p>Zoals hij vertrok</p>\n")
    assert cli("letter", "show", onderwijs, "2").out == "Onderwerp\n\nZoals hij vertrok\n"
    assert cli("letter", "show", onderwijs, "2", "--html").out == "<p>Zoals hij vertrok</p>\n"


def test_what_failed_is_tried_again(cli: Cli, onderwijs: str) -> None:
    claimed = post.claim_letter("engine", lease=timedelta(minutes=10))
    assert claimed is not None
    post.mark_outcome(claimed, Outcome(Result.NO_SUCH_ADDRESS, code=550))
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


def test_several_letters_are_discarded_at_once_or_none_of_them(cli: Cli, onderwijs: str) -> None:
    looked = cli("letter", "discard", onderwijs, "2", "3", *WHY, "--dry-run")
    assert looked.err == "Letters 2, 3 would be discarded; nothing was changed.\n"
    assert cli("letter", "discard", onderwijs, "2", "99", *WHY, "--yes").code == 4
    asked = cli("letter", "discard", onderwijs, "2", "3", *WHY)
    assert (asked.code, asked.err.splitlines()[0]) == (
        2,
        "Error: Discard letters 2, 3 (invitation) for good? Nobody can answer that here.",
    )
    assert set(_states(cli, onderwijs)) == {"queued"}
    done = cli("letter", "discard", onderwijs, "2", "3", *WHY, "--yes", "--json").json
    assert done == {
        "ok": True,
        "alliance": onderwijs,
        "letters": [2, 3],
        "state": "superseded",
        "by": "hz",
        "dry_run": False,
    }
    assert _states(cli, onderwijs) == ["queued", "superseded", "superseded", "queued", "queued"]


def test_every_try_is_listed_with_what_the_other_side_answered(cli: Cli, onderwijs: str) -> None:
    none = cli("letter", "tries", onderwijs, "1")
    assert none.err == "Nobody tried to send letter 1 yet.\n"
    claimed = post.claim_letter("engine", lease=timedelta(minutes=10))
    assert claimed is not None
    post.mark_outcome(claimed, Outcome(Result.TEMPORARY, code=451, enhanced="4.7.1", reply="later graag"))
    assert cli("letter", "tries", onderwijs, "1").out.splitlines() == [
        "n\tstarted_at\tended_at\toutcome\tdomain\tcode\tenhanced_code\treply",
        "1\t2026-03-02 12:00\t2026-03-02 12:00\ttemporary\texample.org\t451\t4.7.1\tlater graag",
    ]


def test_what_was_sent_is_found_and_what_was_not_says_what_to_do(cli: Cli, onderwijs: str) -> None:
    claimed = post.claim_letter("engine", lease=timedelta(minutes=10))
    assert claimed is not None
    post.mark_sent(claimed, subject="Fase 1", text="Er is een tekort.", answer=Outcome(Result.SENT, code=250))
    found = cli("letter", "find", "tekort", "--to", "hz", "--since", "2026-03-02")
    assert found.out.splitlines() == [
        "alliance\tid\tkind\tto\tlanguage\tsubject\tstate\tcode\tsent_at\tjoined_to",
        "onderwijs\t1\tphase_opened\thz\tnl\tFase 1\tsent\t250\t2026-03-02 12:00\t",
    ]
    assert found.err == "Next: samenspel letter show onderwijs 1\n"
    assert cli("letter", "find", "nergens").err == "No such letter was sent.\n"
    assert cli("letter", "problems").err == "No letter failed, is held, came back or is late.\n"
    cli("letter", "hold", onderwijs, "2", *WHY)
    assert cli("letter", "problems", "--json").json == [
        {
            "alliance": "onderwijs",
            "id": 2,
            "kind": "invitation",
            "to": "onderwijs-gemeente",
            "contact": "onderwijs-gemeente-1",
            "state": "held",
            "since": "2026-03-02T11:00:00+00:00",
            "code": None,
            "reason": "Eerst overleg met de wethouder.",
            "advice": "decide",
            "next": "samenspel letter release onderwijs 2 --by STAFF",
        }
    ]
