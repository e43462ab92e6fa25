"""Formulas as Calc's interface spells them (`;` between arguments) and as Excel does (`,`)."""

from __future__ import annotations

import re

_PIECES = re.compile(r'"(?:[^"]|"")*"|[^"]+')
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([\w.]+))!(?=\$?[A-Z])")
_OWN_REFERENCE = re.compile(r"\$?(?:'((?:[^']|'')+)'|([^\s'\"();,:+*/&=<>^-]+))\.(?=\$?[A-Z]{1,3}\$?\d)")


def as_in_excel(formula: str) -> str:
    """`=PERF_SCORE(E13;F13)` → `=PERF_SCORE(E13,F13)`."""
    return "".join(
        piece
        if piece.startswith('"')
        else _OWN_REFERENCE.sub(
            lambda found: f"{quoted_sheet((found[1] or found[2]).replace(chr(39) * 2, chr(39)))}!", piece
        ).replace(";", ",")
        for piece in _PIECES.findall(formula)
    )


def as_in_calc(formula: str) -> str:
    """The way back; a reference to another sheet becomes `$'自评表'.A1`."""
    return "".join(
        piece
        if piece.startswith('"')
        else _REFERENCE.sub(lambda found: f"$'{found[1] or found[2]}'.", piece).replace(",", ";")
        for piece in _PIECES.findall(formula)
    )


def quoted_sheet(name: str) -> str:
    """`'自评表'`, with quotes doubled."""
    escaped = name.replace("'", "''")
    return f"'{escaped}'"
