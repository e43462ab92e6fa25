"""The worksheet functions that stand in forms: sums, roundings, counts, conditions. All others are left to Excel."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal, DecimalException
from typing import Any

from zipingbiao.edits.calculation.parse import NotUnderstood
from zipingbiao.package.number_format import parse_number

Value = Decimal | str | bool | None
#: A block of cells, row by row.
Block = tuple[tuple[Value, ...], ...]
Argument = Value | Block

COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip
_CRITERION = ("<>", "<=", ">=", "=", "<", ">")


def number_of(value: Argument) -> Decimal:
    """A value in arithmetic: an empty cell is 0, a text its number, if it is one."""
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, Decimal):
        return value
    if value is None:
        return Decimal(0)
    found = parse_number(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise NotUnderstood
    return found


def truth_of(value: Argument) -> bool:
    if isinstance(value, str | tuple):
        raise NotUnderstood
    return bool(value)


def text_of(value: Argument) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, Decimal):
        raise NotUnderstood
    return format(value.normalize(), "f") if value else "0"


def compared(sign: str, left: Value, right: Value) -> bool:
    """Excel's order: numbers before texts before truth values; an empty cell is 0 or an empty text, as the other asks."""
    left, right = _filled(left, right), _filled(right, left)
    ranks = _rank(left), _rank(right)
    if ranks[0] != ranks[1]:
        return COMPARED[sign](*ranks)
    if isinstance(left, str) and isinstance(right, str):
        left, right = left.casefold(), right.casefold()
    return COMPARED[sign](left, right)


def _filled(value: Value, other: Value) -> Value:
    if value is not None:
        return value
    return "" if isinstance(other, str) else False if isinstance(other, bool) else Decimal(0)


def _rank(value: Value) -> int:
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def each(arguments: Sequence[Argument]) -> Iterator[Value]:
    """All single values, those of blocks included."""
    for argument in arguments:
        if isinstance(argument, tuple):
            yield from (value for row in argument for value in row)
        else:
            yield argument


def _numbers(arguments: Sequence[Argument]) -> list[Decimal]:
    """What SUM and its like add up: numbers in cells; outside of cells also what can be read as one."""
    found: list[Decimal] = []
    for argument in arguments:
        if isinstance(argument, tuple):
            found += [v for row in argument for v in row if isinstance(v, Decimal)]
        elif argument is not None:
            found.append(number_of(argument))
    return found


def _rounded(how: str) -> Callable[[Sequence[Argument]], Decimal]:
    def rounded(arguments: Sequence[Argument]) -> Decimal:
        value, places = number_of(arguments[0]), int(number_of(arguments[1]) if len(arguments) > 1 else 0)
        if not -15 <= places <= 15:
            raise NotUnderstood
        unit = Decimal(1).scaleb(-places)
        return (value / unit).quantize(Decimal(1), how) * unit

    return rounded


def _average(arguments: Sequence[Argument]) -> Decimal:
    found = _numbers(arguments)
    if not found:
        raise NotUnderstood
    return sum(found, Decimal(0)) / len(found)


def _product(arguments: Sequence[Argument]) -> Decimal:
    result = Decimal(1)
    for value in _numbers(arguments):
        result *= value
    return result


def _sum_of_products(arguments: Sequence[Argument]) -> Decimal:
    columns = [list(each((argument,))) for argument in arguments]
    if len({len(column) for column in columns}) != 1:
        raise NotUnderstood
    total = Decimal(0)
    for row in zip(*columns, strict=True):
        product = Decimal(1)
        for value in row:
            product *= value if isinstance(value, Decimal) else Decimal(0)
        total += product
    return total


def _count_if(arguments: Sequence[Argument]) -> Decimal:
    values, criterion = list(each(arguments[:1])), arguments[1]
    if isinstance(criterion, tuple) or len(arguments) != 2:
        raise NotUnderstood
    sign, wanted = "=", criterion
    if isinstance(criterion, str):
        sign = next((s for s in _CRITERION if criterion.startswith(s)), "")
        rest = criterion[len(sign) :]
        if any(mark in rest for mark in "*?~"):
            raise NotUnderstood
        read = parse_number(rest) if rest else None
        sign, wanted = sign or "=", rest if read is None else read
    if wanted in (None, ""):
        empty = sum(value is None or value == "" for value in values)
        if sign not in ("=", "<>"):
            raise NotUnderstood
        return Decimal(empty if sign == "=" else sum(value is not None for value in values))
    same = [v for v in values if v is not None and _rank(v) == _rank(wanted)]
    if sign == "<>":
        return Decimal(len(values) - sum(compared("=", v, wanted) for v in same))
    return Decimal(sum(compared(sign, v, wanted) for v in same))


def _whole(arguments: Sequence[Argument]) -> Decimal:
    return number_of(arguments[0]).to_integral_value(ROUND_FLOOR)


FUNCTIONS: Mapping[str, Callable[[Sequence[Argument]], Value]] = {
    "SUM": lambda a: sum(_numbers(a), Decimal(0)),
    "ROUND": _rounded(ROUND_HALF_UP),
    "ROUNDUP": _rounded(ROUND_UP),
    "ROUNDDOWN": _rounded(ROUND_DOWN),
    "INT": _whole,
    "ABS": lambda a: abs(number_of(a[0])),
    "MAX": lambda a: max(_numbers(a), default=Decimal(0)),
    "MIN": lambda a: min(_numbers(a), default=Decimal(0)),
    "AVERAGE": _average,
    "PRODUCT": _product,
    "SUMPRODUCT": _sum_of_products,
    "COUNT": lambda a: Decimal(sum(isinstance(v, Decimal) for v in each(a))),
    "COUNTA": lambda a: Decimal(sum(v is not None for v in each(a))),
    "COUNTBLANK": lambda a: Decimal(sum(v is None or v == "" for v in each(a))),
    "COUNTIF": _count_if,
    "AND": lambda a: all(truth_of(v) for v in each(a) if v is not None),
    "OR": lambda a: any(truth_of(v) for v in each(a) if v is not None),
    "NOT": lambda a: not truth_of(a[0]),
    "N": lambda a: number_of(a[0]) if isinstance(a[0], Decimal | bool) else Decimal(0),
}

_ARITHMETIC: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}  # fmt: skip


def operated(sign: str, left: Value, right: Value) -> Value:
    """Two values joined by an operator."""
    if sign in COMPARED:
        return compared(sign, left, right)
    if sign == "&":
        return text_of(left) + text_of(right)
    one, other = number_of(left), number_of(right)
    try:
        if sign == "^":
            if other != other.to_integral_value() or abs(other) > 64:
                raise NotUnderstood
            return one ** int(other)
        return _ARITHMETIC[sign](one, other)
    except DecimalException as fault:
        raise NotUnderstood from fault
