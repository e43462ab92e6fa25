"""What rules share: how rows are named, what a form prints, seasons, places, order of findings, how rules end."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from zipingbiao.checks.approved import approved_for, without_form
from zipingbiao.checks.catalogue import BUNDLES, Scope, catalogue, explain_rule, rules_of, unfit
from zipingbiao.checks.context import Context, filled, weights_of
from zipingbiao.checks.finding import Checked, Finding, Group, RuleRun, Severity, Status
from zipingbiao.checks.labels import next_step
from zipingbiao.checks.registry import Manual, Skip
from zipingbiao.checks.rows import check_row
from zipingbiao.checks.run import _run, check_form, cross_check, run_rules
from zipingbiao.checks.waivers import UNIT, settled
from zipingbiao.form.coverage import FormKind
from zipingbiao.form.model import Entry, Form, FundLine, Indicator, Place
from zipingbiao.form.waiver import Waiver
from zipingbiao.rulebook.load import load
from zipingbiao.scoring.score import score_form

BOOK = load("cn", 2024)
ROW = Indicator("产出指标", "数量指标", "采购", Entry("≥10台"), Entry("9台"), "10", "10")


def context(*rows: Indicator, **fields: object) -> Context:
    form = Form(year="2024年度", indicators=rows, **fields)  # type: ignore[arg-type]
    made = Context(score_form(form, BOOK))
    made.info = catalogue(BOOK)["JXS004"]
    return made


@pytest.mark.parametrize(
    ("row", "called"),
    [
        (Indicator("一级", "二级", "三级"), "第1行“三级”"),
        (Indicator("一级", "二级"), "第1行“二级”"),
        (Indicator("一级", weight="1"), "第1行“一级”"),
        (Indicator(weight="1"), "第1行"),
        (Indicator(level3="甲" * 16), f"第1行“{'甲' * 16}”"),
        (Indicator(level3="甲" * 17), f"第1行“{'甲' * 16}…”"),
    ],
)
def test_how_a_row_is_called(row: Indicator, called: str) -> None:
    assert context(replace(row, target=Entry("好"))).rows[0].called() == called


def test_rows_with_the_note_that_covers_them() -> None:
    rows = context(
        replace(ROW, note=" 因故 "),
        replace(ROW, merged=frozenset({"note"})),
        Indicator("产出指标", "数量指标", "指标2"),
        ROW,
    )
    assert [(row.i, row.note, row.field, row.levels) for row in rows.rows] == [
        (0, "因故", "indicators[0]", "产出指标数量指标"),
        (1, "因故", "indicators[1]", "产出指标数量指标"),
        (3, "", "indicators[3]", "产出指标数量指标"),
    ]
    assert rows.unused == (2,)
    assert rows.rows[0].text("target") == "≥10台"
    assert rows.rows[0].text("weight") == "10"
    assert list(weights_of(rows.rows)) == [10, 10, 10]


def test_what_a_layout_prints() -> None:
    bare = context(replace(ROW, score="-"))
    assert not bare.prints("score")
    assert bare.prints("weight")
    assert bare.prints("target")
    assert bare.prints_notes  # JSON knows no cells
    assert not bare.lacks("indicators[0].note")
    places = {"indicators[0].score": Place("a", "b", "C3")}
    seen = context(ROW, places=places)
    assert not seen.prints_notes
    assert seen.lacks("indicators[0].note")
    assert not seen.lacks("indicators[0].score")
    assert context(ROW, places=places | {"indicators[0].note": Place()}).prints_notes
    assert context(replace(ROW, note="x"), places=places).prints_notes
    assert filled(ROW, "level2")
    assert not filled(ROW, "note")
    assert filled(replace(ROW, merged=frozenset({"note"})), "note")


def test_texts_of_notes() -> None:
    found = context(replace(ROW, note="甲"), funds=(FundLine("年度资金总额", note="乙"),))
    assert found.texts_of_notes == "甲\n乙"
    assert context(funds=(FundLine("其他"), FundLine("合计"))).total_line == (1, FundLine("合计"))
    assert context().total_line is None


def finding(made: Context, field: str = "indicators[0].score", **given: object) -> Finding:
    return made.finding(field, found="甲", expected="乙", message="丙", **given)  # type: ignore[arg-type]


def test_a_finding_with_its_place_and_season() -> None:
    made = context(ROW, places={"indicators[0].score": Place("表.xlsx", "Sheet1", "F9")}, file="别名.xlsx")
    info = made.info
    found = finding(made, related=("name",))
    assert (found.code, found.severity, found.group) == ("JXS004", info.severity, info.group)
    assert (found.field, found.found, found.expected, found.message) == (
        "indicators[0].score",
        "甲",
        "乙",
        "丙",
    )
    assert (found.file, found.sheet, found.cell, found.related) == ("表.xlsx", "Sheet1", "F9", ("name",))
    assert (found.advice, found.blocking) == (info.advice, info.blocks_final)
    elsewhere = finding(made, "name")
    assert (elsewhere.file, elsewhere.sheet, elsewhere.cell) == ("别名.xlsx", None, None)
    own = finding(made, severity=Severity.HINT, group=Group.NEXT, advice="今年不改；下年申报时改。")
    assert (own.severity, own.group, own.advice) == (Severity.HINT, Group.NEXT, "今年不改；下年申报时改。")
    assert own.blocking is False
    targets = context(ROW, kind=FormKind.TARGETS)
    early = finding(targets, group=Group.NEXT, advice="今年不改；下年申报时改比较符。")
    assert (early.group, early.advice) == (Group.NOW, "改比较符。")
    assert finding(targets, group=Group.EXPLAIN, advice="说明。").group is Group.EXPLAIN


def test_findings_come_from_head_to_total() -> None:
    """Head, money, goals, rows by number and not by letter, total; of one place by code."""
    rows = tuple(replace(ROW, level3=f"采购{n}", score="11") for n in range(12))
    form = Form(
        title="2023年自评表",
        year="2024年度",
        department="042-某局",
        funds=(FundLine("年度资金总额", "100", "100", "120", "10", "90%", "10"),),
        indicators=rows,
    )
    fields = [each.field for each in check_form(score_form(form, BOOK)).findings]
    blocks = [field.partition("[")[0].partition(".")[0] for field in fields]
    order = ["title", "year", "name", "department", "unit", "funds", "goals", "indicators", "total"]
    assert blocks == sorted(blocks, key=order.index)
    numbers = [int(field.split("[")[1].split("]")[0]) for field in fields if field.startswith("indicators[")]
    assert numbers == sorted(numbers)
    assert 11 in numbers
    assert "indicators" in fields
    assert fields.index("indicators") < fields.index("indicators[0].score")


def test_how_a_rule_ends() -> None:
    made = context(ROW)
    passed = RuleRun("JXS004", Status.PASSED)

    def skips(_: Context) -> object:
        raise Skip("没有")

    def asks(_: Context) -> object:
        raise Manual("请看")

    def breaks(_: Context) -> object:
        raise KeyError("x")

    def finds(check: Context) -> object:
        return iter([finding(check)])

    ends = [_run(function, passed, made) for function in (skips, asks, breaks, finds, lambda _: iter(()))]  # type: ignore[arg-type]
    assert [(run.code, run.status, run.why) for _, run in ends] == [
        ("JXS004", Status.SKIPPED, "没有"),
        ("JXS004", Status.MANUAL, "请看"),
        ("JXS004", Status.SKIPPED, "规则执行出错，没有检查（KeyError）"),
        ("JXS004", Status.FOUND, ""),
        ("JXS004", Status.PASSED, ""),
    ]
    assert [len(found) for found, _ in ends] == [0, 0, 1, 1, 0]
    (broken,) = ends[2][0]
    assert broken.severity is Severity.ERROR and broken.blocks_final, "nobody looked: it may not leave"
    assert "规则执行出错" in broken.message
    assert (broken.code, broken.group, broken.field) == ("JXS004", Group.NOW, "rule")


def test_rules_of_kinds_of_forms() -> None:
    assert unfit("JXB001", FormKind.PROJECT) == ""
    why = unfit("JXB001", FormKind.TARGETS)
    assert why.startswith("不适用于")
    targets = check_form(score_form(Form(kind=FormKind.TARGETS, indicators=(ROW,)), BOOK))
    assert RuleRun("JXB001", Status.SKIPPED, why) in targets.runs
    codes = {run.code for run in targets.runs}
    assert "JXA001" not in codes
    assert "JXC002" not in codes
    assert (
        set(rules_of("review", Scope.FORM))
        == set(rules_of("finance", Scope.FORM))
        > set(rules_of("default", Scope.FORM))
    )
    assert set(rules_of("default", Scope.ROW)).isdisjoint(rules_of("default", Scope.FORM))


def test_one_row_alone_knows_its_year() -> None:
    late = replace(ROW, level2="时效指标", target=Entry("12月底前"), actual=Entry("2025年1月5日"), score="7")
    assert "JXT008" in [each.code for each in check_row(late, BOOK, 2024)]
    codes = [each.code for each in check_row(ROW, BOOK)]
    assert "JXS005" in codes
    assert "JXF001" not in codes


def test_forms_side_by_side_keep_their_own_findings() -> None:
    forms = [Form(id=str(n), year="2024年度", indicators=(replace(ROW, score="11"),)) for n in range(2)]
    scored = [score_form(form, BOOK) for form in forms]
    alone = [check_form(each) for each in scored]
    together = cross_check(scored, alone)
    for before, after in zip(alone, together, strict=True):
        assert set(before.findings) <= set(after.findings)
        assert len(after.runs) > len(before.runs)
    assert cross_check(scored[:1], alone[:1])[0].findings == alone[0].findings
    assert run_rules((), scored[0]) == Checked((), ())


# ---------------------------------------------------------------- catalogue


def test_severities_are_never_graver_than_the_rule() -> None:
    info = replace(
        catalogue(BOOK)["JXS004"], severity=Severity.WARNING, usual=Severity.WARNING, blocks_final=True
    )
    assert info.graded(None) is Severity.WARNING
    assert info.graded(Severity.WARNING) is Severity.WARNING
    assert info.graded(Severity.HINT) is Severity.HINT
    assert info.graded(Severity.ERROR) is Severity.WARNING
    assert (info.blocks(Severity.WARNING), info.blocks(Severity.HINT)) == (True, False)
    assert not replace(info, blocks_final=False).blocks(Severity.WARNING)


def test_a_rule_in_words_and_as_data() -> None:
    info = explain_rule("JXB005", BOOK)
    assert info is not None
    lines = info.text().splitlines()
    assert lines[0] == f"JXB005 {info.title}（{info.slug}）"
    assert lines[1].startswith("级别：")
    whose = {
        bundle: replace(info, bundle=bundle).text().partition("范围：")[2].split()[0] for bundle in BUNDLES
    }
    assert (whose["default"], whose["finance"]) == ("填报单位自查", "财政复核")
    assert f"规则：{info.statement}" in lines
    assert f"怎么办：{info.advice}" in lines
    assert any(line.startswith("其中“") and "90%" in line for line in lines)
    assert any(line.startswith("不适用于") and line.endswith("。") for line in lines)
    data = info.as_data()
    assert (data["code"], data["severity"], data["group"]) == (
        "JXB005",
        info.severity.value,
        info.group.value,
    )
    assert explain_rule("JX999", BOOK) is None


# ---------------------------------------------------------------- approvals and waivers


def same_name(_: Form) -> Decimal:
    return Decimal("0.5")


def test_each_form_finds_the_approved_one() -> None:
    a, b = Form(name="河道清淤", code="1"), Form(name="学校食堂")
    renamed, other, nameless = Form(name="图书", code="1"), Form(name="学校食堂改造"), Form(name="")
    assert [each.form for each in approved_for([other, renamed], [a, b], same_name)] == [b, a]
    assert [each.form for each in approved_for([Form(name="森林防火")], [a], same_name)] == [None]
    assert [each.form for each in approved_for([nameless], [a], same_name)] == [a]
    assert without_form([replace(b, unit="某校")], [a, b], same_name) == [a]
    assert without_form([other], [b], same_name) == []


def test_what_was_set_aside() -> None:
    made = context(ROW)
    checked = Checked(
        (finding(made), finding(made, "indicators[1].score")), (RuleRun("JXS004", Status.FOUND),)
    )
    waived = Waiver("jxs004", "第1行", "", "同意", "张三", "2025年3月1日")
    after = settled(replace(made.form, waivers=(waived,)), checked, BOOK, UNIT)
    assert [each.waiver for each in after.findings] == [waived, None]
    assert (len(after.open), len(after.waived)) == (1, 1)
    assert next_step(after.waived[0]) == "已豁免（张三，2025年3月1日）：同意"
    assert next_step(replace(after.waived[0], waiver=Waiver(reason=" 同意 "))) == "已豁免：同意"
    assert next_step(after.open[0]) == made.info.advice
    assert settled(replace(made.form, waivers=(waived,)), after, BOOK, UNIT) == after


@pytest.mark.parametrize(
    ("waiver", "code", "found", "expected", "message"),
    [
        (
            Waiver("JX9", "", "", "x"),
            "JXW002",
            "JX9",
            "一条审核规则的编码",
            "豁免（JX9）：没有这条规则，豁免没有生效。",
        ),
        (
            Waiver("JXW001", "", "", "x"),
            "JXW002",
            "JXW001",
            "一条审核规则的编码",
            "豁免（JXW001）：没有这条规则，豁免没有生效。",
        ),
        (
            Waiver("", "", "", "x"),
            "JXW002",
            "（空）",
            "一条审核规则的编码",
            "豁免（第1条）：没有这条规则，豁免没有生效。",
        ),
        (
            Waiver("JXS004", "第1行", "", " ", at="H3"),
            "JXW001",
            "（空）",
            "豁免的理由",
            "豁免（H3，JXS004，第1行）：没有写理由，豁免没有生效。",
        ),
        (
            Waiver("JXS004", "第9行", "", "x"),
            "JXW003",
            "第9行",
            "JXS004 发现问题的位置",
            "豁免（JXS004，第9行）：那里没有这个问题，豁免没有用上。",
        ),
        (
            Waiver("JXS004", "第1行", "旧", "x"),
            "JXW003",
            "旧",
            "甲",
            "豁免（JXS004，第1行）：填报内容已由“旧”改为“甲”，豁免不再适用。",
        ),
        (
            Waiver("JXS005", "", "", "x"),
            "JXW003",
            "（空）",
            "豁免时的填报内容",
            "豁免（JXS005）：豁免整张表的要写明填报内容，否则内容怎么改都不会失效；豁免没有生效。",
        ),
    ],
)
def test_waivers_that_do_nothing(waiver: Waiver, code: str, found: str, expected: str, message: str) -> None:
    made = context(ROW)
    runs = (
        RuleRun("JXS004", Status.FOUND),
        RuleRun("JXS005", Status.PASSED),
        RuleRun("JXS006", Status.SKIPPED),
    )
    after = settled(
        replace(made.form, waivers=(waiver,), file="表.xlsx"), Checked((finding(made),), runs), BOOK, UNIT
    )
    first, fault = after.findings
    assert first.waiver is None
    info = catalogue(BOOK)[code]
    assert (fault.code, fault.severity, fault.group, fault.field, fault.file) == (
        code,
        info.severity,
        info.group,
        "waivers[0]",
        "表.xlsx",
    )
    assert (fault.found, fault.expected, fault.message, fault.advice) == (
        found,
        expected,
        message,
        info.advice,
    )
    assert fault.blocking is info.blocks_final
    ends = {run.code: run.status for run in after.runs}
    assert ends[code] is Status.FOUND
    assert {status for own, status in ends.items() if own.startswith("JXW") and own != code} == {
        Status.PASSED
    }


def test_a_rule_that_was_not_asked_makes_no_waiver_useless() -> None:
    made = context(ROW)
    runs = (RuleRun("JXS006", Status.SKIPPED),)
    waived = replace(made.form, waivers=(Waiver("JXS006", "", "旧", "x"),))
    after = settled(waived, Checked((), runs), BOOK, UNIT)
    assert after.findings == ()
    assert {run.status for run in after.runs if run.code.startswith("JXW")} == {Status.PASSED}
