"""What comes back beside the forms: 整改情况 filled in a letter by the unit, 复核得分 and 复核意见 in copies by the reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from zipingbiao.batch.folder import Entry, read_each
from zipingbiao.checks.finding import Checked
from zipingbiao.desk.register import Register, RegisterFault
from zipingbiao.desk.stored import current, from_text
from zipingbiao.desk.units import names_of
from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.edits.snapshot import Sheet
from zipingbiao.form.model import Form
from zipingbiao.form.pairing import Basis, paired_forms
from zipingbiao.package.fault import ReadFault
from zipingbiao.report.gather import owned
from zipingbiao.report.reviewer import reviewed_total, second_looks
from zipingbiao.report.subject import Reviewed, sourced
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.read.printed import cell_text

LETTER = "退回意见"
ID, ANSWER = "编号", "整改情况"
_SURE = (Basis.CODE, Basis.NAME_AND_UNIT, Basis.NAME)


def store_answers(register: Register, own: Iterable[Entry]) -> int:
    """The 整改情况 of every letter among the files; how many were filled in."""
    found = 0
    for entry in own:
        if entry.inputs.own != LETTER or entry.path.suffix.lower() not in (".xlsx", ".xlsm"):
            continue
        try:
            sheets = read_snapshot(entry.path).sheets
        except ReadFault:
            continue  # the file is told of among those left out
        for sheet in sheets:
            for id, text in _answers(sheet):
                register.add("answers", round=register.round, id=id, file=entry.shown, text=text)
                found += 1
    return found


def _answers(sheet: Sheet) -> Iterator[tuple[str, str]]:
    heads = {
        text: (row, column)
        for (row, column), cell in sheet.cells.items()
        if (text := "".join(cell_text(cell).split())) in (ID, ANSWER)
    }
    if len(heads) < 2 or heads[ID][0] != heads[ANSWER][0]:
        return
    top = heads[ID][0]
    for (row, column), cell in sorted(sheet.cells.items()):
        if column != heads[ID][1] or row <= top:
            continue
        answer = sheet.cells.get((row, heads[ANSWER][1]))
        if answer is not None and cell_text(answer).strip():
            yield cell_text(cell).strip(), cell_text(answer).strip()


def store_opinions(register: Register, folder: Path, find: RulebookFor) -> int:
    """复核得分 and 复核意见 of the copies in a folder, in place of earlier ones of the same form; how many forms have some."""
    if not folder.is_dir():
        raise RegisterFault(f"找不到复核副本的文件夹 {folder}，请核对路径。")
    copies = [
        each
        for each in owned(sourced(read_each([folder]).inputs.forms), names_of(register))
        if _is_written_on(each.form)
    ]
    rows = current(register)
    stored = [from_text(row["data"], row["file"], row["unit"]) for row in rows]
    count = 0
    for a, b, basis in paired_forms(stored, [each.form for each in copies]):
        if a is None or b is None or basis not in _SURE:
            continue
        form = copies[b].form
        each = Reviewed(1, form.file, "", score_form(form, find(form)), Checked((), ()))
        looks = second_looks(each)
        register.write("DELETE FROM opinions WHERE form = ?", rows[a]["form"])
        count += 1
        for look in looks:
            register.add(
                "opinions",
                form=rows[a]["form"],
                place=look.where,
                label=look.label,
                weight=None if look.weight is None else format(look.weight, "f"),
                score=None if look.score is None else format(look.score, "f"),
                written=look.written,
                opinion="；".join(filter(None, (look.remark, look.actual and f"复核完成值：{look.actual}"))),
            )
        total = reviewed_total(each, looks)
        register.add(
            "opinions",
            form=rows[a]["form"],
            place="总分",
            label="复核总分",
            weight=None if each.scored.weights is None else format(each.scored.weights, "f"),
            score=None if each.scored.total is None else format(each.scored.total, "f"),
            written="" if total is None else format(total, "f"),
            opinion="" if total is not None else "有复核得分不能用，复核总分没有算出",
        )
    return count


def _is_written_on(form: Form) -> bool:
    """Whether a reviewer wrote anything on a copy."""
    funds = [f"{line.review_score}{line.review_opinion}" for line in form.funds]
    rows = [f"{row.review_score}{row.review_opinion}" for row in form.indicators]
    return any(text.strip() for text in (*funds, *rows))
