"""One file as a command was given it: told by its content, in which words it is refused, what is a whole fault."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from zipingbiao.batch import inputs as module
from zipingbiao.batch.inputs import (
    InputFault,
    Inputs,
    lines_of,
    open_input,
    read_input,
    read_inputs,
    together,
)
from zipingbiao.batch.one_by_one import OneByOne
from zipingbiao.form.model import Form
from zipingbiao.hosts.cli.shared import as_json
from zipingbiao.resources import DEMO_LEDGER, TEMPLATE, workbook_path

ONE = {"name": "甲", "indicators": [{"level3": "采购", "weight": 10}]}
NOT_TEXT = "既不是 UTF-8 也不是 GB18030 编码的文件，或已损坏，请另存为 UTF-8 后再试。"


def told(found: Inputs) -> list[tuple[str, str, bool]]:
    return [(each.file, each.message, each.whole) for each in found.faults]


def test_what_is_no_file(tmp_path: Path) -> None:
    assert told(read_input(tmp_path / "无.xlsx")) == [
        ("无.xlsx", "找不到这个文件，请核对路径和文件名。", True)
    ]
    assert told(read_input(tmp_path)) == [(tmp_path.name, "这是一个文件夹，请给出其中的文件。", True)]
    assert told(read_input(tmp_path / "无.xlsx", "夹/无.xlsx"))[0][0] == "夹/无.xlsx"
    assert told(open_input(tmp_path / "无.xlsx", "夹/无.xlsx"))[0][0] == "夹/无.xlsx"
    assert told(open_input(tmp_path / "无.xlsx"))[0][0] == "无.xlsx"


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道")
    assert told(read_input(tmp_path / "管道")) == [
        ("管道", "这不是普通文件（是管道或设备），请先存成文件再给出。", True)
    ]


@pytest.mark.parametrize(
    ("problem", "message"),
    [
        (PermissionError(13, "denied"), "没有权限读取，请确认文件没有被其他程序独占，并且您有读取权限。"),
        (OSError(5, "I/O"), "读取失败（I/O），请确认磁盘或网络文件夹可用。"),
        (OSError("断了"), "读取失败（断了），请确认磁盘或网络文件夹可用。"),
        (RecursionError(), "文件内部层层嵌套得太深，不像 Excel 保存的文件，已拒绝读取。"),
    ],
)
def test_a_file_that_cannot_be_read(
    problem: Exception, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "表.json"
    path.write_text("[]", "utf-8")

    def fails(*_: object) -> None:
        raise problem

    monkeypatch.setattr(module, "_by_content", fails)
    for read in (read_input, open_input):
        assert told(read(path)) == [("表.json", message, True)]
        assert told(read(path, "夹/表.json")) == [("夹/表.json", message, True)]


def test_a_fault_of_ours_is_that_files_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path / "home"))
    path = tmp_path / "表.json"
    path.write_text("[]", "utf-8")

    def fails(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(module, "_by_content", fails)
    log = tmp_path / "home" / "zipingbiao.log"
    message = (
        f"处理这个文件时程序内部出错，其他文件不受影响。详情已记入 {log}，请把它和这个文件发给维护人员。"
    )
    for read in (read_input, open_input):
        assert told(read(path)) == [("表.json", message, True)]
        assert told(read(path, "夹/表.json")) == [("夹/表.json", message, True)]
    assert "KeyError" in log.read_text("utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_json_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "表.json"
    path.write_text(json.dumps(ONE, ensure_ascii=False), encoding)
    assert [form.name for form in read_input(path).forms] == ["甲"]
    lines = tmp_path / "表.JSONL"
    lines.write_text(f"{json.dumps({'name': 'ascii'})}\n\n{json.dumps(ONE, ensure_ascii=False)}\n", encoding)
    assert [form.name for form in read_input(lines).forms] == ["ascii", "甲"]


def test_json_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "表.json"
    path.write_bytes(b"\xff\xff\xff")
    assert told(read_input(path)) == [("表.json", NOT_TEXT, True)]
    lines = tmp_path / "表.jsonl"
    lines.write_bytes(b"\xff\xff\xff\n")
    assert told(read_input(lines)) == [("表.jsonl", NOT_TEXT, True)]
    path.write_text("{", "utf-8")
    ((_, _, whole),) = told(read_input(path))
    assert whole


def test_a_good_form_beside_a_bad_one_is_no_whole_fault(tmp_path: Path) -> None:
    path = tmp_path / "表.json"
    path.write_text(json.dumps([ONE, 3, ONE | {"farbe": 1}]), "utf-8")
    found = read_input(path)
    assert [form.name for form in found.forms] == ["甲", "甲"]
    assert [(each.file, each.whole) for each in found.faults] == [("表.json", False)]
    assert [(each.file, "farbe" in each.message) for each in found.remarks] == [("表.json", True)]


def test_a_bad_line_names_itself(tmp_path: Path) -> None:
    path = tmp_path / "表.jsonl"
    path.write_text(f"{json.dumps(ONE)}\n\n{{\n{json.dumps(ONE | {'farbe': 1})}\n", "utf-8")
    found = read_input(path, "夹/表.jsonl")
    assert len(found.forms) == 2
    ((file, message, whole),) = told(found)
    assert (file, whole) == ("夹/表.jsonl", False)
    assert message.startswith("第 3 行")
    assert message.count("第 3 行") == 1
    (remark,) = found.remarks
    assert (remark.file, remark.message.startswith("第 4 行")) == ("夹/表.jsonl", True)
    assert [len(each.forms) for each in lines_of(path)] == [1, 0, 1]
    assert {fault.file for each in lines_of(path) for fault in each.faults} == {"表.jsonl"}


def test_lines_without_one_good_one_are_a_whole_fault(tmp_path: Path) -> None:
    path = tmp_path / "表.jsonl"
    path.write_text("{\n[\n", "utf-8")
    assert [whole for _, _, whole in told(read_input(path))] == [True, True]
    one = OneByOne([path])
    assert (len(one), list(one)) == (2, [])
    assert [each.whole for each in one.told().faults] == [True, True]


def test_a_workbook_named_json_is_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "台账.json"
    path.write_bytes(workbook_path(DEMO_LEDGER).read_bytes())
    assert len(read_input(path).forms) == 14


def test_a_ledger_and_a_form(tmp_path: Path) -> None:
    ledger = read_input(workbook_path(DEMO_LEDGER))
    assert (ledger.ledger, ledger.printed, ledger.own) == (True, False, "")
    assert isinstance(ledger.forms, tuple)
    opened = open_input(workbook_path(DEMO_LEDGER))
    assert not isinstance(opened.forms, tuple)
    empty = read_input(workbook_path(TEMPLATE))
    assert not empty.ledger


def test_a_file_too_large_to_be_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FILE", 3)
    monkeypatch.setattr(module, "MB", 2)
    path = tmp_path / "表.txt"
    path.write_bytes(b"abcd")
    assert told(read_input(path)) == [
        ("表.txt", "文件有 2 MB，超过 1 MB 的上限，请删除其中的图片和无关的内容后再试。", True)
    ]
    assert len(read_input(workbook_path(DEMO_LEDGER)).forms) == 14
    # JSON has a limit of rows a form, and none of its size.
    lists = tmp_path / "表.JSON"
    lists.write_text(json.dumps(ONE), "utf-8")
    assert "上限" not in str(read_input(lists).faults)
    monkeypatch.setattr(module, "MAX_FILE", 3)
    path.write_bytes(b"abc")
    assert "上限" not in told(read_input(path))[0][1]


def test_what_several_files_gave(tmp_path: Path) -> None:
    one, other = Form(name="甲"), Form(name="乙")
    fault, remark = InputFault("a", "坏", True), InputFault("b", "注")
    found = together([Inputs((one,), (fault,), (), ledger=True), Inputs((other,), (), (remark,))])
    assert found == Inputs((one, other), (fault,), (remark,))
    paths = [tmp_path / f"{n}.json" for n in (1, 2)]
    for path in paths:
        path.write_text(json.dumps(ONE | {"name": path.stem}), "utf-8")
    assert [form.name for form in read_inputs([paths[1], paths[0]]).forms] == ["2", "1"]


def test_projects_one_by_one(tmp_path: Path) -> None:
    lines, whole = tmp_path / "一.jsonl", tmp_path / "二.json"
    lines.write_text(f"{json.dumps(ONE)}\n{{\n  \n{json.dumps(ONE | {'farbe': 1})}\n", "utf-8")
    whole.write_text(json.dumps([ONE | {"name": "乙"}, 3]), "utf-8")
    one = OneByOne([lines, whole, tmp_path / "无.jsonl"])
    assert len(one) == 4  # three lines that are not empty, one form
    for _ in range(2):
        assert [form.name for form in one] == ["甲", "甲", "乙"]
        found = one.told()
        assert found.forms == ()
        assert [(each.file, each.whole) for each in found.faults] == [
            ("一.jsonl", False),
            ("二.json", False),
            ("无.jsonl", True),
        ]
        assert [each.file for each in found.remarks] == ["一.jsonl"]


def test_json_as_it_is_printed() -> None:
    data: Any = {"名": ["甲", 1]}
    assert as_json(data) == '{\n "名": [\n  "甲",\n  1\n ]\n}'
