"""`diff`: two versions made by hand from form 3; what changed is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Cli
from workbook_read.books import FORMS, book_of
from zipingbiao.form.model import Entry, Form, Indicator
from zipingbiao.form.pairing import moved, pair_forms, pair_rows
from zipingbiao.report.comparison.changes import same_text


def changed() -> dict[str, Any]:
    """Form 3 with a later contract date, a row put in, and 满意度 up by one point; the printed total follows."""
    form: dict[str, Any] = json.loads(json.dumps(FORMS[2]))
    form["indicators"][0]["actual"] = "2025年1月5日"
    form["indicators"][5]["score"] = "7.99"
    form["total"]["score"] = "86.98"
    row = {"level1": "产出指标", "level2": "数量指标", "level3": "新增", "target": "≥3个", "actual": "3个"}
    form["indicators"].insert(1, {**row, "weight": "5", "score": "5", "note": ""})
    return form


def written(folder: Path, name: str, forms: object) -> Path:
    path = folder / name
    path.write_text(json.dumps(forms), encoding="utf-8")
    return path


def test_what_changed(cli: Cli, tmp_path: Path) -> None:
    result = cli(
        "diff", written(tmp_path, "a.json", FORMS[2]), written(tmp_path, "b.json", changed()), "--json"
    )
    assert result.code == 1  # a row was put in, and rows were approved
    (form,) = result.data["forms"]
    assert form["same"] is False
    assert [(c["row"], c["label"], c["after"]) for c in form["approved"]] == [(2, "整行", "新增")]
    assert (form["old"]["total"], form["new"]["total"]) == ("85.98", "91.97")
    changes = {(c["row"], c["label"]): (c["kind"], c["before"], c["after"]) for c in form["changes"]}
    assert changes == {
        (1, "实际完成值"): ("value", "12月24日", "2025年1月5日"),
        (1, "完成情况"): ("score", "按期完成", "未按期完成"),
        (1, "规则得分上限"): ("score", "10.00", "7.99"),
        (2, "整行"): ("row", "", "新增"),
        (7, "得分"): ("score", "7.00", "7.99"),
        (7, "得分（计算）"): ("score", "7.00", "7.99"),
        (None, "总分"): ("score", "85.98", "86.98"),
        (None, "总分（计算）"): ("score", "85.98", "91.97"),
        (None, "等级（计算）"): ("score", "良", "优"),
    }
    # 105 points of weight, and a total that is 5 short.
    new = {finding["code"] for finding in form["findings"]["new"]}
    assert {"JXS001", "JXS002"} <= new
    assert form["findings"]["kept"] > 0


def test_a_finding_that_moved_with_its_row_is_kept(cli: Cli, tmp_path: Path) -> None:
    form = json.loads(json.dumps(FORMS[2]))
    form["indicators"].append(form["indicators"].pop(0))
    old, new = written(tmp_path, "a.json", FORMS[2]), written(tmp_path, "b.json", form)
    (found,) = cli("diff", old, new, "--json").data["forms"]
    assert [(c["label"], c["before"], c["after"]) for c in found["changes"]] == [("位置", "第1行", "第6行")]
    assert found["findings"]["new"] == found["findings"]["gone"] == []


def test_a_mended_finding_is_gone(cli: Cli, tmp_path: Path) -> None:
    form = json.loads(json.dumps(FORMS[1]))
    form["indicators"][9]["note"] = "经批复，指标值的单位应为万元，批复表印作元，按万元填报。"
    old, new = written(tmp_path, "a.json", FORMS[1]), written(tmp_path, "b.json", form)
    (found,) = cli("diff", old, new, "--json").data["forms"]
    assert "JXT005" in {f["code"] for f in found["findings"]["gone"]}
    assert [c["label"] for c in found["changes"]] == ["偏差原因分析及改进措施"]


def test_a_finding_answered_by_changing_what_was_approved_is_not_mended(cli: Cli, tmp_path: Path) -> None:
    form = json.loads(json.dumps(FORMS[1]))
    form["indicators"][9]["target"] = form["indicators"][9]["target"].replace("元", "万元")
    old, new = written(tmp_path, "a.json", FORMS[1]), written(tmp_path, "b.json", form)
    (found,) = cli("diff", old, new, "--json").data["forms"]
    assert found["findings"]["gone"] == []
    hidden = {f["code"]: f["why"] for f in found["findings"]["hidden"]}
    assert hidden["JXT005"] == "只改了批复的年度指标值"


def test_the_table(cli: Cli, tmp_path: Path) -> None:
    result = cli("diff", written(tmp_path, "a.json", FORMS[2]), written(tmp_path, "b.json", changed()))
    assert result.code == 1
    assert "总分 85.98 → 91.97" in result.out
    assert result.out.index("批复内容被改") < result.out.index("总分 85.98")
    assert "【新出现的问题】" in result.out
    same = cli("diff", tmp_path / "a.json", tmp_path / "a.json")
    left = len(cli("check", tmp_path / "a.json", "--json").data["forms"][0]["findings"])
    assert left > 0
    assert same.code == 0
    assert same.out.strip() == f"信息系统政务云扩展服务项目：没有变化，仍有 {left} 条问题。"


def test_a_total_that_only_the_rule_makes_is_called_so(cli: Cli, tmp_path: Path) -> None:
    form = changed()
    form["indicators"][1]["score"] = ""
    old, new = written(tmp_path, "a.json", FORMS[2]), written(tmp_path, "b.json", form)
    shown = cli("diff", old, new).out
    assert "总分 85.98 → 91.97（按规则算，未填报）" in shown


def test_cells_of_workbooks(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "2").mkdir()
    old = book_of(tmp_path / "1", FORMS[2])
    form = json.loads(json.dumps(FORMS[2]))
    form["indicators"][0]["actual"] = "12月25日"
    new = book_of(tmp_path / "2", form)
    (found,) = cli("diff", old, new, "--json").data["forms"]
    (change,) = found["changes"]
    # Title 1, period 2, head 3–4, money 5–9, goals 10–11, headings 12: the first row is 13; 实际完成值 is column F.
    assert (change["cell_before"], change["cell_after"]) == ("F13", "F13")


def test_files_of_many_forms(cli: Cli, tmp_path: Path) -> None:
    old = written(tmp_path, "a.json", FORMS)
    new = written(
        tmp_path,
        "b.json",
        [*reversed(FORMS[1:]), {**FORMS[0], "name": "另一项目", "id": "x", "indicators": []}],
    )
    forms = cli("diff", old, new, "--json").data["forms"]
    assert [form["same"] for form in forms] == [True] * 13 + [False]
    assert (forms[-1]["old"]["name"], forms[-1]["new"]["name"]) == (FORMS[0]["name"], "另一项目")
    fewer = written(tmp_path, "c.json", FORMS[1:])
    gone = [form for form in cli("diff", old, fewer, "--json").data["forms"] if form["new"] is None]
    assert [form["old"]["name"] for form in gone] == [FORMS[0]["name"]]


def test_unreadable(cli: Cli, seed: Path, tmp_path: Path) -> None:
    result = cli("diff", seed, tmp_path / "没有.xlsx")
    assert result.code == 2
    assert "找不到这个文件" in result.err


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("10", "10.00", True),
        ("1,234.5", "1234.50", True),
        ("-", "", True),
        ("口头 满意", "口头满意", True),
        ("≥95%", "≥96%", False),
        ("", "0", False),
        ("10", "10分", False),
    ],
)
def test_same_text(before: str, after: str, same: bool) -> None:
    assert same_text(before, after) is same


def rows(*texts: str) -> list[Indicator]:
    return [Indicator(level3=text, target=Entry("1")) for text in texts]


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ("abc", "abc", [(0, 0), (1, 1), (2, 2)]),
        ("abc", "axbc", [(0, 0), (None, 1), (1, 2), (2, 3)]),
        ("abc", "ac", [(0, 0), (1, None), (2, 1)]),
        ("abc", "aXc", [(0, 0), (1, 1), (2, 2)]),
        ("abcd", "axbYd", [(0, 0), (None, 1), (1, 2), (2, 3), (3, 4)]),
        ("aab", "baa", [(2, 0), (0, 1), (1, 2)]),
        ("", "a", [(None, 0)]),
    ],
)
def test_pairing_of_rows(old: str, new: str, pairs: list[tuple[int | None, int | None]]) -> None:
    assert pair_rows(rows(*old), rows(*new)) == pairs


def test_moved_rows() -> None:
    assert moved([(0, 0), (None, 1), (1, 2)]) == set()
    assert moved([(1, 0), (2, 1), (0, 2)]) == {2}


def test_forms_find_each_other_by_code_before_name() -> None:
    old = [Form(code="A1", name="甲"), Form(code="A2", name="乙")]
    new = [Form(code="A2", name="甲"), Form(code="A1", name="乙")]
    assert pair_forms(old, new) == [(1, 0), (0, 1)]
