"""Files and folders as a command was given them: what is read, in which order, what is left out and why."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from zipingbiao.batch.folder import Entry, Reading, _without_prints, natural, read_each, told_apart
from zipingbiao.batch.inputs import InputFault, Inputs
from zipingbiao.form.model import Entry as Cell
from zipingbiao.form.model import Form, Indicator, Total


def put(path: Path, *names: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    data: list[dict[str, Any]] = [{"name": name, "indicators": []} for name in names]
    path.write_text(json.dumps(data), "utf-8")
    return path


def read(reading: Reading) -> list[tuple[str, bool, list[str]]]:
    return [(each.shown, each.below, [form.name for form in each.inputs.forms]) for each in reading.entries]


def test_folders_are_read_in_the_order_a_person_would_list_them(tmp_path: Path) -> None:
    for name in ("10.json", "2.json", "乙/1.json", "甲/表10/a.json", "甲/表9/a.json"):
        put(tmp_path / name, name)
    reading = read_each([tmp_path])
    assert [shown for shown, _, _ in read(reading)] == [
        "2.json",
        "10.json",
        "乙/1.json",
        "甲/表9/a.json",
        "甲/表10/a.json",
    ]
    assert all(each.below for each in reading.entries)
    assert (reading.faults, reading.skipped) == ((), ())


def test_a_file_given_by_name_is_read_as_often_as_it_was_given(tmp_path: Path) -> None:
    one, other = put(tmp_path / "一.json", "甲"), put(tmp_path / "夹" / "二.json", "乙")
    reading = read_each([one, one, other.parent, other, other.parent])
    assert read(reading) == [
        ("一.json", False, ["甲"]),
        ("一.json", False, ["甲"]),
        ("夹/二.json", True, ["乙"]),
        ("二.json", False, ["乙"]),
    ]
    # Found below once it was named: not again.
    assert read(read_each([other, other.parent])) == [("二.json", False, ["乙"])]
    # Nor what lies in two folders of which one is inside the other.
    assert [names for _, _, names in read(read_each([tmp_path, other.parent, tmp_path]))] == [["甲"], ["乙"]]
    # One folder alone needs no name.
    assert read(read_each([other.parent])) == [("二.json", True, ["乙"])]


def test_as_much_of_the_folders_as_tells_files_apart() -> None:
    def shown(*paths: str) -> list[str]:
        return list(told_apart([Path(path) for path in paths]).values())

    assert shown("/甲/表.xlsx") == ["表.xlsx"]
    assert shown("/甲/表.xlsx", "/乙/表.xlsx", "/乙/单.xlsx") == ["甲/表.xlsx", "乙/表.xlsx", "单.xlsx"]
    assert shown("/甲/一/表.xlsx", "/乙/一/表.xlsx") == ["甲/一/表.xlsx", "乙/一/表.xlsx"]
    # One lies where the other's path ends: all there is of it.
    assert shown("/表.xlsx", "/甲/表.xlsx") == ["表.xlsx", "甲/表.xlsx"]


WHY = {
    "~$表.xlsx": "Excel、WPS 打开文件时的临时锁文件，没有读取；原文件可能还有没保存的改动。",
    ".~lock.表.xlsx#": "Excel、WPS 打开文件时的临时锁文件，没有读取；原文件可能还有没保存的改动。",
    ".隐藏": "隐藏文件，没有读取。",
    "Thumbs.db": "操作系统的文件，没有读取。",
    "desktop.ini": "操作系统的文件，没有读取。",
    "表.xlsx.bak": "改动前的备份，没有读取。",
    "表.xlsx.BAK12": "改动前的备份，没有读取。",
}


def test_files_that_are_left_out_by_their_names(tmp_path: Path) -> None:
    for name in WHY:
        (tmp_path / name).write_bytes(b"x")
    put(tmp_path / ".git" / "a.json", "不读")
    put(tmp_path / "__MACOSX" / "a.json", "不读")
    put(tmp_path / "表.bak的说明.json", "读")
    reading = read_each([tmp_path])
    assert read(reading) == [("表.bak的说明.json", True, ["读"])]
    assert {each.file: each.message for each in reading.skipped} == WHY
    assert reading.inputs.skipped == reading.skipped
    assert not any(each.whole for each in reading.skipped)


def test_the_file_that_will_be_written_is_not_read(tmp_path: Path) -> None:
    out, other = put(tmp_path / "汇总.json", "旧"), put(tmp_path / "表.json", "甲")
    told = InputFault("汇总.json", "这是本命令要写入的文件，没有读取。")
    for paths in ([tmp_path], [out, other]):
        reading = read_each(paths, (tmp_path / "." / "汇总.json",))
        assert [names for _, _, names in read(reading)] == [["甲"]]
        assert reading.skipped == (told,)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_folder_that_cannot_be_opened_is_a_fault(tmp_path: Path) -> None:
    put(tmp_path / "一.json", "甲")
    closed = tmp_path / "锁"
    closed.mkdir(mode=0)
    reading = read_each([tmp_path])
    closed.chmod(0o755)
    assert [each.whole for each in reading.faults] == [True]


def test_folders_that_cannot_be_opened_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def walk(folder: Path, onerror: Any) -> Any:
        onerror(PermissionError(13, "denied", str(folder / "锁")))
        onerror(OSError("断了"))
        return iter([(str(folder), [], [])])

    monkeypatch.setattr(os, "walk", walk)
    reading = read_each([tmp_path])
    message = "文件夹打不开，其中的文件没有读取，请确认路径和读取权限。"
    assert reading.faults == (
        InputFault(str(tmp_path / "锁"), message, whole=True),
        InputFault(str(tmp_path), message, whole=True),
    )
    assert reading.inputs.faults == reading.faults


def test_which_files_may_be_changed(tmp_path: Path) -> None:
    """Those that were named; of a folder those that hold forms."""
    named = tmp_path / "说明.txt"
    named.write_text("x", "utf-8")
    folder = tmp_path / "夹"
    held = put(folder / "表.json", "甲")
    (folder / "说明.txt").write_text("x", "utf-8")
    assert read_each([named, folder]).writable == [named, held]


@pytest.mark.parametrize(
    ("names", "ordered"),
    [
        (("10", "9", "1"), ("1", "9", "10")),
        (("表10.xlsx", "表2.xlsx", "表02a.xlsx"), ("表2.xlsx", "表02a.xlsx", "表10.xlsx")),
        (("b1", "a10", "a9"), ("a9", "a10", "b1")),
        (("甲", "2"), ("2", "甲")),
    ],
)
def test_numbers_in_names_are_numbers(names: tuple[str, ...], ordered: tuple[str, ...]) -> None:
    assert tuple(sorted(names, key=natural)) == ordered


# ---------------------------------------------------------------- prints beside their originals

ROW = Indicator(level3="采购", target=Cell("≥10台"), actual=Cell("9台"), weight="10", score="9", note="因故")
FORM = Form(name="甲", unit="某局", year="2024年度", total=Total(score="99"), indicators=(ROW,))


def entry(name: str, *forms: Form, printed: bool = False) -> Entry:
    return Entry(Path(name), name, Inputs(forms, (), (InputFault(name, "旧"),), printed=printed), True)


def test_a_print_of_a_form_that_lies_beside_it_is_not_counted_twice() -> None:
    from dataclasses import replace

    spaced = replace(FORM, name="甲 ", title="另一标题", indicators=(replace(ROW, note="因\n故"),))
    entries = [entry("表.pdf", spaced, FORM, printed=True), entry("表.xlsx", FORM)]
    pdf, book = _without_prints(entries)
    assert pdf.inputs.forms == ()
    assert pdf.inputs.remarks == (
        InputFault("表.pdf", "旧"),
        InputFault("表.pdf", "有 2 张表与同时读取的工作簿一字不差，没有重复计入。"),
    )
    assert book == entries[1]


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "乙"},
        {"unit": "别局"},
        {"year": "2023年度"},
        {"total": Total(score="98")},
        {"indicators": (Indicator(level3="采购"),)},
        {"indicators": (ROW, ROW)},
    ],
)
def test_a_print_that_says_something_else_is_a_form_of_its_own(changes: dict[str, Any]) -> None:
    from dataclasses import replace

    entries = [entry("表.pdf", replace(FORM, **changes), printed=True), entry("表.xlsx", FORM)]
    assert list(_without_prints(entries)) == entries


@pytest.mark.parametrize("field", ["level3", "target", "actual", "weight", "score", "note"])
def test_every_field_of_a_row_tells_forms_apart(field: str) -> None:
    from dataclasses import replace

    other: Any = Cell("别的") if field in ("target", "actual") else "别的"
    changed = replace(FORM, indicators=(replace(ROW, **{field: other}),))
    entries = [entry("表.pdf", changed, printed=True), entry("表.xlsx", FORM)]
    assert list(_without_prints(entries)) == entries


def test_two_prints_or_two_workbooks_are_never_thrown_away() -> None:
    prints = [entry("一.pdf", FORM, printed=True), entry("二.pdf", FORM, printed=True)]
    assert list(_without_prints(prints)) == prints
    books = [entry("一.xlsx", FORM), entry("二.xlsx", FORM)]
    assert list(_without_prints(books)) == books


def test_a_link_that_leads_in_a_circle_stops_nothing(tmp_path: Path) -> None:
    put(tmp_path / "好.json", "甲")
    (tmp_path / "圈.xlsx").symlink_to(tmp_path / "圈2.xlsx")
    (tmp_path / "圈2.xlsx").symlink_to(tmp_path / "圈.xlsx")
    reading = read_each([tmp_path])
    assert [form.name for form in reading.inputs.forms] == ["甲"]
    assert [fault.file for fault in reading.inputs.faults] == ["圈2.xlsx", "圈.xlsx"]
    (named,) = read_each([tmp_path / "圈.xlsx"]).inputs.faults
    assert named.whole


def test_a_folder_in_which_nothing_was_read_is_not_without_fault(tmp_path: Path) -> None:
    (fault,) = read_each([tmp_path]).inputs.faults
    assert fault.whole
    assert "什么也没有读出" in fault.message
    (tmp_path / "~$表.xlsx").write_bytes(b"")
    assert len(read_each([tmp_path]).inputs.faults) == 1
