"""Forms in JSON and in JSON Lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zipingbiao.batch.given.found import InputFault, Inputs, os_fault, unreadable, with_whole
from zipingbiao.documents.bounds import MAX_FILE, MB
from zipingbiao.documents.text import Undecodable, decoded, encoding_of
from zipingbiao.for_people import legible

#: What this tool calls JSON that it wrote of forms.
JSON_EXPORT = "交换 JSON"
_TOO_LONG_LINE = f"超过 {MAX_FILE // MB} MB，没有读取；.jsonl 一行是一张表，请核对换行。"
#: Letters of a line of JSON Lines, which holds one form.
_LONGEST_LINE = MAX_FILE
_NOT_TEXT = "既不是 UTF-8 也不是 GB18030 编码的文件，或已损坏，请另存为 UTF-8 后再试。"


def lines_of(path: Path, shown: str = "") -> Iterator[Inputs]:
    """What each line of a JSON Lines file gives; a bad line names itself and stops no other."""
    name = shown or legible(path.name)
    try:
        with path.open(encoding=_lines_encoding(path)) as lines:
            for n, line in enumerate(iter(lambda: lines.readline(_LONGEST_LINE), ""), 1):
                if len(line) >= _LONGEST_LINE:
                    yield unreadable(name, f"第 {n} 行{_TOO_LONG_LINE}")
                    return
                if line.strip():
                    yield _line(line.strip(), n, name)
    except UnicodeError:
        yield unreadable(name, _NOT_TEXT)
    except OSError as problem:
        yield unreadable(name, os_fault(problem))


def _lines_encoding(path: Path) -> str:
    """The encoding of a file that may be too large to be held: told by its first line with other than ASCII."""
    with path.open("rb") as file:
        if file.read(3) == b"\xef\xbb\xbf":
            return "utf-8-sig"
        file.seek(0)
        telling = next((line for line in file if not line.isascii()), b"")
    return encoding_of(telling)


def _line(text: str, n: int, file: str) -> Inputs:
    from zipingbiao.form.interchange import read_interchange

    found, where = read_interchange(text, file, n), f"第 {n} 行"

    def told(message: str) -> InputFault:
        return InputFault(file, message if message.startswith(where) else f"{where}：{message}")

    return Inputs(found.forms, tuple(map(told, found.errors)), tuple(map(told, found.warnings)))


def json_forms(data: bytes, name: str) -> Inputs:
    """The forms of an interchange JSON file."""
    from zipingbiao.form.interchange import read_interchange

    try:
        found = read_interchange(decoded(data), name)
    except Undecodable:
        return unreadable(name, _NOT_TEXT)
    faults = tuple(InputFault(name, message) for message in found.errors)
    remarks = tuple(InputFault(name, message) for message in found.warnings)
    export = JSON_EXPORT if found.exported else ""
    return with_whole(Inputs(found.forms, faults, remarks, export=export))
