"""Part of a package, event by event, without building a tree: deep nesting and large files cost no memory."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers.expat import ExpatError, ParserCreate

from zipingbiao.documents.bounds import MAX_TEXT, MB, bounded_markup, too_much
from zipingbiao.package.fault import ReadFault
from zipingbiao.package.gate import Package

_SEPARATOR = " "
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def main_part(package: Package, part: str) -> bytes:
    """A part whose size was looked at before it was unpacked. Raises ReadFault."""
    info = package.parts.get(part.lower())
    if info is not None and info.file_size > MAX_TEXT:
        raise too_much(package.file, f"内容有 {info.file_size // MB} MB，超过 {MAX_TEXT // MB} MB 的上限")
    return bounded_markup(package.read(part), package.file)


def walk(data: bytes, file: str, start: Start, end: End, text: Text) -> None:
    """Parse XML; names are `namespace local`. Raises ReadFault where it is broken."""
    parser = ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError) as fault:
        raise ReadFault(
            file, "内容已损坏（含非法字符或不完整），请重新取得文件，或用 Word、Excel、WPS 打开修复后另存。"
        ) from fault
