"""The single fields of a written form, and its amounts in the unit that the template is labelled with."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.model import Form
from zipingbiao.form.money import MONEY_UNITS, number, plain
from zipingbiao.workbook.write.content import Content, Text
from zipingbiao.workbook.write.indicator_cells import FilledForm
from zipingbiao.workbook.write.template_names import OFFICIAL_TITLE

_BARE_YEAR = re.compile(r"(\d{4})年?")


def in_unit(form: Form, unit: str) -> Form:
    """The form with its amounts in the unit that the template's money block is labelled with."""
    if form.amount_unit == unit:
        return form
    factor = MONEY_UNITS[unit] / MONEY_UNITS.get(form.amount_unit, Decimal(1))

    def converted(text: str) -> str:
        value = number(text)
        return text if value is None else plain(value * factor)

    lines = tuple(
        replace(
            line,
            initial_budget=converted(line.initial_budget),
            annual_budget=converted(line.annual_budget),
            executed=converted(line.executed),
        )
        for line in form.funds
    )
    return replace(form, funds=lines, amount_unit=unit)


def head(filled: FilledForm) -> dict[str, Content]:
    """The single fields."""
    form = filled.form
    fields = {
        "title": form.title or OFFICIAL_TITLE,
        "year": _year(form),
        "name": form.name,
        "code": form.code,
        "department": form.department,
        "unit": form.unit,
        "goals.expected": form.goals.expected,
        "goals.actual": form.goals.actual,
        "funds_note": _funds_note(form),
    }
    return {field: Text(text) for field, text in fields.items()}


def _year(form: Form) -> str:
    """`（2024年度）`; a period of several years as printed."""
    printed = form.year.strip().strip("（）()")
    bare = _BARE_YEAR.fullmatch(printed)
    if bare is not None:
        printed = f"{bare[1]}年度"
    elif not printed and form.evaluated_year:
        printed = f"{form.evaluated_year}年度"
    return f"（{printed}）" if printed else ""


def _funds_note(form: Form) -> str:
    """资金说明 has one cell: notes to several lines stand below each other, each with its line's name."""
    noted = [line for line in form.funds if line.note]
    if len(noted) <= 1:
        return noted[0].note if noted else ""
    return "\n".join(f"{line.kind}：{line.note}" for line in noted)
