"""The record of what was handed out: kept word for word, moved along with rows and lines, carried on after an update."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from zipingbiao.batch.bulk import Outcome, Task
from zipingbiao.batch.files import WriteFault
from zipingbiao.batch.round.handed_out import HandedOut
from zipingbiao.batch.round.newer import Newer
from zipingbiao.batch.round.record import NAME, Issued, add_to_record, digest_of, issued, read_record
from zipingbiao.batch.round.renewed import renewed, still_former
from zipingbiao.batch.round.update import ProjectUpdate, Returned
from zipingbiao.edits.snapshot import Edit, EditKind
from zipingbiao.form.model import Entry, Form, FundLine, Indicator
from zipingbiao.ledger.update.differences import Change, Compared, Conflict, Why
from zipingbiao.ledger.update.edits import Written

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
TOTAL, SHARE = FundLine("年度资金总额", executed="95"), FundLine("其中：当年财政拨款", executed="90")
TRAINED = Indicator("产出指标", "数量指标", "培训人数", Entry("≥200人"), Entry("210人"), "50")
PASSED = Indicator("产出指标", "质量指标", "合格率", Entry("≥95%"), Entry("96%"), "40")
LEDGER = Form(
    "1", year="2024年度", name="培训项目", unit="甲中心", funds=(TOTAL, SHARE), indicators=(TRAINED, PASSED)
)

WHOLE = Issued(
    "01-培训项目.xlsx",
    ABC,
    ("1", "培训项目", "甲中心"),
    ("培训人数", "合格率"),
    ("年度资金总额", "其中：当年财政拨款"),
    {"unit": "甲中心", "indicators[0].actual": "200人"},
    untouched={"indicators[1].score": "40.00"},
    shown={"indicators[0].note": "因故。\n“改进”"},
    approved={"name": "培训项目"},
    former={"indicators[0].actual": ("180人", "")},
)

# ---------------------------------------------------------------- kept


def test_a_record_is_read_as_it_was_kept(tmp_path: Path) -> None:
    other = replace(WHOLE, file="02.xlsx", digest="", shown={}, former={})
    add_to_record(tmp_path, [WHOLE, other])
    assert read_record(tmp_path) == {"01-培训项目.xlsx": WHOLE, "02.xlsx": other}
    # Of a workbook that was handed out again the last line counts.
    again = replace(WHOLE, digest="2")
    add_to_record(tmp_path, [again])
    assert read_record(tmp_path) == {"01-培训项目.xlsx": again, "02.xlsx": other}
    # For whoever looks into it: Chinese as is, a line a workbook.
    lines = (tmp_path / NAME).read_text("utf-8").splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["01-培训项目.xlsx", "02.xlsx", "01-培训项目.xlsx"]
    assert "培训人数" in lines[0]


def test_nothing_handed_out_keeps_no_record(tmp_path: Path) -> None:
    add_to_record(tmp_path, [])
    assert list(tmp_path.iterdir()) == []
    assert read_record(tmp_path) == read_record(tmp_path / "无") == {}


def test_lines_that_are_torn_or_not_ours_count_for_nothing(tmp_path: Path) -> None:
    add_to_record(tmp_path, [WHOLE])
    line = (tmp_path / NAME).read_bytes()
    earlier = {key: value for key, value in json.loads(line).items() if key != "former"}
    torn = [line[:-30] + b"\n", b"[]\n", b"3\n", b"{}\n", b"\n", b"\xff\xfe\xff\n", b'{"file": "03.xlsx"}\n']
    former = json.dumps(earlier | {"file": "旧.xlsx"}).encode() + b"\n"
    (tmp_path / NAME).write_bytes(b"".join([*torn, line, *torn, former, line[:40]]))
    # A line of an earlier version knows nothing of what the ledger once said.
    assert read_record(tmp_path) == {
        "01-培训项目.xlsx": WHOLE,
        "旧.xlsx": replace(WHOLE, file="旧.xlsx", former={}),
    }


def test_a_record_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(WriteFault) as told:
        add_to_record(tmp_path, [WHOLE])
    assert str(told.value) == f"发放记录 {NAME} 未能写入：有一个同名的文件夹，请移走或改名。"


def test_what_is_noted_of_a_workbook() -> None:
    noted = issued("01.xlsx", "x", LEDGER, {"indicators[1].score": "40.00"})
    assert (noted.file, noted.digest, noted.project) == ("01.xlsx", "x", ("1", "培训项目", "甲中心"))
    assert (noted.rows, noted.funds) == (WHOLE.rows, WHOLE.funds)
    assert noted.typed == {
        "unit": "甲中心",
        "funds[0].executed": "95",
        "funds[1].executed": "90",
        "indicators[0].actual": "210人",
        "indicators[1].actual": "96%",
    }
    assert noted.shown == {"indicators[1].score": "40.00"}
    assert noted.approved == {"name": "培训项目"} | {
        f"indicators[{i}].{field}": text
        for i, texts in enumerate(
            (
                ("产出指标", "数量指标", "培训人数", "≥200人", "50"),
                ("产出指标", "质量指标", "合格率", "≥95%", "40"),
            )
        )
        for field, text in zip(("level1", "level2", "level3", "target", "weight"), texts, strict=True)
    }
    assert (noted.untouched, noted.former) == ({}, {})


def test_the_fingerprint_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert (digest_of(tmp_path / "a"), digest_of(tmp_path / "无")) == (ABC, "")


# ---------------------------------------------------------------- moved along


@pytest.mark.parametrize("name", ["typed", "untouched", "shown", "approved", "former"])
def test_what_was_said_of_a_row_or_a_line_follows_it(name: str) -> None:
    """Since then 合格率 was taken out, 满意度 put before 培训人数, and the lines of money changed places."""
    said = {
        "unit": "甲中心",
        "goals.actual": "已办",
        "funds[0].executed": "95",
        "funds[1].rate": "90%",
        "indicators[0].actual": "210人",
        "indicators[1].actual": "96%",
        "indicators[2].note": "因故",
    }
    empty: dict[str, str] = {}
    then = Issued("a", "", ("", "", ""), ("培训人数", "合格率", "满意度"), WHOLE.funds, empty)
    then = replace(then, **{name: said})  # type: ignore[arg-type]
    rows = tuple(Indicator(level3=each) for each in ("满意度", "培训人数"))
    moved = getattr(then, f"{name}_in")(Form(funds=(SHARE, TOTAL), indicators=rows))
    assert moved == {
        "unit": "甲中心",
        "goals.actual": "已办",
        "funds[1].executed": "95",
        "funds[0].rate": "90%",
        "indicators[1].actual": "210人",
        "indicators[0].note": "因故",
    }
    # A ledger without lines and rows has no place for what was said of them.
    assert getattr(then, f"{name}_in")(Form()) == {"unit": "甲中心", "goals.actual": "已办"}


# ---------------------------------------------------------------- carried on


def taken_in(path: Path, *conflicts: Conflict, untouched: dict[str, str] | None = None) -> ProjectUpdate:
    """A workbook that gave the ledger an actual and a score, agreed on the unit, and whose note was refused."""
    changes = [
        Change("indicators[0].actual", "205人", Entry("210人")),
        Change("indicators[1].score", "", Entry("38")),
        Change("indicators[0].note", "", Entry("因故")),
    ]
    edit = Edit(EditKind.VALUE, "指标", "G2", None, "x")
    written = (Written(changes[0], edit), Written(changes[1], edit), Written(changes[2], None))
    compared = Compared(tuple(changes), (), untouched or {}, frozenset({"unit"}))
    return ProjectUpdate(
        1, LEDGER, Returned(path, path.name, LEDGER, None), compared, written, tuple(conflicts)
    )


BEFORE = replace(
    WHOLE,
    digest="before",
    typed={"unit": "甲中心", "indicators[0].actual": "200人", "indicators[1].actual": "90%"},
    untouched={"indicators[0].score": "50.00", "indicators[1].score": "39.00"},
    shown={"indicators[0].deduction": "0.00", "indicators[1].score": "40.00"},
    approved={"name": "培训项目", "indicators[0].target": "≥100人"},
    former={"indicators[0].actual": ("180人",), "indicators[1].actual": ("80%",), "unit": ("甲中心 ",)},
)
#: The ledger as it was written; 合格率 was changed in it alone.
AFTER = replace(LEDGER, indicators=(TRAINED, replace(PASSED, actual=Entry("95%"), score="38")))


def test_what_both_sides_agree_on_is_compared_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "01.xlsx"
    path.write_bytes(b"abc")
    now = renewed(BEFORE, AFTER, taken_in(path, untouched={"indicators[1].note": "草稿"}))
    # What only one side says stays as it was: the 90% of then, and no amount, for nobody compared any.
    assert now.typed == {
        "unit": "甲中心",
        "indicators[0].actual": "210人",
        "indicators[1].actual": "90%",
        "indicators[1].score": "38",
    }
    # What the ledger said before, unless it says so still.
    assert now.former == {
        "indicators[0].actual": ("180人", "200人", "205人"),
        "indicators[1].actual": ("80%",),
        "indicators[1].score": ("",),
    }
    # What was written is somebody's word from now on.
    assert now.shown == {"indicators[0].deduction": "0.00"}
    assert now.untouched == {"indicators[0].score": "50.00", "indicators[1].note": "草稿"}
    # What was approved then, and what the ledger has besides.
    assert now.approved["indicators[0].target"] == "≥100人"
    assert now.approved["indicators[1].target"] == "≥95%"
    assert (now.file, now.digest, now.project) == ("01-培训项目.xlsx", ABC, ("1", "培训项目", "甲中心"))
    assert (now.rows, now.funds) == (WHOLE.rows, WHOLE.funds)


def test_what_a_person_has_to_decide_keeps_the_workbook_newer(tmp_path: Path) -> None:
    path = tmp_path / "01.xlsx"
    path.write_bytes(b"abc")
    open_ = Conflict(Why.BOTH, "indicators[1].actual", "95%", Entry("97%"))
    assert renewed(BEFORE, AFTER, taken_in(path, open_)).digest == "before"


def test_handed_out_again_only_what_still_stands_was_taken_from_workbooks() -> None:
    former = dict.fromkeys(("indicators[0].actual", "indicators[1].actual", "goals.actual"), ("旧",))
    before = replace(
        BEFORE, typed={"indicators[0].actual": "210人", "indicators[1].actual": "90%"}, former=former
    )
    # 合格率 says 95% now; of the goals neither then nor now anything is said.
    assert still_former(before, AFTER) == {"indicators[0].actual": ("旧",), "goals.actual": ("旧",)}


def test_what_was_written_is_noted_when_it_stands(tmp_path: Path) -> None:
    add_to_record(tmp_path, [replace(BEFORE, file="01.xlsx", typed={"indicators[0].actual": "210人"})])
    tasks = [Task(n, AFTER, f"0{n}.xlsx") for n in (1, 2, 3, 4)]
    keeper = HandedOut(tmp_path)
    assert keeper.fault == ""
    assert list(keeper.watched(tasks)) == tasks
    keeper.note(
        [
            Outcome(1, "培训项目", "01.xlsx", digest="1", shown={"total.grade": "优"}),
            Outcome(2, "培训项目", "02.xlsx", digest="2"),
            Outcome(3, "培训项目", "03.xlsx", digest="3", fault="没有写入"),
            Outcome(4, "培训项目", "04.xlsx"),
            Outcome(5, "别人的", "05.xlsx", digest="5"),
        ]
    )
    record = read_record(tmp_path)
    assert {name: each.digest for name, each in record.items()} == {"01.xlsx": "1", "02.xlsx": "2"}
    assert record["01.xlsx"].shown == {"total.grade": "优"}
    # Of the one that stood there before, what its ledger said before its words came in.
    assert record["01.xlsx"].former == {"indicators[0].actual": ("180人",)}
    assert record["02.xlsx"].former == {}
    assert keeper.fault == ""


def test_why_the_record_could_not_be_kept_is_remembered(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    keeper = HandedOut(tmp_path)
    list(keeper.watched([Task(1, AFTER, "01.xlsx")]))
    keeper.note([Outcome(1, "培训项目", "01.xlsx", digest="1")])
    assert keeper.fault == f"发放记录 {NAME} 未能写入：有一个同名的文件夹，请移走或改名。"


# ---------------------------------------------------------------- what is newer


@pytest.mark.parametrize(
    ("new", "otherwise", "told"),
    [
        (2, 0, "有 2 处台账还没有的内容，"),
        (0, 1, "有 1 处与台账不一样，"),
        (2, 1, "有 2 处台账还没有的内容、1 处与台账不一样，"),
    ],
)
def test_what_is_said_of_a_newer_workbook(tmp_path: Path, new: int, otherwise: int, told: str) -> None:
    newer = Newer(tmp_path / "表" / "01.xlsx", "培训项目", new, otherwise)
    assert newer.told("台账.xlsx") == (
        f"01.xlsx“培训项目”比台账新：{told}这次生成的不包含它们。"
        "请先运行 zipingbiao update 台账.xlsx --from 表，再生成。"
    )


def test_a_newer_workbook_that_was_written_over_is_found_in_its_backup(tmp_path: Path) -> None:
    path = tmp_path / "01.xlsx"
    newer = Newer(path, "培训项目", 2, 1, ABC)
    path.write_bytes(b"abc")
    assert (newer.backup(), newer.overwritten("台账.xlsx")) == ("", "")
    path.write_bytes(b"new")
    assert (newer.backup(), newer.overwritten("台账.xlsx")) == ("", "")
    for name, data in (("01.xlsx.bak", b"old"), ("01.xlsx.bak2", b"abc"), ("02.xlsx.bak", b"abc")):
        (tmp_path / name).write_bytes(data)
    assert newer.backup() == "01.xlsx.bak2"
    assert newer.overwritten("台账.xlsx") == (
        "01.xlsx“培训项目”已被覆盖，其中没有收回台账的 3 处只留在备份 01.xlsx.bak2 里："
        "要用的，把备份改名放到别的文件夹，再运行 zipingbiao update 台账.xlsx --from 那个文件夹，或照着填进台账。"
    )
    # Of several copies the first.
    (tmp_path / "01.xlsx.bak").write_bytes(b"abc")
    assert newer.backup() == "01.xlsx.bak"
