"""Which kind of form a region holds: what its title says, and whether it has actuals at all."""

from __future__ import annotations

from collections.abc import Container

from zipingbiao.form.coverage import FormKind
from zipingbiao.form.model import Form
from zipingbiao.workbook.read.labels import DEPARTMENT_TITLE, TARGETS_TITLE, TITLE, TRANSFER_TITLE, bare


def kind_of(title: str, columns: Container[str]) -> FormKind:
    """The kind of a form with that title and these columns of indicators."""
    if is_targets(title, columns):
        return FormKind.TARGETS
    plain = bare(title)
    if DEPARTMENT_TITLE.similar(plain):
        return FormKind.DEPARTMENT
    return FormKind.TRANSFER if TRANSFER_TITLE.similar(plain) else FormKind.PROJECT


def names_no_project(form: Form) -> bool:
    """Whether a form is about a whole department, and prints no 项目名称."""
    return form.kind is FormKind.DEPARTMENT or DEPARTMENT_TITLE.similar(bare(form.title))


def is_targets(title: str, columns: Container[str]) -> bool:
    """Whether a form only says what is to be reached: no actuals, no scores, and no title of a 自评表."""
    if "actual" in columns or "score" in columns or "target" not in columns:
        return False
    plain = bare(title)
    return TARGETS_TITLE.similar(plain) or not TITLE.similar(plain)
