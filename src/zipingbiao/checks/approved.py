"""What a form is held against with `--against`: the 绩效目标申报表 that was approved for its project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from zipingbiao.form.model import Form, is_blank
from zipingbiao.form.pairing import alike, pair_forms

#: Two names with half of their pairs of characters in common are one name that was changed.
ALIKE = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Approved:
    """The approved form of one project; None where none of the given ones is of that project."""

    form: Form | None


def approved_for(forms: Sequence[Form], approved: Sequence[Form]) -> list[Approved]:
    """For each form the approved one, by 项目编码, name and unit, name, else the only one of a name like it."""
    found = [Approved(None)] * len(forms)
    for old, new in _pairs(forms, approved):
        found[new] = Approved(approved[old])
    return found


def without_form(forms: Sequence[Form], approved: Sequence[Form]) -> list[Form]:
    """The approved projects that none of the forms reports on."""
    paired = {old for old, _ in _pairs(forms, approved)}
    return [form for n, form in enumerate(approved) if n not in paired]


def _pairs(forms: Sequence[Form], approved: Sequence[Form]) -> list[tuple[int, int]]:
    """Numbers of the approved form and of the one that reports on it. Another project is no version of this one."""
    return [
        (old, new)
        for old, new in pair_forms(approved, forms)
        if old is not None and new is not None and _is_same(approved[old], forms[new])
    ]


def _is_same(one: Form, other: Form) -> bool:
    if is_blank(one.name) or is_blank(other.name) or (one.code and one.code == other.code):
        return True
    return alike(one.name, other.name) >= ALIKE
