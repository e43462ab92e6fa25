"""复核得分 and 复核意见 that a reviewer wrote in copies, to the very forms that were copied; what cannot be taken is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from zipingbiao.batch.folder import read_each
from zipingbiao.checks.finding import Checked
from zipingbiao.desk.register import Register, RegisterFault
from zipingbiao.desk.seen import CURRENT
from zipingbiao.desk.stored import as_text, from_text
from zipingbiao.desk.units import names_of
from zipingbiao.form.model import Form
from zipingbiao.form.pairing import Basis, paired_forms
from zipingbiao.report.doubles import digest_of
from zipingbiao.report.gather import owned
from zipingbiao.report.reviewer import SecondLook, reviewed_total, second_looks
from zipingbiao.report.subject import Reviewed, sourced
from zipingbiao.rulebook.choice import RulebookFor
from zipingbiao.scoring.score import score_form
from zipingbiao.workbook.review_copy import Aside, written_aside

_SURE = (Basis.CODE, Basis.NAME_AND_UNIT, Basis.NAME)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many forms have opinions now, and what was not taken: file and why."""

    forms: int
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Copy:
    """One copy on which something was written. `aside`: what stands in other rows than those of money and indicators."""

    form: Form
    aside: tuple[Aside, ...]


def store_opinions(register: Register, folder: Path, find: RulebookFor) -> Taken:
    """What was written on the copies in a folder, in place of what had been written of the same forms."""
    if not folder.is_dir():
        raise RegisterFault(f"找不到复核副本的文件夹 {folder}，请核对路径。")
    reading = read_each([folder])
    told = [f"{fault.file}：{fault.message}" for fault in reading.inputs.faults]
    copies: list[_Copy] = []
    for entry in reading.entries:
        aside = written_aside(entry.path, entry.inputs.forms)
        forms = [each.form for each in owned(sourced(entry.inputs.forms), names_of(register))]
        for n, form in enumerate(forms):
            there = tuple(each for each in aside if each.form == n)
            if there or _is_written_on(form):
                copies.append(_Copy(replace(form, file=entry.shown), there))
    taken: dict[int, str] = {}
    for copy, row, why in _matched(register, copies):
        if row is None:
            told.append(f"{copy.form.file}：{why}")
        elif row["form"] in taken:
            told.append(
                f"{copy.form.file}：与“{taken[row['form']]}”是同一张表的副本，两份都写了意见，只读入了那一份。"
            )
        else:
            taken[row["form"]] = copy.form.file
            _store(register, row["form"], copy, find)
    return Taken(len(taken), tuple(told))


def _matched(register: Register, copies: Sequence[_Copy]) -> Iterator[tuple[_Copy, Any, str]]:
    """Each copy with the row of the form that counts, or with why it belongs to none.

    A copy says word for word what was copied, whatever its name: an opinion on an earlier draft is not one on the newer.
    """
    rows = register.rows("SELECT * FROM forms ORDER BY state = ? DESC, form DESC", CURRENT)
    by_mark: dict[tuple[str, str], Any] = {}
    standing: list[tuple[Any, Form]] = []
    for row in rows:
        form = from_text(row["data"], row["file"], row["unit"])
        by_mark.setdefault((row["unit"], _mark(form)), row)
        if row["state"] == CURRENT:
            standing.append((row, form))
    left: list[_Copy] = []
    for copy in copies:
        row = by_mark.get((copy.form.unit_key, _mark(copy.form)))
        if row is None:
            left.append(copy)
        elif row["state"] == CURRENT:
            yield copy, row, ""
        else:
            yield (
                copy,
                None,
                f"是第{row['round']}次收到的“{row['file']}”（{row['state']}）的副本，意见没有读入。",
            )
    for a, b, basis in paired_forms([form for _, form in standing], [each.form for each in left]):
        if b is not None and a is not None and basis in _SURE:
            yield left[b], standing[a][0], ""
        elif b is not None:
            yield left[b], None, "登记里没有与它对应的表，意见没有读入。"


def _mark(form: Form) -> str:
    """What a form says beside what a reviewer wrote, as the register holds it."""
    plain = replace(
        form,
        funds=tuple(
            replace(line, review_score="", review_opinion="", rectification="") for line in form.funds
        ),
        indicators=tuple(
            replace(
                row,
                review_score="",
                review_opinion="",
                rectification="",
                review_actual="",
                review_deviation="",
            )
            for row in form.indicators
        ),
    )
    return digest_of(from_text(as_text(plain), "", ""))


def _store(register: Register, number: int, copy: _Copy, find: RulebookFor) -> None:
    form = copy.form
    each = Reviewed(1, form.file, "", score_form(form, find(form)), Checked((), ()))
    looks = second_looks(each)
    register.write("DELETE FROM opinions WHERE form = ?", number)
    for look in looks:
        register.add(
            "opinions",
            form=number,
            place=look.where,
            label=look.label,
            weight=None if look.weight is None else format(look.weight, "f"),
            score=None if look.score is None else format(look.score, "f"),
            written=look.written,
            opinion="；".join(_said(look)),
        )
    for there in copy.aside:
        register.add(
            "opinions",
            form=number,
            place=there.row,
            label="",
            weight=None,
            score=None,
            written=there.score,
            opinion=there.opinion,
        )
    total = reviewed_total(each, looks)
    register.add(
        "opinions",
        form=number,
        place="总分",
        label="复核总分",
        weight=None if each.scored.weights is None else format(each.scored.weights, "f"),
        score=None if each.scored.total is None else format(each.scored.total, "f"),
        written="" if total is None else format(total, "f"),
        opinion="" if total is not None else "有复核得分不能用，复核总分没有算出",
    )


def _said(look: SecondLook) -> Iterator[str]:
    if look.remark:
        yield look.remark
    if look.actual:
        yield f"复核完成值：{look.actual}"
    if look.written_deviation:
        yield f"偏离度：{look.written_deviation}"
    if look.rectification:
        yield f"整改情况：{look.rectification}"


def _is_written_on(form: Form) -> bool:
    """Whether a reviewer wrote anything on a copy."""
    funds = [f"{line.review_score}{line.review_opinion}{line.rectification}" for line in form.funds]
    rows = [
        f"{row.review_score}{row.review_opinion}{row.rectification}{row.review_actual}{row.review_deviation}"
        for row in form.indicators
    ]
    return any(text.strip() for text in (*funds, *rows))
