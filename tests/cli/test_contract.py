"""The command line as scripts see it: JSON shapes, exit codes, Chinese messages."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from cli.conftest import Cli
from zipingbiao.batch.inputs import read_input
from zipingbiao.workbook.read.forms import read_workbook

FORM_KEYS = {
    "id",
    "name",
    "kind",
    "reading",
    "execution",
    "indicators",
    "weights",
    "total",
    "reported_total",
    "grade",
    "remarks",
}
FINDING_KEYS = {
    "id",
    "difference",
    "code",
    "severity",
    "group",
    "file",
    "sheet",
    "cell",
    "field",
    "found",
    "expected",
    "message",
    "advice",
    "related",
}


def test_score_json(cli: Cli, seed: Path) -> None:
    result = cli("score", seed, "--json")
    assert result.code == 0
    assert result.data["errors"] == []
    forms = result.data["forms"]
    assert len(forms) == 14
    assert set(forms[0]) == FORM_KEYS
    assert forms[0]["execution"] == {"rate": "99.44", "score": "9.94", "basis": "reported"}
    assert forms[0]["indicators"][7] == {
        "n": 8,
        "state": "超额完成",
        "ceiling": "10.00",
        "deduction": "2.00",
        "score": "8.00",
        "reported": "8.00",
    }
    assert (forms[2]["weights"], forms[2]["total"], forms[2]["reported_total"], forms[2]["grade"]) == (
        "100.00",
        "85.98",
        "85.98",
        "良",
    )


def test_check_json(cli: Cli, seed: Path) -> None:
    result = cli("check", seed, "--json")
    forms = result.data["forms"]
    assert set(forms[0]) == {"id", "name", "kind", "reading", "findings", "rules"}
    assert forms[0]["kind"] == "project"
    assert forms[0]["reading"] == {"rows_seen": 8, "rows_read": 8, "unknown": []}
    assert set(forms[0]["findings"][0]) == FINDING_KEYS
    assert {run["status"] for form in forms for run in form["rules"]} <= {
        "passed",
        "found",
        "skipped",
        "manual",
    }
    errors = [
        (form["id"], f["code"], f["field"])
        for form in forms
        for f in form["findings"]
        if f["severity"] == "E"
    ]
    assert errors == [("seed-02", "JXT005", "indicators[9].target")]
    assert result.code == 1


def test_strict_makes_warnings_fail(cli: Cli, seed: Path, tmp_path: Path) -> None:
    first = json.loads(seed.read_text("utf-8"))[0]
    only = tmp_path / "one.json"
    only.write_text(json.dumps(first), encoding="utf-8")
    assert cli("check", only, "--json").code == 0
    assert cli("check", only, "--json", "--strict").code == 1


def test_narrate_json(cli: Cli, seed: Path) -> None:
    result = cli("narrate", seed, "--json")
    assert result.code == 0
    form = result.data["forms"][2]
    assert set(form) == {"id", "name", "notes", "summary"}
    note = next(each for each in form["notes"] if each["n"] == 2)
    assert set(note) == {"n", "required", "reason", "text", "gaps"}
    assert note["required"] is True
    assert note["gaps"]
    assert any(each["n"] == "funds" for each in form["notes"])


def test_rules_json(cli: Cli) -> None:
    rules = cli("rules", "--json").data["rules"]
    assert set(rules[0]) == {
        "code",
        "slug",
        "title",
        "severity",
        "group",
        "bundle",
        "source",
        "status",
        "quote",
        "blocks_final",
    }
    assert len({rule["code"] for rule in rules}) == len(rules)


def test_json_is_all_there_is_on_stdout(cli: Cli, seed: Path, tmp_path: Path) -> None:
    broken = tmp_path / "坏.json"
    broken.write_text("{", encoding="utf-8")
    for command in ("score", "check", "narrate"):
        result = cli(command, broken, seed, "--json")
        assert result.code == 1
        assert len(result.data["forms"]) == 14
        assert [each["file"] for each in result.data["errors"]] == ["坏.json"]


def test_demo_speaks_json_and_takes_a_rulebook(cli: Cli, tmp_path: Path) -> None:
    result = cli("demo", "-o", tmp_path / "演示", "--json", "--rulebook", "cn-hubei")
    assert result.code == 0
    assert [each["n"] for each in result.data["projects"]] == list(range(1, 15))
    assert result.data["errors"] == []
    written = sorted((tmp_path / "演示").glob("*.xlsx"))
    assert len(written) == 14
    assert read_workbook(written[0]).forms[0].rulebook == "cn-hubei"


def test_what_writes_files_tells_in_json_which(cli: Cli, seed: Path, tmp_path: Path) -> None:
    forms = tmp_path / "表"
    assert cli("bulk", seed, "-o", forms, "--json").code == 0
    first, second = sorted(forms.glob("*.xlsx"))[:2]
    copies = cli("review", first, seed, "-o", tmp_path / "副本", "--json")
    assert copies.code == 1  # one of two
    assert [each["file"] for each in copies.data["copies"]] == [str(tmp_path / "副本" / first.name)]
    assert [each["file"] for each in copies.data["errors"]] == [seed.name]

    letters = cli("return", first, second, "-o", tmp_path / "退回", "--format", "xlsx", "--json")
    files = [Path(file) for unit in letters.data["units"] for file in unit["files"]]
    assert files
    assert all(file.is_file() for file in files)

    found = cli("check", first, "--json").data["forms"][0]["findings"]
    known = next(each for each in found if each["cell"])
    waived = cli(
        "waive", first, known["code"], known["cell"], "--reason", "批复如此", "--who", "张三", "--json"
    )
    assert waived.data["changed"] is True
    assert [(each["code"], each["cell"]) for each in waived.data["findings"]] == [
        (known["code"], known["cell"])
    ]


def test_a_new_form_can_name_its_rulebook(cli: Cli, seed: Path, tmp_path: Path) -> None:
    path = tmp_path / "新表.xlsx"
    assert cli("new", "form", path, "--rulebook", "cn-beijing").code == 0
    assert read_workbook(path).forms[0].rulebook == "cn-beijing"
    ledger = tmp_path / "台账.xlsx"
    assert cli("new", "ledger", ledger, "--from", seed, "--rulebook", "cn-hubei").code == 0
    assert {form.rulebook for form in read_input(ledger).forms} == {"cn-hubei"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["new", "form", "x.xlsx", "--rulebook", "mars"], "没有名为“mars”的规则"),
        (["new", "ledger", "x.xlsx", "--rulebook", "cn"], "空白台账还没有项目"),
        (["doctor", "--rulebook", "mars"], "没有名为“mars”的规则"),
        (["demo", "--rulebook", "mars"], "没有名为“mars”的规则"),
        (["score", "没有.json"], "找不到这个文件"),
        (["score", "x.xls"], "找不到这个文件"),
        (["nope"], "没有这个命令：nope"),
        (["score"], "缺少参数"),
        (["score", "--nope"], "没有选项 --nope"),
        (["explain", "JXZ999"], "没有规则 JXZ999"),
        (["explain", "hello"], "不是规则代码"),
        (["check", "x.json", "--bundle", "all"], "--bundle"),
        (["rules", "--rulebook", "mars"], "没有名为“mars”的规则"),
        (["bulk", "x.json"], "缺少选项 -o"),
    ],
)
def test_wrong_use_is_one_chinese_line(cli: Cli, arguments: list[str], says: str) -> None:
    result = cli(*arguments)
    assert result.code == 2
    assert says in result.err
    assert len(result.err.strip().splitlines()) == 1
    assert "Traceback" not in result.err


@pytest.mark.parametrize(
    "command", ["demo", "new", "bulk", "score", "check", "narrate", "explain", "rules", "doctor"]
)
def test_every_command_has_chinese_help(cli: Cli, command: str) -> None:
    result = cli(command, "--help")
    assert result.code == 0
    assert result.out.startswith("用法：")
    assert "显示本帮助" in result.out
    assert "Show this message" not in result.out


def test_an_internal_fault_is_a_sentence_and_a_log(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, seed: Path, tmp_path: Path
) -> None:
    import zipingbiao.hosts.cli.score as module

    def broken(*_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(module, "_show", broken)
    result = cli("score", seed)
    assert result.code == 3
    assert "程序内部出错：没有改动任何文件" in result.err
    assert "planted" not in result.err
    assert "planted" in (tmp_path / "home" / "zipingbiao.log").read_text("utf-8")


def test_explain_a_rule_and_a_cell(cli: Cli, seed: Path) -> None:
    rule = cli("explain", "JXS004")
    assert rule.code == 0
    assert "JXS004" in rule.out
    assert "像而不是的：\n  · " in rule.out
    cell = cli("explain", seed, "indicators[7].score")
    assert cell.code == 0
    assert "规则得分上限" in cell.out


def test_what_is_made_is_told_as_data(cli: Cli, seed: Path, tmp_path: Path) -> None:
    blank = cli("new", "form", tmp_path / "blank.xlsx", "--json").data
    assert blank == {"file": str(tmp_path / "blank.xlsx"), "from": None, "year": None, "stale_years": []}
    last = tmp_path / "last.json"
    last.write_text(json.dumps(json.loads(seed.read_text("utf-8"))[6]), "utf-8")  # 2024 stands in its name
    carried = cli("new", "form", tmp_path / "next.xlsx", "--from", last, "--json").data
    assert (carried["from"], carried["year"]) == ("last.json", "2025年度")
    assert "项目名称“2024年信息系统安全等级保护测评项目”（2024 年）" in carried["stale_years"]

    book = tmp_path / "form.xlsm"
    made = cli("excel", "build", "-o", book, "--json").data
    data = book.read_bytes()
    assert made == {"file": str(book), "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def test_a_place_changes_the_score_by_data_alone(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "hb.json"
    path.write_text(
        json.dumps({"year": "2024年度", "name": "x", "funds": [{"kind": "年度资金总额", "annual_budget": "100", "executed": "59.80"}],
                    "indicators": [{"level3": "a", "target": "≥1次", "actual": "1次", "weight": "80"}]}),
        encoding="utf-8",
    )  # fmt: skip
    assert (
        cli("score", path, "--json", "--rulebook", "cn-hubei").data["forms"][0]["execution"]["score"]
        == "11.96"
    )
    assert cli("score", path, "--json").data["forms"][0]["execution"]["score"] == "5.98"


def test_a_template_without_names_is_wrong_use(cli: Cli, seed: Path, tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "空模板.xlsx"
    openpyxl.Workbook().save(path)
    result = cli("bulk", seed, "-o", tmp_path / "out", "--template", path)
    assert result.code == 2
    assert "空模板.xlsx" in result.err
    assert "ZPB_" in result.err


@pytest.mark.parametrize(
    ("typed", "counted", "bound"), [("31", "30.00", "高于分值30分"), ("-2", "0.00", "低于0分")]
)
def test_a_score_outside_its_weight_is_counted_within_it_and_said(
    cli: Cli, tmp_path: Path, typed: str, counted: str, bound: str
) -> None:
    """The rows print 31, 60 and 10; 总分 100 is no sum of theirs."""
    rows = [
        {"level3": "清淤长度", "target": "≥5公里", "actual": "5公里", "weight": "30", "score": typed},
        {"level3": "管护长度", "target": "≥9公里", "actual": "9公里", "weight": "60", "score": "60"},
    ]
    money = {"kind": "年度资金总额", "annual_budget": "100", "executed": "100", "weight": "10", "score": "10"}
    path = tmp_path / "表.json"
    path.write_text(
        json.dumps([{"year": "2024", "name": "河道", "funds": [money], "indicators": rows}]), "utf-8"
    )
    (form,) = cli("score", path, "--json").data["forms"]
    assert form["indicators"][0]["reported"] == f"{typed}.00"
    assert form["indicators"][0]["score"] == counted
    (remark,) = form["remarks"]
    assert bound in remark
    assert f"填报得分{typed}分" in remark
    shown = cli("score", path).out
    assert f"填报{typed}" in shown
    assert remark in shown


def test_scores_within_their_weights_have_no_remark(cli: Cli, seed: Path) -> None:
    assert all(form["remarks"] == [] for form in cli("score", seed, "--json").data["forms"])


@pytest.mark.parametrize("command", ["check", "score", "narrate"])
def test_what_is_told_on_the_screen_is_in_the_json(cli: Cli, tmp_path: Path, command: str) -> None:
    (tmp_path / "夹").mkdir()
    (tmp_path / "夹" / "~$表.xlsx").write_bytes(b"")
    form = {"name": "甲", "indicators": [{"target": "≥5次", "actual": "5次", "weight": "10"}], "没有的键": 1}
    (tmp_path / "夹" / "表.json").write_text(json.dumps([form]), "utf-8")
    data = cli(command, tmp_path / "夹", "--json").data
    assert [each["file"] for each in data["skipped"]] == ["~$表.xlsx"]
    assert "没有的键" in data["remarks"][0]["message"]


@pytest.mark.parametrize("command", ["check", "score", "narrate"])
def test_nothing_read_is_not_done(cli: Cli, tmp_path: Path, command: str) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "空.json").write_text("[]", "utf-8")
    for given in ("空", "空.json"):
        result = cli(command, tmp_path / given, "--json")
        assert result.code == 2, given
        assert result.data["errors"], given
    assert cli("bulk", tmp_path / "空.json", "-o", tmp_path / "出").code == 2


def test_a_form_without_indicators_is_an_error(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "表.json").write_text('{"name": "甲"}', "utf-8")
    assert cli("check", tmp_path / "表.json").code == 1


def test_replace_without_write_is_wrong_use(cli: Cli, seed: Path) -> None:
    result = cli("score", seed, "--replace")
    assert result.code == 2
    assert "--write" in result.err
