"""``samenspel round template`` and ``import``: a file to fill answers in, and what was filled in."""

from typing import Annotated

from cyclopts import Parameter

from models.method.errors import BadInput
from samenspel.cli.answers import Done
from samenspel.cli.confirm import DryRun
from samenspel.cli.file_preview import File, FileToFillIn
from samenspel.cli.ids import Id
from samenspel.cli.language import Language, lang
from samenspel.cli.options import By, Slug, actor
from samenspel.cli.writing import Overwrite, write_file


def template(
    slug: Slug,
    number: Id,
    file: FileToFillIn,
    /,
    *,
    names: Annotated[bool, Parameter(help="Also write the names of the people, beside their keys.")] = False,
    language: Annotated[Language | None, Parameter(help="The language of the file; yours if left out.")] = None,
    overwrite: Overwrite = False,
) -> Done:
    """Write a file to fill answers in: a row for each who is asked, a column for each question.

    Example: samenspel round template onderwijs 2 antwoorden.csv
    """
    from models.actions import lists_collaboration
    from samenspel import answer_template

    asked = lists_collaboration.to_fill_in(slug, number)
    rows = [answer_template.Row(one.contact, one.organisation, one.name) for one in asked.people]
    cells = answer_template.table(rows, asked.questions, language or lang(), names=names)
    match file.suffix.lower():
        case ".csv":
            content = answer_template.as_csv(cells)
        case ".xlsx":
            content = answer_template.as_xlsx(cells, asked.questions, language or lang())
        case _:
            raise BadInput("{path} is neither a CSV nor an XLSX file; end its name in .csv or .xlsx", path=file)
    write_file(file, content, overwrite=overwrite)
    changed = {"alliance": slug, "round": number, "file": str(file), "respondents": len(rows)}
    after = f"samenspel round import {slug} {number} {file} --dry-run --by STAFF"
    return Done("{file} is written, with rows for respondents ({respondents}).", changed, after)


def import_(
    slug: Slug,
    number: Id,
    file: File,
    /,
    *,
    by: By,
    dry_run: DryRun = False,
) -> Done:
    """Record answers from a file: all that are new or changed, or none when anything in the file is wrong.

    Example: samenspel round import onderwijs 2 antwoorden.csv --by hz
    """
    from models.actions import answering, lists_collaboration
    from samenspel.answer_file import read_answers

    who, asked = actor(by), lists_collaboration.to_fill_in(slug, number)
    read = read_answers(file, questions=asked.questions, asked=[one.contact for one in asked.people])
    taken = answering.answer_all(slug, number, read.rows, by=who, dry_run=dry_run)
    changed = {
        "alliance": slug,
        "round": number,
        "new": taken.new,
        "changed": taken.changed,
        "same": taken.same,
        "ignored_columns": read.ignored_columns,
        "by": by,
        "dry_run": dry_run,
    }
    if dry_run:
        said = (
            "Answers in round {round}: {new} would be new, {changed} changed, {same} are the same; nothing was changed."
        )
        return Done(said, changed)
    said = "Answers in round {round}: {new} new, {changed} changed, {same} the same as before."
    return Done(said, changed, f"samenspel round respondents {slug} {number}")
