"""A formula that Excel stores once for a range, as it stands in another cell of the range."""

from __future__ import annotations

import re

from zipingbiao.package.address import column_name, column_number

_REFERENCE = re.compile(
    r"""("[^"]*"|'[^']*')|(?<![A-Za-z0-9_.$])(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![A-Za-z0-9_.(!])"""
)


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula with its relative references moved; text and quoted sheet names stay."""

    def move(found: re.Match[str]) -> str:
        literal, fixed_column, column, fixed_row, row = found.groups()
        if literal is not None:
            return str(literal)
        new_column = column if fixed_column else column_name(max(column_number(column) + columns, 1))
        new_row = row if fixed_row else str(max(int(row) + rows, 1))
        return f"{fixed_column}{new_column}{fixed_row}{new_row}"

    return _REFERENCE.sub(move, formula)
