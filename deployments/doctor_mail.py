"""Can letters leave, does anything keep them, and would staff hear of it?"""

from datetime import timedelta

from deployments.doctor_engine import reading
from deployments.doctor_findings import Check, Seen, not_seen, ok, problem, some, warning
from models.db import letter_queries, mail_queries
from models.method.mail import StopKind
from models.method.posting import Result
from models.method.working_days import local_day
from notifications import channels, smtp
from samenspel import clock
from samenspel.settings import Settings

#: Seconds that the mail server may take to let us in; less than the patience with any check.
PATIENCE_SECONDS = 3.0

#: Letters that wait longer than this for somebody to look at them are told of.
REVIEW = timedelta(days=3)

#: Domains that are nobody's, for examples and tests (RFC 2606).
_EXAMPLES = ("example.org", "example.com", "example.net", "example", "test", "invalid", "localhost")

_STOPS = "see: samenspel letter stops; then: samenspel letter resume --all --by STAFF"
_SERVER = "is SAMENSPEL_SMTP_HOST right, and is that server up?"


def mail_server(chosen: Settings) -> Seen:
    """Say whether the mail server lets us in; no letter is sent by looking."""
    if chosen.mail_mode == "file":
        return ok("no mail server is needed: letters do not leave this machine")
    where = f"{chosen.smtp_host}:{chosen.smtp_port}"
    wrong = smtp.problem_at_the_door(chosen.model_copy(update={"smtp_seconds": PATIENCE_SECONDS}))
    if wrong is None:
        return ok("the mail server {where} lets us in", where=where)
    if wrong.result is Result.LOGIN_REFUSED:
        todo = "are SAMENSPEL_SMTP_USER and SAMENSPEL_SMTP_PASSWORD right?"
        return problem("the mail server {where} refuses our login", todo, where=where)
    if wrong.result is Result.CERTIFICATE:
        todo = "is SAMENSPEL_SMTP_HOST the name in its certificate? letters never leave without a secret line"
        return problem("the certificate of the mail server {where} is not right", todo, where=where)
    return problem("the mail server {where} takes no letters now", _SERVER, where=where)


def mail_sender(chosen: Settings) -> Seen:
    """Say in whose name letters leave, and that what others look up of that domain cannot be seen from here."""
    domain = chosen.mail_from.rpartition("@")[2].lower()
    if chosen.mail_mode == "file":
        return ok("letters are written in the name of {domain}", domain=domain)
    if any(domain == one or domain.endswith(f".{one}") for one in _EXAMPLES):
        seen = "letters would leave in the name of {domain}, which is for examples"
        return problem(seen, "set SAMENSPEL_MAIL_FROM to an address of your own", domain=domain)
    return not_seen(
        "whether {domain} lets this mail server send stands in DNS, which is not asked from here",
        "ask whoever keeps the domain to look at SPF, DKIM and DMARC, and send a letter to an address of your own",
        domain=domain,
    )


def mail_stops(chosen: Settings) -> Seen:
    """Say whether letters are stopped: by people, or because the mail server does not take ours."""
    with reading(chosen) as session:
        stops = [(stop.kind, slug) for stop, slug in mail_queries.open_stops(session)]
    kinds = {kind for kind, _ in stops}
    if StopKind.LOGIN in kinds:
        return problem("all letters are stopped: the mail server refuses our login", _STOPS)
    if StopKind.CERTIFICATE in kinds:
        return problem("all letters are stopped: the certificate of the mail server is not right", _STOPS)
    if (StopKind.PEOPLE, None) in stops:
        return warning("somebody stopped all letters", _STOPS)
    if stops:
        names = sorted(slug for _, slug in stops if slug is not None)
        todo = "see: samenspel letter stops; then: samenspel letter resume {first} --by STAFF"
        return warning("somebody stopped the letters of: {names}", todo, names=some(names), first=names[0])
    return ok("nobody stopped any letters")


def review(chosen: Settings) -> Seen:
    """Say how many letters wait for a person to look at them, and whether they have waited too long."""
    with reading(chosen) as session:
        written = [draft.line.written_at for draft in letter_queries.drafts(session)]
    if not written:
        return ok("no letter waits for a review")
    first = min(written)
    if clock.now() - first > REVIEW:
        seen = "letters that wait for a review: {count}, the first since {day}"
        return warning(seen, "look at them: samenspel letter review", count=len(written), day=local_day(first))
    return ok("letters that wait for a review: {count}", count=len(written))


def channels_(chosen: Settings) -> Seen:
    """Say whether staff would be told when something stops, and whether the channels are secret."""
    try:
        known = channels.names(chosen)
    except channels.ChannelsUnreadable as unreadable:
        return problem(unreadable.said, "mend that: short messages do not leave until then")
    unknown = [name for name in chosen.staff_channels if name not in known]
    if unknown:
        todo = "add it: samenspel channel add {first}, or change SAMENSPEL_STAFF_CHANNELS"
        seen = "staff would be told by channels that are not there: {names}"
        return problem(seen, todo, names=some(unknown), first=unknown[0])
    if chosen.staff_channels:
        return ok("staff are told what stopped by: {names}", names=some(list(chosen.staff_channels)))
    if chosen.mail_mode == "file":
        return ok("no channel tells staff what stopped; while letters are files nobody waits for them")
    todo = "add one: samenspel channel add NAME; then set SAMENSPEL_STAFF_CHANNELS"
    return warning("no channel tells staff what stopped", todo)


CHECKS = (
    Check("mail-server", mail_server),
    Check("mail-sender", mail_sender),
    Check("mail-stops", mail_stops, needs=("database",)),
    Check("review", review, needs=("database",)),
    Check("channels", channels_, needs=("home",)),
)
