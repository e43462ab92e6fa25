"""No file kind reads a table of more than 20 000 rows as a form; the sentence says which table, how many, what to do."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from workbook_read.sheets import HEADINGS
from zipingbiao.batch.given import json_text
from zipingbiao.batch.inputs import read_input

MOST = 20_000
ROW = ("产出指标", "数量指标", "次数", "≥1次", "1次", "1", "1")


def as_json(rows: int) -> bytes:
    row = {"level3": "次数", "target": "≥1次", "actual": "1次", "weight": "1", "score": "1"}
    return json.dumps({"name": "甲", "indicators": [row] * rows}).encode()


def as_csv(rows: int) -> bytes:
    lines = ["项目支出绩效自评表", "项目名称,甲", ",".join(HEADINGS), *["产出指标"] * (rows - 3)]
    return "\n".join(lines).encode()


def as_html(rows: int) -> bytes:
    def line(cells: tuple[str, ...]) -> str:
        return f"<tr>{''.join(f'<td>{cell}' for cell in cells)}"

    body = "".join((line(("项目名称", "甲")), line(HEADINGS), *[line(("产出指标",))] * (rows - 2)))
    return f"<html><p>项目支出绩效自评表<table>{body}</table>".encode()


def as_docx(rows: int) -> bytes:
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = Document()
    document.add_paragraph("项目支出绩效自评表")
    row = "<w:tr><w:tc><w:p><w:r><w:t>产出指标</w:t></w:r></w:p></w:tc></w:tr>"
    table = f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{row * rows}</w:tbl>"
    document.element.body.insert(1, parse_xml(table))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(rows: int) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["项目支出绩效自评表"])
    page.append(["项目名称", "甲"])
    page.append(HEADINGS)
    for _ in range(rows - 3):
        page.append(ROW)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


KINDS: dict[str, Callable[[int], bytes]] = {
    ".json": as_json, ".jsonl": as_json, ".csv": as_csv, ".html": as_html, ".docx": as_docx, ".xlsx": as_xlsx,
}  # fmt: skip


@pytest.mark.parametrize("suffix", KINDS)
def test_more_rows_are_not_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"表{suffix}"
    path.write_bytes(KINDS[suffix](MOST + 1))
    found = read_input(path)
    assert found.forms == ()
    (fault,) = found.faults
    assert fault.whole
    assert "2 万行" in fault.message
    assert "请" in fault.message


def test_as_many_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "表.json"
    path.write_bytes(as_json(MOST))
    (form,) = read_input(path).forms
    assert len(form.indicators) == MOST


def test_of_several_forms_only_the_too_long_one_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "表.json"
    path.write_text(f"[{as_json(2).decode()}, {as_json(MOST + 1).decode()}]", "utf-8")
    found = read_input(path)
    assert len(found.forms) == 1
    assert [fault.message.partition("的")[0] for fault in found.faults] == ["第 2 张表"]


def test_a_line_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "_LONGEST_LINE", 100)
    path = tmp_path / "表.jsonl"
    path.write_text('{"name": "甲"}\n' + json.dumps({"name": "乙" * 100}), "utf-8")
    found = read_input(path)
    assert [form.name for form in found.forms] == ["甲"]
    assert "第 2 行超过" in found.faults[-1].message
