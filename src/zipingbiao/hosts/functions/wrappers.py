"""The cell functions as a spreadsheet program sees them: one Basic function each, the same for Excel and LibreOffice.

`sources/PerfUdf.bas` holds what all of them share; the functions themselves are written from the table.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from importlib.resources import files

from zipingbiao.hosts.functions.table import FUNCTIONS, CellFunction, Parameter

#: Where in the source the functions go.
_PLACE = "'=== the functions ===\n"
_WIDTH = 100


def wrappers_source() -> str:
    """The module of the wrappers, ASCII, with its Attribute lines as an export has them."""
    shared = files("zipingbiao.hosts.functions").joinpath("sources", "PerfUdf.bas").read_text("ascii")
    before, after = shared.split(_PLACE)
    return before + "\n".join(_wrapper(each) for each in FUNCTIONS) + after


def _wrapper(function: CellFunction) -> str:
    """`Public Function PERF_…(…) As Variant`, which hands over what its cells show."""
    taken = ", ".join(_declared(each) for each in function.parameters)
    shown = ", ".join(f"Shown({each.name})" for each in function.parameters)
    first = function.parameters[0].name
    lines = (
        *_folded(f"Public Function {function.name}({taken}) As Variant", indent=0),
        *_folded(f'{function.name} = Asked("{function.name}", {first}, Array({shown}))', indent=4),
        "End Function",
    )
    return "".join(f"{line}\n" for line in lines)


def _declared(parameter: Parameter) -> str:
    return f"{'Optional ' if parameter.optional else ''}{parameter.name} As Variant"


def _folded(statement: str, indent: int) -> Iterable[str]:
    """A statement over lines short enough for VBA, which holds 1,023 characters and 24 continuations."""
    rest = " " * 8
    lines = textwrap.wrap(statement, _WIDTH, initial_indent=" " * indent, subsequent_indent=rest)
    return (*(f"{line} _" for line in lines[:-1]), lines[-1])
