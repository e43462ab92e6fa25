"""What the commands share: options, inputs, rulebooks, exit codes, tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import click

from zipingbiao.batch.folder import read_each
from zipingbiao.batch.inputs import InputFault, Inputs
from zipingbiao.for_people import legible
from zipingbiao.form.coverage import told
from zipingbiao.form.model import Form
from zipingbiao.hosts.cli.answered import note_answered, note_unread
from zipingbiao.hosts.cli.main import CommandFault
from zipingbiao.own_rulebook import own_rulebook
from zipingbiao.rulebook.choice import RulebookFor, rulebook_for
from zipingbiao.rulebook.load import RulebookFault, available, load
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.settings import load_settings

if TYPE_CHECKING:
    from zipingbiao.checks.approved import Approved
    from zipingbiao.narrative.narrator import Narrator

F = TypeVar("F", bound=Callable[..., Any])

DONE, FOUND, UNREADABLE = 0, 1, 2


def files_argument(function: F) -> F:
    """FILE…: forms in any kind of file, ledgers, interchange JSON, or folders of them."""
    return click.argument(
        "files", metavar="文件|文件夹…", nargs=-1, required=True, type=click.Path(path_type=Path)
    )(function)


def rulebook_option(function: F) -> F:
    return click.option(
        "--rulebook", metavar="名称", help=f"评分规则：{'、'.join(available())}，或自己的 .toml 文件"
    )(function)


def against_option(function: F) -> F:
    """--against: the approved 绩效目标申报表."""
    return click.option(
        "--against",
        metavar="申报表",
        multiple=True,
        type=click.Path(path_type=Path),
        help="批复的绩效目标申报表（可写多次）：指标、指标值、分值与批复的逐行对照",
    )(function)


def desk_option(function: F) -> F:
    """--desk: the reviewer's register."""
    return click.option(
        "--desk",
        metavar="复核文件夹",
        type=click.Path(path_type=Path),
        help="用复核登记里的豁免和单位别名；文件里自己写的豁免只当申请",
    )(function)


def approved(against: Sequence[Path], forms: Sequence[Form], find: RulebookFor) -> list[Approved | None]:
    """For each form what it is held against; None for all where nothing was given.

    An approved file that cannot be read is wrong use: nothing may look as if it had been compared.
    """
    if not against:
        return [None] * len(forms)
    from zipingbiao.checks.approved import approved_for, without_form

    inputs = read_files(against)
    if inputs.faults:
        first = inputs.faults[0]
        raise CommandFault(f"申报表 {first.file} 没有读出，没有对照：{first.message}")
    unread = next((form for form in inputs.forms if form.reading.unread), None)
    if unread is not None:
        raise CommandFault(f"申报表 {unread.file} 没有读全，没有对照：{coverage_line(unread)}。")

    def same_name(form: Form) -> Decimal:
        return find(form).number("check.same_name")

    for form in without_form(forms, inputs.forms, same_name):
        click.echo(f"注意：批复的“{form.name or form.id}”没有对应的自评表。", err=True)
    return list(approved_for(forms, inputs.forms, same_name))


def json_option(function: F) -> F:
    return click.option("--json", "as_data", is_flag=True, help="输出 JSON（UTF-8），不输出其他文字")(
        function
    )


def rulebooks(chosen: str | None) -> RulebookFor:
    """The rulebook of each form; a name nobody knows is wrong use."""
    return _readable(bare_rulebooks(chosen))


def one_rulebook(chosen: str | None) -> Rulebook:
    """The rulebook of a command that speaks of rules and not of forms: the one chosen, else the user's setting."""
    return load(own_rulebook(chosen))


def bare_rulebooks(chosen: str | None) -> RulebookFor:
    """The same for a command that goes on without a form whose own rulebook nobody knows (RulebookFault)."""
    if chosen:
        load(chosen)
    return rulebook_for(chosen, own_rulebook(chosen))


def _readable(find: RulebookFor) -> RulebookFor:
    def safe(form: Form) -> Any:
        try:
            return find(form)
        except RulebookFault as problem:
            named = f"{form.file or form.name}：" if form.rulebook else ""
            raise CommandFault(f"{named}{problem}") from problem

    return safe


def narrator() -> Narrator:
    """The narrative templates, the office's own first; a broken template is wrong use, with file and line."""
    from zipingbiao.narrative.narrator import Narrator

    own = load_settings().templates
    return Narrator.load(directories=(own,) if own else ())


def read_files(files: Sequence[Path]) -> Inputs:
    """Forms of all files, those in folders included, in order."""
    return read_each(files).inputs


def errors_data(faults: Iterable[InputFault]) -> list[dict[str, str]]:
    return [{"file": fault.file, "message": fault.message} for fault in faults]


class Told(Protocol):
    """What was read of files, and what is to be told of them."""

    @property
    def faults(self) -> Sequence[InputFault]: ...
    @property
    def skipped(self) -> Sequence[InputFault]: ...
    @property
    def remarks(self) -> Sequence[InputFault]: ...


def told_data(inputs: Told) -> dict[str, list[dict[str, str]]]:
    """What is told beside the results: what could not be read, what was left out, and every remark."""
    return {
        "errors": errors_data(inputs.faults),
        "skipped": errors_data(inputs.skipped),
        "remarks": errors_data(inputs.remarks),
    }


def coverage_data(form: Form) -> dict[str, Any]:
    """What kind of form it is and how much of it was read (design §6)."""
    reading = form.reading
    return {
        "kind": form.kind.value,
        "reading": {
            "rows_seen": reading.rows_seen,
            "rows_read": reading.rows_read,
            "unknown": reading.headings(),
        },
    }


def coverage_line(form: Form) -> str:
    """What was read of a form and what was not, for a person; "" where there is nothing to say."""
    return told(form.kind, form.reading)


def report_faults(inputs: Inputs) -> None:
    """Everything that could not be read, what of a file that was read is wrong, and every remark, on standard error."""
    for fault in inputs.faults:
        click.echo(f"{'读取失败' if fault.whole else '读取问题'} {fault.file}：{fault.message}", err=True)
        note_unread(fault.file, fault.message)
    for skipped in inputs.skipped:
        click.echo(f"跳过 {skipped.file}：{skipped.message}", err=True)
        note_unread(skipped.file, skipped.message)
    for remark in inputs.remarks:
        click.echo(f"注意 {remark.file}：{remark.message}", err=True)


def exit_code(inputs: Inputs, code: int = DONE) -> int:
    """2 where nothing could be read, 1 where a file of several or part of one could not, else the command's own code."""
    return max(code, unread_code(inputs.forms, inputs.faults), forms_code(inputs.forms))


def forms_code(forms: Iterable[Form]) -> int:
    """1 where filled rows were not read, or a form holds nothing at all: neither may look as if it had been judged."""
    return FOUND if any(form.reading.unread or form.is_empty for form in forms) else DONE


def report_doubles(doubles: Sequence[InputFault]) -> None:
    """Copies and drafts that a command looked at like any other form; collect, return and desk leave them out."""
    for each in doubles:
        click.echo(f"注意 {each.file}：{each.message}本命令逐张看，仍列在内。", err=True)


def unread_code(forms: Sequence[object], faults: Sequence[InputFault]) -> int:
    """The same for what was read of folders."""
    if not faults:
        return DONE
    return FOUND if forms or not any(fault.whole for fault in faults) else UNREADABLE


def digits(value: Decimal | None) -> str | None:
    """A number in JSON: null, or a decimal string with at least two places, always the same for the same number."""
    if value is None:
        return None
    whole, _, places = format(value, "f").partition(".")
    return f"{whole}.{places.rstrip('0'):0<2}"


def shown(value: Decimal | None) -> str:
    return "—" if value is None else format(value, "f")


def as_json(data: object) -> str:
    """JSON as a command prints it: UTF-8 text, Chinese as is."""
    return legible(json.dumps(data, ensure_ascii=False, indent=1))


def print_data(data: object) -> None:
    click.echo(as_json(data))
    note_answered()


def made_data(path: Path, data: bytes) -> dict[str, object]:
    """The JSON of a file that was made, with the sum by which others know it."""
    return {"file": str(path), "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def print_table(title: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]]) -> None:
    """A table for people. `columns`: heading and justification (left, right, center)."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for heading, justify in columns:
        table.add_column(heading, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=150)
    console.print(table)
