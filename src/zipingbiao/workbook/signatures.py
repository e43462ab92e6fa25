"""The row that is signed: 填表人：李四 | 联系电话：… | 填报日期：…, whatever columns it stands under."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from zipingbiao.workbook.read.grid import Spot
from zipingbiao.workbook.read.labels import HEAD, SIGNED, bare

_LONGEST = 12
#: One label may be the name of an indicator (志愿服务负责人); two of them in a row sign it.
_ENOUGH = 2


@lru_cache(maxsize=16384)
def signing_label(text: str) -> str:
    """`填表人：李四`, `填表人（签字）：`, `填表人` → the label; "" where a text is none that is signed beside."""
    if text.isascii() or len(text) > 8 * _LONGEST:
        return ""
    before, colon, _ = text.replace("：", ":").partition(":")
    label = bare(before)
    if len(label) > _LONGEST:
        return ""
    asked = colon and (label in SIGNED.exact or HEAD.kind(label))
    return label if asked or label.endswith(SIGNED.ends) else ""


def is_signed(spots: Iterable[Spot], *, has_points: bool) -> bool:
    """Whether a row begins with who signs and goes on with the like; one label alone signs a row without points."""
    texts = [spot.text for spot in spots]
    if not texts or not signing_label(texts[0]):
        return False
    return not has_points or sum(bool(signing_label(text)) for text in texts) >= _ENOUGH
