"""How much of a file is looked at: far more than any file of forms holds, and little enough for an office computer."""

from __future__ import annotations

from zipingbiao.package.fault import ReadFault

MB = 1024 * 1024
MAX_FILE = 40 * MB
#: XML, HTML and text of one document; the forms of a whole city fit in.
MAX_TEXT = 24 * MB
MAX_TAGS = 1_200_000
MAX_CELLS = 200_000
MAX_ROWS, MAX_COLUMNS = 100_000, 1024
#: Tables within tables; layouts of web pages go three or four deep.
MAX_NESTING = 24
MAX_TABLES = 5_000


def too_much(file: str, what: str) -> ReadFault:
    """A file that holds more than its bound."""
    return ReadFault(file, f"{what}，不像自评表，已停止读取；请只保留自评表所在的部分后再试。")


def bounded_markup(data: bytes, file: str) -> bytes:
    """Markup whose size and number of tags can be read in reasonable time."""
    if len(data) > MAX_TEXT:
        raise too_much(file, f"内容有 {len(data) // MB} MB，超过 {MAX_TEXT // MB} MB 的上限")
    if data.count(b"<") > MAX_TAGS:
        raise too_much(file, f"内容超过 {MAX_TAGS // 10_000} 万个标记")
    return data
