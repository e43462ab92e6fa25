"""Buttons on the forms of the open workbook: score, check, explain, and take it back."""

from __future__ import annotations

from zipingbiao.commands.mark import audit, findings_of, unmark, without_list
from zipingbiao.commands.record import read_record, record_edits, record_of
from zipingbiao.commands.result import CommandResult
from zipingbiao.commands.why import explain_cell
from zipingbiao.commands.write_notes import write_notes
from zipingbiao.commands.write_scores import write_scores
from zipingbiao.hosts.buttons import undo
from zipingbiao.hosts.buttons.pressed import Pressed, narrator, rulebooks
from zipingbiao.package.address import parse_cell
from zipingbiao.workbook.read.forms import forms_of


def score(pressed: Pressed) -> str:
    """计算得分; formulas, or in 数值模式 values."""
    formulas = not pressed.host.plain_values()
    return pressed.do(write_scores(pressed.snapshot, rulebooks(), formulas=formulas))


def narrate(pressed: Pressed) -> str:
    """生成偏差原因及措施."""
    return pressed.do(write_notes(pressed.snapshot, rulebooks(), narrator()))


def check(pressed: Pressed) -> str:
    """审核本表: old marks go, new ones come, both as one step."""
    step = pressed.step()
    with pressed.host.step(pressed.title):
        first = pressed.snapshot
        if read_record(first) is not None:
            step.apply((*without_list(first), *unmark(first).edits, *record_edits(None, first)))
        clean, cleaned = pressed.host.snapshot(), len(step.applied)
        found = audit(clean, rulebooks())
        step.apply(found.result.edits)
        step.apply(record_edits(record_of(step.applied[cleaned:], found.sheet), clean))
    return found.result.message


def clear_marks(pressed: Pressed) -> str:
    """清除审核标记."""
    snapshot = pressed.snapshot
    result = unmark(snapshot)
    if not result.edits:
        return result.message
    edits = (*without_list(snapshot), *result.edits, *record_edits(None, snapshot))
    return pressed.do(CommandResult(edits, result.message))


def next_finding(pressed: Pressed) -> str:
    """The finding after the selected cell, in reading order; after the last one the first again."""
    snapshot = pressed.snapshot
    placed = [f for f in findings_of(snapshot, rulebooks()) if f.sheet and f.cell and f.waiver is None]
    if not placed:
        return "没有问题。"
    sheets = [sheet.name for sheet in snapshot.sheets]

    def order(sheet: str, cell: str) -> tuple[int, tuple[int, int]]:
        return sheets.index(sheet) if sheet in sheets else 0, parse_cell(cell) or (0, 0)

    placed.sort(key=lambda f: order(f.sheet or "", f.cell or ""))
    here = order(*pressed.host.selection())
    after = next((f for f in placed if order(f.sheet or "", f.cell or "") > here), placed[0])
    pressed.host.go_to(after.sheet or "", after.cell or "")
    return f"{after.code} {after.message}→ {after.advice}"


def why(pressed: Pressed) -> str:
    """得分依据 of the selected cell."""
    sheet, cell = pressed.host.selection()
    explained = explain_cell(forms_of(pressed.snapshot).forms, rulebooks(), sheet, cell)
    if explained is None:
        return f"{cell} 不是自评表的栏目，请选中得分、指标值、完成值或金额。"
    pressed.host.show(f"{pressed.title} {cell}", explained.text())
    return f"{cell}：{len(explained.findings)}条问题。"


def take_back(pressed: Pressed) -> str:
    """撤销上次操作: the inverse of the last step; what somebody changed since is left."""
    host = pressed.host
    book = undo.key(*host.identity())
    step = undo.last_step(book)
    if step is None:
        return "没有可以撤销的操作。"
    title, applied = step
    back, changed = undo.inverse(applied, host.snapshot(), host.standing)
    host.apply(back, f"撤销{title}")
    undo.forget(book)
    left = f"；{'、'.join(changed[:5])}等{len(changed)}处后来改过，没有撤销" if changed else ""
    return f"已撤销“{title}”{left}。"
