"""Cells as SpreadsheetML text. Every text is stored as text: `=100%` never becomes a formula."""

from __future__ import annotations

import re
from functools import lru_cache

from zipingbiao.for_people import ForPeople

#: The most characters that one cell may hold.
MAX_TEXT = 32767
#: Each character counts as one or as two.
_SURELY_FITS = MAX_TEXT // 2
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_has_special = _SPECIAL.search
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class TextTooLong(ForPeople):
    """A text that no cell can hold; the message names the field's beginning."""


def escape(text: str) -> str:
    """Text for an element: control characters dropped, markup escaped, a literal `_x0041_` kept literal."""
    if _has_special(text) is not None:
        text = _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ESCAPED.sub("_x005F_", text) if "_x" in text else text


def text_cell(start: str, text: str) -> str:
    """A text cell; `start` is `<c r="B13" s="5"`."""
    if not text:
        return f"{start}/>"
    if len(text) > _SURELY_FITS:
        _refuse_too_long(text)
    if _has_special(text) is not None or "_x" in text:
        text = escape(text)
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _refuse_too_long(text: str) -> None:
    """Excel counts what is written, an emoji or a rare character as two."""
    length = len(_ILLEGAL.sub("", text).encode("utf-16-le")) // 2
    if length > MAX_TEXT:
        raise TextTooLong(f"一格最多 {MAX_TEXT} 个字，现有 {length} 个：{text[:20]}…。请精简后重试。")


def number_cell(start: str, digits: str) -> str:
    """A number cell; `digits` is a plain decimal text."""
    return f"{start}><v>{digits}</v></c>"


@lru_cache(maxsize=8192)
def _formula(formula: str) -> str:
    """A formula as an element; the same ones stand in the same rows of every workbook."""
    return f"<f>{escape(formula)}</f>"


def formula_cell(start: str, formula: str, cached: str) -> str:
    """A formula with the number it gives."""
    return f"{start}>{_formula(formula)}<v>{cached}</v></c>"


def text_formula_cell(start: str, formula: str, cached: str) -> str:
    """A formula with the text it gives."""
    return f'{start} t="str">{_formula(formula)}<v>{escape(cached)}</v></c>'
