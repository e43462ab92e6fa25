"""Whether a value is what its parameter asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from zipingbiao.form.money import plain
from zipingbiao.rulebook.faults import Fault, near, told
from zipingbiao.rulebook.schema import OFF, Column, Kind, Spec

#: How a percentage is written, so that nobody writes a fraction for it.
_PERCENT = "（写85，不写0.85）"


def key_of(spec: Spec) -> str:
    """Under which key of an entry the value stands: a formula is a method, named and never written out."""
    return "method" if spec.kind is Kind.METHOD else "value"


def value_faults(spec: Spec, entry: str, raw: Any) -> Iterator[Fault]:
    """What is wrong with the value of one entry."""
    if spec.optional and isinstance(raw, str) and raw == OFF:
        return
    match spec.kind:
        case Kind.NUMBER:
            if not _is_number(raw, spec.least, spec.most) or (spec.whole and raw != int(raw)):
                yield Fault(entry, told(raw), expected(spec))
            elif spec.percent and _is_fraction(raw, one=not spec.one_percent):
                yield Fault(entry, _as_percent(raw), expected(spec))
        case Kind.FLAG:
            if not isinstance(raw, bool):
                yield Fault(entry, told(raw), expected(spec))
        case Kind.METHOD:
            if not isinstance(raw, str) or raw not in spec.methods:
                hint = near(raw, spec.methods) if isinstance(raw, str) else ""
                yield Fault(entry, f"{told(raw)}{hint}", expected(spec))
        case Kind.TABLE:
            yield from _table_faults(spec, entry, raw)


def expected(spec: Spec) -> str:
    """What a parameter may hold, in words."""
    off = f'，或 "{OFF}"（不用）' if spec.optional else ""
    match spec.kind:
        case Kind.NUMBER:
            kind = "百分数" if spec.percent else "整数" if spec.whole else "数"
            how = _PERCENT if spec.percent else ""
            return f"{kind}{_between(spec.least, spec.most)}{how}{off}"
        case Kind.FLAG:
            return f"true 或 false{off}"
        case Kind.METHOD:
            return f"以下方法之一：{'、'.join(spec.methods)}{off}"
        case Kind.TABLE:
            columns = "、".join(f"{each.name}（{column_words(each)}）" for each in spec.columns)
            rows = f"{spec.rows}行" if spec.rows else "至少一行"
            return f"表：{rows}，每行 [{columns}]{off}"


def column_words(column: Column) -> str:
    if column.is_text:
        return "文字"
    kind, how = ("百分数", _PERCENT) if column.percent else ("数", "")
    return f"{kind}{_between(column.least, column.most)}{how}"


def _between(least: Decimal | None, most: Decimal | None) -> str:
    if least is not None and most is not None:
        return f" {plain(least)}～{plain(most)}"
    return f" ≥{plain(least)}" if least is not None else ""


def _is_number(raw: Any, least: Decimal | None, most: Decimal | None) -> bool:
    """A finite number within its bounds; true is none."""
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal) or not Decimal(raw).is_finite():
        return False
    return (least is None or raw >= least) and (most is None or raw <= most)


def _is_fraction(raw: int | Decimal, *, one: bool) -> bool:
    """0.85 where a percentage belongs: so small a percentage nobody means. `one`: nor is 1 one."""
    return 0 < raw < 1 or (one and raw == 1)


def _as_percent(raw: int | Decimal) -> str:
    return f"{told(raw)}（是不是 {plain(Decimal(raw) * 100)}？）"


def _table_faults(spec: Spec, entry: str, raw: Any) -> Iterator[Fault]:
    if not isinstance(raw, list) or not raw or (spec.rows and len(raw) != spec.rows):
        yield Fault(entry, told(raw), expected(spec))
        return
    faults = [fault for n, row in enumerate(raw, 1) for fault in _row_faults(spec, f"{entry} 第{n}行", row)]
    yield from faults or _order_faults(spec, entry, raw)


def _row_faults(spec: Spec, entry: str, row: Any) -> Iterator[Fault]:
    if not isinstance(row, list) or len(row) != len(spec.columns):
        yield Fault(entry, told(row), f"[{'、'.join(column.name for column in spec.columns)}]")
        return
    for column, cell in zip(spec.columns, row, strict=True):
        is_text = isinstance(cell, str) and bool(cell.strip())
        if not (is_text if column.is_text else _is_number(cell, column.least, column.most)):
            yield Fault(f"{entry}“{column.name}”", told(cell), column_words(column))
        elif column.percent and _is_fraction(cell, one=True):
            yield Fault(f"{entry}“{column.name}”", _as_percent(cell), column_words(column))


def _order_faults(spec: Spec, entry: str, rows: Sequence[Sequence[Any]]) -> Iterator[Fault]:
    """What only shows between the cells: names, order, the end."""
    first = [row[0] for row in rows]
    if spec.names and first != list(spec.names):
        yield Fault(f"{entry} 的第一列", told(first), f"依次为{'、'.join(spec.names)}")
    for n in spec.falling:
        column = [row[n] for row in rows]
        if any(above <= below for above, below in pairwise(column)):
            yield Fault(f"{entry} 的“{spec.columns[n].name}”", told(column), "自上而下逐行变小")
    for n in spec.not_rising:
        column = [row[n] for row in rows]
        if any(above < below for above, below in pairwise(column)):
            yield Fault(f"{entry} 的“{spec.columns[n].name}”", told(column), "自上而下不变大")
    if spec.ends_at_zero and rows[-1][spec.falling[0]] != 0:
        yield Fault(
            f"{entry} 最后一行的“{spec.columns[spec.falling[0]].name}”",
            told(rows[-1][spec.falling[0]]),
            "0（其余都归这一行）",
        )
    if spec.spans:
        for n, (low, high) in enumerate(rows, 1):
            if low >= high:
                yield Fault(f"{entry} 第{n}行", told([low, high]), "下限小于上限")
    if spec.columns[0].is_text and not spec.names and len(set(first)) < len(first):
        yield Fault(f"{entry} 的第一列", told(first), "各不相同的名称")
