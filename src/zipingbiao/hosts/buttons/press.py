"""What each button of the tab 绩效自评 does, in whatever spreadsheet program it is pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from zipingbiao import __version__
from zipingbiao.batch.bulk import Job, Outcome, plan, run
from zipingbiao.batch.files import make_folder, write_atomically
from zipingbiao.batch.finish import final_bytes
from zipingbiao.batch.inputs import read_input
from zipingbiao.batch.names import safe_stem
from zipingbiao.batch.pipeline import RulebookFor, rulebook_for
from zipingbiao.checks.catalogue import all_rules
from zipingbiao.commands.mark import audit, findings_of, unmark
from zipingbiao.commands.record import read_record, record_edit, record_of
from zipingbiao.commands.result import CommandResult
from zipingbiao.commands.why import explain_cell
from zipingbiao.commands.write_notes import write_notes
from zipingbiao.commands.write_scores import write_scores
from zipingbiao.edits.snapshot import Edit
from zipingbiao.for_people import ForPeople
from zipingbiao.hosts.buttons import undo
from zipingbiao.hosts.buttons.host import Cancelled, Host
from zipingbiao.hosts.buttons.table import button
from zipingbiao.hosts.health import WORDS, examine
from zipingbiao.log import record_fault
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.package.address import parse_cell
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.rulebook.load import load
from zipingbiao.settings import home, load_settings
from zipingbiao.workbook.read.forms import forms_of
from zipingbiao.workbook.write.writer import Mode, compile_template


def press(id: str, host: Host) -> None:
    """Do what a button says. Nothing is ever raised: the person gets a sentence, the log gets the details."""
    title = button(id).label
    try:
        sentence = ACTIONS[id](host)
    except Cancelled:
        sentence = "已取消，没有改动。"
    except ForPeople as fault:
        host.show(title, str(fault))
        sentence = f"{title}没有完成。"
    except Exception:
        log = record_fault()
        host.show(title, f"程序内部出错，没有完成。详情已记入 {log}，请把它发给维护人员。")
        sentence = f"{title}没有完成。"
    host.tell(sentence)


# ---------------------------------------------------------------- this form


def _score(host: Host) -> str:
    return _do(host, "score", write_scores(host.snapshot(), _find(), formulas=not host.plain_values()))


def _narrate(host: Host) -> str:
    return _do(host, "narrate", write_notes(host.snapshot(), _find(), _narrator()))


def _check(host: Host) -> str:
    """Old marks go, new ones come, both as one step."""
    first = host.snapshot()
    title = button("check").label
    applied: list[Edit] = []
    if read_record(first) is not None:
        applied += host.apply((*unmark(first).edits, record_edit(None, first)), title)
    clean = host.snapshot()
    found = audit(clean, _find())
    applied += host.apply(found.result.edits, title)
    applied += host.apply((record_edit(record_of(applied, found.sheet), clean),), title)
    undo.remember(_book(host), title, applied)
    return found.result.message


def _unmark(host: Host) -> str:
    snapshot = host.snapshot()
    result = unmark(snapshot)
    if not result.edits:
        return result.message
    edits = (*result.edits, record_edit(None, snapshot))
    return _do(host, "unmark", CommandResult(edits, result.message))


def _next_finding(host: Host) -> str:
    """The finding after the selected cell, in reading order; after the last one the first again."""
    snapshot = host.snapshot()
    placed = [f for f in findings_of(snapshot, _find()) if f.sheet and f.cell and f.waiver is None]
    if not placed:
        return "没有问题。"
    sheets = [sheet.name for sheet in snapshot.sheets]

    def order(sheet: str, cell: str) -> tuple[int, tuple[int, int]]:
        return sheets.index(sheet) if sheet in sheets else 0, parse_cell(cell) or (0, 0)

    placed.sort(key=lambda f: order(f.sheet or "", f.cell or ""))
    here = order(*host.selection())
    after = next((f for f in placed if order(f.sheet or "", f.cell or "") > here), placed[0])
    host.go_to(after.sheet or "", after.cell or "")
    return f"{after.code} {after.message}→ {after.advice}"


def _why(host: Host) -> str:
    sheet, cell = host.selection()
    explained = explain_cell(forms_of(host.snapshot()).forms, _find(), sheet, cell)
    if explained is None:
        return f"{cell} 不是自评表的栏目，请选中得分、指标值、完成值或金额。"
    host.show(f"得分依据 {cell}", explained.text())
    return f"{cell}：{len(explained.findings)}条问题。"


def _undo(host: Host) -> str:
    step = undo.last_step(_book(host))
    if step is None:
        return "没有可以撤销的操作。"
    title, applied = step
    back, changed = undo.inverse(applied, host.snapshot())
    host.apply(back, f"撤销{title}")
    undo.forget(_book(host))
    left = f"；{'、'.join(changed[:5])}等{len(changed)}格后来改过，没有撤销" if changed else ""
    return f"已撤销“{title}”{left}。"


def _final(host: Host) -> str:
    template = compile_template(workbook_path(TEMPLATE).read_bytes())
    forms = forms_of(host.snapshot()).forms
    folder = _folder_beside(host, "报送版")
    for n, form in enumerate(forms, 1):
        data = final_bytes(form, _find()(form), _narrator(), template)
        write_atomically(folder / f"{safe_stem(form.name) or n}-报送版.xlsx", data, force=True)
    return f"已生成{len(forms)}张报送版：{folder}。" if forms else "没有找到自评表。"


def _pdf(host: Host) -> str:
    forms = forms_of(host.snapshot()).forms
    name = safe_stem(forms[0].name) if forms else ""
    path = _folder_beside(host, "PDF") / f"{name or '自评表'}.pdf"
    host.export_pdf(path)
    return f"已导出 {path}。"


# ---------------------------------------------------------------- many forms


def _from_ledger(host: Host) -> str:
    ledger = host.ask_file("选择自评台账")
    inputs = read_input(ledger)
    if not inputs.forms:
        host.show("从台账导入", "\n".join(fault.message for fault in inputs.faults) or "台账里没有项目。")
        return "没有导入。"
    chosen = host.choose("选择项目", [form.name or f"第{n}个项目" for n, form in enumerate(inputs.forms, 1)])
    folder = _folder_beside(host, "自评表")
    outcome = next(run(plan((inputs.forms[chosen],)), _job(host, folder, force=False)))
    if outcome.fault:
        host.show("从台账导入", outcome.fault)
        return "没有导入。"
    host.open_book(folder / outcome.file)
    return f"已生成并打开 {outcome.file}。"


def _bulk(host: Host) -> str:
    """All projects, a chunk at a time, so that Esc works and the status bar moves."""
    ledger = host.ask_file("选择自评台账")
    folder = host.ask_folder("自评表放在哪个文件夹")
    inputs = read_input(ledger)
    make_folder(folder)
    tasks = plan(inputs.forms)
    done: list[Outcome] = []
    for outcome in run(tasks, _job(host, folder, force=False)):
        done.append(outcome)
        host.tell(f"批量生成 {len(done)}/{len(tasks)}：{outcome.file}")
        if host.stop_asked():
            break
    problems = [f"{each.file}：{each.fault}" for each in done if each.fault]
    problems += [fault.message for fault in inputs.faults]
    written = sum(not each.fault for each in done)
    stopped = f"，停在第{len(done)}个，再按一次接着做" if len(done) < len(tasks) else ""
    summary = f"写入{written}本自评表，{len(problems)}处没有完成{stopped}。文件夹：{folder}"
    host.show("批量生成", "\n".join((summary, *problems[:20])))
    return summary


def _collect(host: Host) -> str:
    folder = host.ask_folder("汇总哪个文件夹里的自评表")
    from zipingbiao.report.collect import collect
    from zipingbiao.report.collect_workbook import collection_bytes

    path = folder / "自评表汇总.xlsx"
    collection = collect((folder,), _find(), (path,))
    write_atomically(path, collection_bytes(collection), force=True)
    host.open_book(path)
    unread = len(collection.gathered.faults)
    left = f"，{unread}个文件没有读出，见“读取失败”表" if unread else ""
    return f"已汇总{len(collection.review.forms)}张自评表{left}：{path}。"


# ---------------------------------------------------------------- help


def _rules(host: Host) -> str:
    forms = forms_of(host.snapshot()).forms
    rulebook = _find()(forms[0]) if forms else load(load_settings().rulebook)
    listed = all_rules(rulebook)
    host.show(
        f"评分与审核规则（{rulebook.title}）",
        "\n".join(f"{info.code} {info.title}：{info.statement}" for info in listed),
    )
    return f"审核规则{len(listed)}条，逐条说明见 docs/rules。"


def _restart(host: Host) -> str:
    return host.restart()


def _doctor(host: Host) -> str:
    links = list(examine())
    lines = [f"{WORDS[x.state]} {x.name}：{x.found}{f'。{x.advice}' if x.advice else ''}" for x in links]
    host.show("环境检测", "\n".join(lines))
    broken = sum(x.state == "broken" for x in links)
    return f"环境检测：{broken}处有问题。" if broken else "环境检测：全部正常。"


def _about(host: Host) -> str:
    settings = load_settings()
    host.show(
        "关于",
        f"自评表 zipingbiao {__version__}\n评分规则：{settings.rulebook}\n日志：{home() / 'zipingbiao.log'}\nMIT 许可证，公共机构可免费使用。",
    )
    return f"zipingbiao {__version__}"


# ---------------------------------------------------------------- shared


def _do(host: Host, id: str, result: CommandResult) -> str:
    """Apply a command's edits as one step that can be taken back."""
    title = button(id).label
    if result.edits:
        undo.remember(_book(host), title, host.apply(result.edits, title))
    if result.left:
        host.show(title, "\n".join(result.left))
    return f"{result.message}。"


def _find() -> RulebookFor:
    return rulebook_for(None, load_settings().rulebook)


def _narrator() -> Narrator:
    return Narrator.load(directories=load_settings().own_templates)


def _job(host: Host, folder: Path, *, force: bool) -> Job:
    return Job(
        out=folder,
        template=workbook_path(TEMPLATE).read_bytes(),
        rulebook=None,
        default_rulebook=load_settings().rulebook,
        templates=load_settings().own_templates,
        mode=Mode.VALUES if host.plain_values() else Mode.FORMULAS,
        force=force,
        resume=True,
    )


def _book(host: Host) -> str:
    return str(host.book_path() or "未保存的工作簿")


def _folder_beside(host: Host, name: str) -> Path:
    """A folder next to the book; for a book never saved, one that the person chooses."""
    path = host.book_path()
    folder = path.parent / name if path is not None else host.ask_folder(f"{name}放在哪个文件夹")
    make_folder(folder)
    return folder


ACTIONS: Mapping[str, Callable[[Host], str]] = {
    "score": _score,
    "check": _check,
    "narrate": _narrate,
    "next_finding": _next_finding,
    "unmark": _unmark,
    "why": _why,
    "undo": _undo,
    "from_ledger": _from_ledger,
    "bulk": _bulk,
    "collect": _collect,
    "final": _final,
    "pdf": _pdf,
    "rules": _rules,
    "restart": _restart,
    "doctor": _doctor,
    "about": _about,
}
