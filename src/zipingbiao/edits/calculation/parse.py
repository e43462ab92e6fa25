"""A formula as a tree. What is not plain arithmetic over cells is :class:`NotUnderstood`, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from zipingbiao.package.address import Area, parse_area


class NotUnderstood(Exception):
    """A formula, or a value in it, that only a spreadsheet program can compute."""


class Literal(NamedTuple):
    value: Decimal | str | bool | None


class Cells(NamedTuple):
    """`sheet`: "" for the formula's own."""

    sheet: str
    area: Area


class Call(NamedTuple):
    """A function, or an operator under its sign (`-` and `%` with one argument)."""

    name: str
    arguments: tuple[Node, ...]


Node = Literal | Cells | Call

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"]|"")*")
    | (?P<cells>(?:'(?:[^'\[\]]|'')+'!|[^\W\d][\w.]*!)?\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?(?![\w.(!:]))
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d][\w.]*)
    | (?P<sign><>|<=|>=|[-+*/^&=<>%(),])
    )\s*""",
    re.VERBOSE,
)
#: From the loosest to the tightest.
_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"=", "<>", "<", ">", "<=", ">="}),
    frozenset("&"),
    frozenset("+-"),
    frozenset("*/"),
    frozenset("^"),
)
_WORDS: Mapping[str, bool] = {"TRUE": True, "FALSE": False}
_DEEPEST = 40


@lru_cache(maxsize=2048)
def parsed(formula: str) -> Node:
    """The tree of a formula, with or without its `=`. Raises :class:`NotUnderstood`."""
    reader = _Reader(_tokens(formula.removeprefix("=")))
    tree = reader.level(0)
    if reader.kind:
        raise NotUnderstood
    return tree


def _tokens(formula: str) -> list[tuple[str, str]]:
    tokens, end = [], 0
    while end < len(formula):
        found = _TOKEN.match(formula, end)
        if found is None or found.lastgroup is None:
            raise NotUnderstood
        tokens.append((found.lastgroup, found[found.lastgroup]))
        end = found.end()
    return tokens


class _Reader:
    """Recursive descent over the tokens."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = self._depth = 0

    @property
    def kind(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _sign(self, *signs: str) -> str:
        """The next token where it is one of these signs, taken."""
        if self.kind == "sign" and self._tokens[self._at][1] in signs:
            self._at += 1
            return self._tokens[self._at - 1][1]
        return ""

    def level(self, n: int) -> Node:
        if n == len(_LEVELS):
            return self._signed()
        left = self.level(n + 1)
        while sign := self._sign(*_LEVELS[n]):
            left = Call(sign, (left, self.level(n + 1)))
        return left

    def _signed(self) -> Node:
        sign = self._sign("-", "+")
        if sign:
            inner = self._signed()
            return Call("-", (inner,)) if sign == "-" else inner
        node = self._one()
        while self._sign("%"):
            node = Call("%", (node,))
        return node

    def _one(self) -> Node:
        if self._sign("("):
            inner = self._nested()
            self._expect(")")
            return inner
        kind, text = self._tokens[self._at] if self.kind else ("", "")
        self._at += 1
        if kind == "number":
            return Literal(Decimal(text))
        if kind == "text":
            return Literal(text[1:-1].replace('""', '"'))
        if kind == "cells":
            return _cells(text)
        if kind == "word" and self._sign("("):
            return Call(text.upper(), self._arguments())
        if kind == "word" and text.upper() in _WORDS:
            return Literal(_WORDS[text.upper()])
        raise NotUnderstood

    def _nested(self) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotUnderstood
        inner = self.level(0)
        self._depth -= 1
        return inner

    def _arguments(self) -> tuple[Node, ...]:
        if self._sign(")"):
            return ()
        found = [self._argument()]
        while self._sign(","):
            found.append(self._argument())
        self._expect(")")
        return tuple(found)

    def _argument(self) -> Node:
        if self.kind == "sign" and self._tokens[self._at][1] in (",", ")"):
            return Literal(None)
        return self._nested()

    def _expect(self, sign: str) -> None:
        if not self._sign(sign):
            raise NotUnderstood


def _cells(text: str) -> Cells:
    sheet, _, cells = text.rpartition("!")
    area = parse_area(cells)
    if area is None:
        raise NotUnderstood
    return Cells(sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet, area)
