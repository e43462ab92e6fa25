"""What of a file or a form was not read: told of the form, of the projects taken one by one, of the line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from zipingbiao.batch import one_by_one
from zipingbiao.batch.given import found as given
from zipingbiao.batch.given import json_text
from zipingbiao.batch.inputs import InputFault, Inputs, read_input
from zipingbiao.batch.one_by_one import OneByOne
from zipingbiao.form.coverage import Block, Reading, UnreadRow
from zipingbiao.form.model import Form


def partly(name: str, file: str) -> Form:
    unread = (UnreadRow(Block.INDICATORS, 21, "绿化"),)
    return Form(name=name, id="7", file=file, sheet_reading=Reading(2, unread=unread))


def test_rows_that_were_not_read_are_told_of_their_form() -> None:
    told = InputFault("一.xlsx", "“甲”填了 3 行，读出 2 行，1 行没有读出。")
    assert given.unread_of(partly("甲", "一.xlsx")) == told
    assert given.unread_of(partly("", "一.xlsx")) == replace(told, message=told.message.replace("甲", "7"))
    assert given.unread_of(Form(name="甲", sheet_reading=Reading(3))) is None
    remark = InputFault("一.xlsx", "存疑")
    read = given.with_unread(Inputs((partly("甲", "一.xlsx"), Form(name="乙")), (), (remark,)))
    assert (len(read.forms), read.remarks) == (2, (remark, told))


def test_projects_taken_one_by_one_are_told_when_they_were_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def projects(*forms: Form) -> OneByOne:
        monkeypatch.setattr(one_by_one, "open_input", lambda path: Inputs(forms, ()))
        return OneByOne([tmp_path / "台账.xlsx"])

    some = projects(partly("甲", "一.xlsx"), Form(name="乙"))
    assert (some.unread, some.told().remarks) == (False, ())
    for _ in range(2):
        assert [form.name for form in some] == ["甲", "乙"]
        assert (some.unread, some.told().remarks) == (True, (given.unread_of(partly("甲", "一.xlsx")),))
    # A blank form is a project of which nothing was read; one with a name only is not.
    for form, unread in ((Form(), True), (Form(name="乙"), False)):
        taken = projects(form)
        assert (list(taken), taken.unread) == ([form], unread)


@pytest.mark.parametrize(("length", "read"), [(40, ["甲", "乙"]), (39, ["甲"])])
def test_a_line_longer_than_any_form_ends_the_file(
    length: int, read: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second line has 39 letters with its end: as long as that is too long."""
    path = tmp_path / "表.jsonl"
    second = json.dumps({"name": "乙", "unit": "x" * 13}, ensure_ascii=False) + "\n"
    assert len(second) == 39
    path.write_text('{"name": "甲"}\n' + second, "utf-8")
    monkeypatch.setattr(json_text, "_LONGEST_LINE", length)
    found = read_input(path, "夹/表.jsonl")
    assert [form.name for form in found.forms] == read
    assert [(each.file, each.message[:5]) for each in found.faults] == [("夹/表.jsonl", "第 2 行")][
        len(read) - 1 :
    ]
