"""The Basic of the cell functions, as Excel and LibreOffice get it from the table."""

from __future__ import annotations

import re

import pytest

from zipingbiao.hosts.functions.table import FUNCTIONS, CellFunction, Parameter
from zipingbiao.hosts.functions.wrappers import _wrapper, wrappers_source

SOURCE = wrappers_source()


def joined(text: str) -> str:
    """Continued lines as one."""
    return re.sub(r" _\n\s*", " ", text)


def test_one_wrapper_word_by_word() -> None:
    made = CellFunction(
        "PERF_X",
        lambda *_, **__: "",
        "",
        "",
        (Parameter("first", "", ""), Parameter("b", "", "", optional=True)),
    )
    assert _wrapper(made) == (
        "Public Function PERF_X(first As Variant, Optional b As Variant) As Variant\n"
        '    PERF_X = Asked("PERF_X", first, Array(Shown(first), Shown(b)))\n'
        "End Function\n"
    )


def test_the_wrappers_are_those_of_the_table() -> None:
    assert re.findall(r"^Public Function (\w+)\(", SOURCE, re.M) == [each.name for each in FUNCTIONS]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda each: each.name)
def test_each_hands_over_all_it_takes(function: CellFunction) -> None:
    found = re.search(
        rf"Public Function {function.name}\((.*?)\) As Variant\n(.*?)End Function", joined(SOURCE), re.S
    )
    assert found is not None
    assert found[1].split(", ") == [
        f"{'Optional ' if each.optional else ''}{each.name} As Variant" for each in function.parameters
    ]
    shown = ", ".join(f"Shown({each.name})" for each in function.parameters)
    first = function.parameters[0].name
    assert found[2].strip() == f'{function.name} = Asked("{function.name}", {first}, Array({shown}))'


def test_vba_can_read_it() -> None:
    """ASCII, at most 1,023 characters a line and 24 continuations; no argument called like one of VBA's own words."""
    assert SOURCE.isascii()
    assert max(map(len, SOURCE.splitlines())) <= 1023
    assert "=== the functions" not in SOURCE
    assert not re.search(r"(?: _\n[^\n]*){25}", SOURCE)
    taken = {each.name.lower() for function in FUNCTIONS for each in function.parameters}
    assert not taken & {"date", "name", "end", "next", "type", "to", "in", "is", "me", "not", "set", "string"}
