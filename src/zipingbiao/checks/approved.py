"""What a form is held against with `--against`: the 绩效目标申报表 that was approved for its project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.form.model import Form, is_blank
from zipingbiao.form.pairing import alike, pair_forms

#: `check.same_name` of the rulebook that a form is judged by.
SameName = Callable[[Form], Decimal]


@dataclass(frozen=True, slots=True)
class Approved:
    """The approved form of one project; None where none of the given ones is of that project."""

    form: Form | None


def approved_for(forms: Sequence[Form], approved: Sequence[Form], same_name: SameName) -> list[Approved]:
    """For each form the approved one, by 项目编码, name and unit, name, else the only one of a name like it.

    `same_name`: for a form, what share of their pairs of characters two spellings of one name have in common.
    """
    found = [Approved(None)] * len(forms)
    for old, new in _pairs(forms, approved, same_name):
        found[new] = Approved(approved[old])
    return found


def without_form(forms: Sequence[Form], approved: Sequence[Form], same_name: SameName) -> list[Form]:
    """The approved projects that none of the forms reports on."""
    paired = {old for old, _ in _pairs(forms, approved, same_name)}
    return [form for n, form in enumerate(approved) if n not in paired]


def _pairs(forms: Sequence[Form], approved: Sequence[Form], same_name: SameName) -> list[tuple[int, int]]:
    """Numbers of the approved form and of the one that reports on it. Another project is no version of this one."""
    return [
        (old, new)
        for old, new in pair_forms(approved, forms)
        if old is not None and new is not None and _is_same(approved[old], forms[new], same_name(forms[new]))
    ]


def _is_same(one: Form, other: Form, same_name: Decimal) -> bool:
    if is_blank(one.name) or is_blank(other.name) or (one.code and one.code == other.code):
        return True
    return alike(one.name, other.name) >= same_name
