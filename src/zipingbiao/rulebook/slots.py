"""Rule texts carry slots: `执行率低于{check.low_rate}的` becomes what the rulebook at hand says, its unit with it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.money import plain
from zipingbiao.rulebook.rulebook import Parameter, Rulebook
from zipingbiao.rulebook.schema import Spec, schema

#: `{check.low_rate}`, a whole table `{grades}`, or one of its rows by name `{qualitative.floors[达成]}`.
SLOT = late_pattern(r"\{([a-z0-9_.]+)(?:\[([^\]]+)\])?\}")
#: Shares are told in percent.
_SHARES = ("比例", "占分值的比例")
_NOT_USED = "（不用）"


def filled(text: str, rulebook: Rulebook) -> str:
    """A rule text with the rulebook's values in its slots. KeyError names a slot that no rulebook knows."""
    return SLOT.sub(lambda slot: _said(rulebook.parameter(slot[1]), slot[2]), text)


def slots_of(text: str) -> Iterator[str]:
    """The ids of the parameters a text speaks of."""
    return (slot[1] for slot in SLOT.finditer(text))


def shown(parameter: Parameter) -> str:
    """A value in words: `90%`, `10字`, `90分（含）以上为优，…`, what a method computes; 不用 where the place does not."""
    spec, value = schema().parameters[parameter.id], parameter.value
    if value is None:
        return _NOT_USED
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        last = len(value) - 1
        return "，".join(_row(spec, row, is_last=n == last) for n, row in enumerate(value))
    return parameter.says if isinstance(value, str) else _number(value, spec.unit)


def _said(parameter: Parameter, row: str | None) -> str:
    if row is None:
        return shown(parameter)
    return _number(next(cells[1] for cells in parameter.value if cells[0] == row), parameter.unit)


def _row(spec: Spec, cells: tuple[Any, ...], *, is_last: bool) -> str:
    form = spec.last if is_last and spec.last else spec.row
    return form.format(*(_cell(spec, n, cell) for n, cell in enumerate(cells)))


def _cell(spec: Spec, n: int, cell: Any) -> str:
    """A share stands in percent, any other figure bare: the form of the row names its unit."""
    if not isinstance(cell, Decimal):
        return str(cell)
    is_share = spec.unit in _SHARES or "比例" in spec.columns[n].name
    return _number(cell, _SHARES[0] if is_share else "")


def _number(value: Decimal, unit: str) -> str:
    return f"{plain(value * 100)}%" if unit in _SHARES else f"{plain(value)}{unit}"
