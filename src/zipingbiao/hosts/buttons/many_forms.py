"""Buttons on many forms: from a ledger into workbooks, and a folder of workbooks into one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, count
from pathlib import Path

from zipingbiao.batch.bulk import Job, Outcome, plan, run
from zipingbiao.batch.files import make_folder, write_atomically
from zipingbiao.batch.inputs import Inputs, read_input
from zipingbiao.hosts.buttons.host import Cancelled, Host
from zipingbiao.hosts.buttons.pressed import Pressed, rulebooks
from zipingbiao.own_rulebook import own_rulebook
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.settings import load_settings
from zipingbiao.workbook.write.writer import Mode

#: Somebody watches, and may want to stop: what is told then is all that was written.
_WATCHED = 1
_NOTHING_TAKEN = "没有导入。"
#: A dialog shows so many problems; the rest stands in the sentence as a count.
_SHOWN = 20
_COLLECTED = "自评表汇总"


def from_ledger(pressed: Pressed) -> str:
    """从台账导入: one project of a ledger as a workbook, opened."""
    host, title = pressed.host, pressed.title
    inputs = read_input(host.ask_file("选择自评台账"))
    if not inputs.forms:
        host.show(title, "\n".join(fault.message for fault in inputs.faults) or "台账里没有项目。")
        return _NOTHING_TAKEN
    chosen = host.choose("选择项目", [form.name or f"第{n}个项目" for n, form in enumerate(inputs.forms, 1)])
    folder = pressed.folder_beside("自评表")
    outcome = next(run(plan((inputs.forms[chosen],)), _job(host, folder)))
    if outcome.fault:
        host.show(title, outcome.fault)
        return _NOTHING_TAKEN
    host.open_book(folder / outcome.file)
    return f"已生成并打开 {outcome.file}。"


def bulk(pressed: Pressed) -> str:
    """批量生成: all projects, one after the other, so that Esc works and the status bar moves."""
    host = pressed.host
    ledger = host.ask_file("选择自评台账")
    folder = host.ask_folder("自评表放在哪个文件夹")
    inputs = read_input(ledger)
    make_folder(folder)
    tasks = plan(inputs.forms)
    done: list[Outcome] = []
    with host.working(pressed.title):
        for outcome in run(tasks, _job(host, folder)):
            done.append(outcome)
            host.tell(f"{pressed.title} {len(done)}/{len(tasks)}：{outcome.file}")
            if host.stop_asked():
                break
    summary = _summary(inputs, done, len(tasks), folder)
    lines = [f"{each.file}：{each.fault}" for each in done if each.fault]
    lines += [fault.message for fault in (*inputs.faults, *inputs.remarks)]
    more = (
        f"…… 另有{len(lines) - _SHOWN}处，用命令行 zipingbiao bulk 可看到全部。"
        if len(lines) > _SHOWN
        else ""
    )
    host.show(pressed.title, "\n".join(each for each in (summary, *lines[:_SHOWN], more) if each))
    return summary


def _summary(inputs: Inputs, done: Sequence[Outcome], planned: int, folder: Path) -> str:
    """One sentence; what was not written, what was not read and what is only to be noted are three things."""
    failed = sum(bool(each.fault) for each in done)
    parts = [f"写入{len(done) - failed}本自评表"]
    parts += [f"{failed}本没有写入"] if failed else []
    parts += [f"台账里{len(inputs.faults)}处没有读出"] if inputs.faults else []
    parts += [f"{len(inputs.remarks)}处请留意"] if inputs.remarks else []
    if len(done) < planned:
        parts.append(f"已停在第{len(done)}个（共{planned}个），再按一次接着做")
    return f"{'，'.join(parts)}。文件夹：{folder}"


def collect_folder(pressed: Pressed) -> str:
    """汇总自评表: the workbooks of a folder as one table, under a name that nothing has yet."""
    folder = pressed.host.ask_folder("汇总哪个文件夹里的自评表")
    # Only here: what lays out the table needs pandas, which the other buttons do without.
    from zipingbiao.report.collect import collect
    from zipingbiao.report.collect_workbook import collection_bytes

    path = _free(folder)
    with pressed.host.working(pressed.title):
        collection = collect((folder,), rulebooks(), (path,), before=_reading(pressed))
    write_atomically(path, collection_bytes(collection), force=False)
    pressed.host.open_book(path)
    unread = len(collection.gathered.faults)
    left = f"，{unread}个文件没有读出，见“读取失败”表" if unread else ""
    kept = "" if path.stem == _COLLECTED else f"文件夹里原有的{_COLLECTED}.xlsx没有改动。"
    return f"已汇总{len(collection.review.forms)}张自评表{left}：{path}。{kept}"


def _free(folder: Path) -> Path:
    """自评表汇总.xlsx, or where something has that name 自评表汇总（2）.xlsx and so on."""
    names = chain([_COLLECTED], (f"{_COLLECTED}（{n}）" for n in count(2)))
    paths = (folder / f"{name}.xlsx" for name in names)
    return next(path for path in paths if not (path.exists() or path.is_symlink()))


def _reading(pressed: Pressed) -> Callable[[str], None]:
    """What is said before each file; :class:`Cancelled` where the person had enough: half a collection is none."""

    def before(file: str) -> None:
        pressed.host.tell(f"{pressed.title}：正在读 {file}")
        if pressed.host.stop_asked():
            raise Cancelled

    return before


def _job(host: Host, folder: Path) -> Job:
    """What was written before is kept, so that a run that was stopped goes on."""
    return Job(
        out=folder,
        template=workbook_path(TEMPLATE).read_bytes(),
        rulebook=None,
        default_rulebook=own_rulebook(),
        templates=load_settings().own_templates,
        mode=Mode.VALUES if host.plain_values() else Mode.FORMULAS,
        force=False,
        resume=True,
        portion=_WATCHED,
    )
