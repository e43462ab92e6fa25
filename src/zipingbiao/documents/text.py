"""Text of unknown encoding: UTF-8 and UTF-16 as they say themselves, else GB18030, which every Chinese program writes."""

from __future__ import annotations

import codecs

from zipingbiao.form.late_pattern import late_pattern

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHINESE = late_pattern("[㐀-鿿]")
_LOST = "�"
#: GB18030, GBK and GB2312 are read as the largest of them.
_CHINESE_NAMES = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "936", "windows-936"})


class Undecodable(UnicodeError):
    """Neither UTF-8 nor GB18030, or UTF-8 that is damaged."""


def encoding_of(data: bytes, declared: str = "") -> str:
    """The encoding of a text. Raises :class:`Undecodable`.

    A damaged UTF-8 file often passes as GB18030, in other characters; it is refused rather than read wrongly.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _sound(data, name)
    if declared.lower() in _CHINESE_NAMES and not _is_utf_8(data):
        return _sound(data, "gb18030")
    if _is_utf_8(data):
        return "utf-8"
    as_utf_8 = data.decode("utf-8", "replace")
    if len(_CHINESE.findall(as_utf_8)) > as_utf_8.count(_LOST):
        raise Undecodable
    return _sound(data, "gb18030")


def decoded(data: bytes, declared: str = "") -> str:
    """The text. Raises :class:`Undecodable`."""
    return data.decode(encoding_of(data, declared))


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _sound(data: bytes, name: str) -> str:
    try:
        data.decode(name)
    except UnicodeDecodeError as problem:
        raise Undecodable from problem
    return name
