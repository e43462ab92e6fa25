"""Write, read, write: a note made from a form that carries our notes is the same note, and no word of the unit is lost.

Texts are composed of clauses whose class is known (a cause, a measure by whom and when, a figure, a document …); what
they hold in common with the word lists is their class, not their words.
"""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from narrative.build import form_note, row_note
from zipingbiao.form.model import Form, FundLine
from zipingbiao.narrative.note import Note

PEOPLE = "满意度指标/服务对象满意度指标/参训学员满意度"
ROWS = (
    ("≥4场", "3场", "", "产出指标/数量指标/培训场次"),
    ("≥8.6公里", "6900米", "5", "产出指标/数量指标/修路里程"),
    ("≤5起", "8起", "", "产出指标/质量指标/事故"),
    ("2024年6月底前", "2024年9月", "6", "产出指标/时效指标/完成时间"),
    ("是", "12月24日", "8", "产出指标/时效指标/2024年12月前组织合同签订"),
    ("2025年3月底前", "2025年3月", "10", "产出指标/时效指标/完成时间"),
    ("好", "一般", "7", "效益指标/社会效益指标/影响"),
    ("≥4次", "5次", "9", "产出指标/数量指标/次数"),
    ("≥3次", "6次", "10", "产出指标/数量指标/次数"),
    ("=40套", "53套", "10", "产出指标/数量指标/套数"),
    ("≥95%", "100%", "8", PEOPLE),
    ("≥95%", "100%", "5", "满意度指标/服务对象满意度指标/满意度达到预期"),
    ("≥95%", "≥95%", "9", "效益指标/经济效益指标/效益"),
    ("≤6次", "0次", "9", "满意度指标/服务对象满意度指标/投诉数量"),
    ("≤500万元", "350万元", "10", "成本指标/经济成本指标/成本"),
)
REASONS = st.sampled_from([
    "", "", "未开展满意度调查", "年度追加项目", "佐证材料不足", "未按期完成", "未完成年度指标值", "超额完成—指标值偏低",
    "超额完成—任务增加", "预算调整", "前期手续未完成", "政策变化", "统计口径不一致", "跨年度实施", "其他", "讲师生病", "一次性任务",
])  # fmt: skip

who = st.sampled_from(["人事科", "信息科", "项目办", "施工单位"])
when = st.sampled_from(["2025年6月底前", "2025年3月15日前", "年底前", "三季度内"])
what = st.sampled_from(["讲师库", "设备", "合同", "台账", "道路"])
verb = st.sampled_from(["补办", "完善", "核对", "补签", "加强管理"])
count = st.integers(min_value=2, max_value=90).map(str)


def _said(pattern: str) -> st.SearchStrategy[str]:
    """Clauses of one class: {who} {when} {what} {verb} {count} are drawn."""
    return st.builds(
        lambda a, b, c, d, e: pattern.format(who=a, when=b, what=c, verb=d, count=e),
        who,
        when,
        what,
        verb,
        count,
    )


CAUSES = (
    "{what}延迟交付",
    "因{what}停用{count}天",
    "{who}人员不足",
    "雨季影响了{what}",
    "{what}流标{count}次（因报价过高，超出限价）",
)
MEASURES = (
    "由{who}{verb}{what}",
    "{when}{verb}{what}",
    "由{who}于{when}{verb}{what}",
    "{who}{when}{verb}{what}",
    "后续{verb}{what}",
)
FACTS = ("于2024年{count}月开工".replace("{count}", "8"), "其中{count}份已验收", "已支付{count}%")
WISHES = ("{what}有待提高", "{what}管理仍需进一步提升")
HEARD = (
    "口头满意度结果较好",
    "电话调查{count}人",
    "暂未收到不良反馈",
    "后续采取问卷调查等方式的满意度调查工作",
    "该项目为追加项目",
    "受客观因素影响",
)
heard = st.one_of(*map(_said, HEARD))
causes, measures, facts, wishes = (st.one_of(*map(_said, each)) for each in (CAUSES, MEASURES, FACTS, WISHES))
joints = st.sampled_from(["，", "。", "；", "。\n", "， "])


@st.composite
def details(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    """A text as somebody types it into 补充说明, and the clauses it is made of."""
    kinds = st.sampled_from([causes, facts, wishes, heard])
    pieces = [draw(kind) for kind in draw(st.lists(kinds, max_size=draw(st.sampled_from([2, 2, 9]))))]
    after = draw(st.lists(measures, max_size=2))
    text = ""
    for piece in pieces:
        text += (draw(joints) if text else draw(st.sampled_from(["", "", "1.", "一是"]))) + piece
    for piece in after:
        text += draw(st.sampled_from(["。", "。整改：", "。改进措施：", "；整改措施："])) + piece
    return text.lstrip("。；") + draw(st.sampled_from(["", "。", "！"])), (*pieces, *after)


#: Longer ones may have to leave clauses out.
_SHORT = 45


def _sound(note: Note) -> None:
    """Punctuation single, and no clause said twice."""
    assert not re.search(r"[，；。：、]{2}", note.text), note.text
    whole = re.sub(r"（[^）]*）|“[^”]*”", "", note.text)
    told = [clause for clause in re.split(r"[，。；]|：(?!【)", re.sub(r"【[^】]*】", "", whole)) if clause]
    doubled = {clause for clause in told if told.count(clause) > 1}
    assert not doubled - {"前完成"}, (doubled, note.text)
    assert "单位说明" not in note.text


@given(st.sampled_from(ROWS), REASONS, details(), st.sampled_from(["", "", "现场照片、签到表；培训通知。"]))
@settings(deadline=None)
def test_a_row_s_note_read_back_is_the_same(
    row: tuple[str, str, str, str], reason: str, detail: tuple[str, tuple[str, ...]], evidence: str
) -> None:
    target, actual, score, path = row
    typed, clauses = detail
    first = row_note(target, actual, score, path=path, reason=reason, detail=typed, evidence=evidence)
    if not first.required:
        return
    _sound(first)
    short = len("".join(clauses)) < _SHORT
    for clause in clauses if short else ():
        # Hearsay and plans of a survey are told in our words, and a state of nothing is no fact of another row.
        assert clause in first.text or clause in HEARD, (clause, first.text)
    again = row_note(
        target, actual, score, path=path, reason=reason, detail=typed, evidence=evidence, note=first.text
    )
    assert again.text == first.text
    whole = all(clause in first.text or clause in HEARD for clause in clauses)
    if not whole or (evidence and "佐证材料：" not in first.text):
        return  # it had to be shortened; what was left out cannot be read back
    if "【请核实" in first.text:
        return  # what contradicts the picked type is asked from the type, not from an earlier note
    alone = row_note(target, actual, score, path=path, note=first.text)
    assert alone.text == first.text


ADJUSTED = ("依据财预〔2024〕{count}号文", "2024年8月追加{count}万元", "经局党组会议批复调增")
PENDING = ("未执行{count}万元为招标节约", "尾款{count}万元未到支付节点", "{what}验收滞后", "因{what}延迟交付")
money_labels = st.sampled_from(
    ["", "合同尾款未到支付节点", "年度追加项目", "预算执行率偏低", "资金节约", "预算调整", "前期手续未完成"]
)
amounts = st.sampled_from([
    ("0", "200.25", "199.13"), ("0", "100", "60"), ("100", "100", "60"), ("100", "120.5", "120.5"),
    ("100", "100", "102"), ("120.5", "100.25", "60"), ("0", "100万元", "60万元"), ("1000000元", "50", "50"),
])  # fmt: skip


@given(
    amounts,
    st.sampled_from(["万元", "元"]),
    st.lists(st.one_of(*map(_said, (*ADJUSTED, *PENDING))), max_size=3, unique=True),
    st.lists(measures, max_size=1),
    money_labels,
)
@example(("0", "200.25", "199.13"), "万元", [], [], "前期手续未完成")
@settings(deadline=None)
def test_a_note_about_the_money_read_back_is_the_same(
    money: tuple[str, str, str], unit: str, said: list[str], done: list[str], label: str
) -> None:
    typed = label if label and not said else "，".join(said) + "".join(f"。改进措施：{each}" for each in done)
    line = FundLine("年度资金总额", *money, weight="10", note=typed)
    form = Form(year="2024年度", amount_unit=unit, funds=(line,))
    first = form_note(form, "funds")
    if not first.required:
        return
    _sound(first)
    assert "万万元" not in first.text
    assert "元万元" not in first.text
    assert unit == "元" or not re.search(r"\d元", first.text)
    for clause in (*said, *done) if typed != label else ():
        assert clause in first.text, (clause, first.text)
    again = form_note(replace(form, funds=(replace(line, note=first.text),)), "funds")
    assert again.text == first.text
