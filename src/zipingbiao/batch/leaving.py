"""Whether a form may leave as 报送版: nothing of it unread, unjudged, unfilled or in breach of a rule that blocks."""

from __future__ import annotations

from collections.abc import Iterator, Set

from zipingbiao.batch.pipeline import Processed
from zipingbiao.checks.finding import Checked, Finding
from zipingbiao.form.coverage import FormKind
from zipingbiao.form.model import Form, FundKind, Indicator, is_blank
from zipingbiao.form.money import number
from zipingbiao.form.quantity.readings import Unreadable
from zipingbiao.form.texts import head_texts, row_texts
from zipingbiao.form.unscored import is_unused, parts
from zipingbiao.narrative.engine import gaps_of
from zipingbiao.scoring.result import RowScore, ScoredForm, State

#: More reasons than these nobody reads before mending the first ones.
_NAMED = 3
_AMOUNTS = {"initial_budget": "年初预算数", "annual_budget": "全年预算数", "executed": "全年执行数"}
_SHORT = 24


def refusal(done: Processed) -> str:
    """Why a project may not become a 报送版 yet; "" where it may."""
    return refused_for(done.scored, done.checked)


def refused_for(scored: ScoredForm, checked: Checked) -> str:
    """The same of a form as it stands, whatever notes it could still get."""
    if not scored.form.reports:
        return "不能生成报送版：这是绩效目标申报表，还没有完成值和得分。请用 new form --from 由它建自评表，填好再报送。"
    reasons = list(_reasons(scored, checked))
    if not reasons:
        return ""
    told = "；".join(reason.rstrip("。；") for reason in reasons[:_NAMED])
    more = f"；等 {len(reasons)} 处" if len(reasons) > _NAMED else ""
    return f"不能生成报送版：{told}{more}。请先改好，再生成报送版。"


def gaps_left(form: Form) -> int:
    """How many 【请填写：…】 stand in the form."""
    return sum(len(gaps_of(text)) for text in _texts(form))


def _texts(form: Form) -> Iterator[str]:
    """Everything that is written in a form."""
    yield from (text for _, text in head_texts(form))
    yield form.below
    for i in range(len(form.indicators)):
        yield from (text for _, text in row_texts(form, i))


def _reasons(scored: ScoredForm, checked: Checked) -> Iterator[str]:
    """Every reason, what could not be read before what is wrong."""
    form, standing = scored.form, {finding.field for finding in checked.open}
    amounts = dict(_unusable_amounts(form, standing))
    yield from form.unusable
    yield from _without_its_head(form)
    yield from (f"{finding.code} {finding.message}" for finding in checked.open if _unread(finding))
    yield from amounts.values()
    yield from _unweighted(scored)
    yield from _unjudged(scored, standing)
    yield from _without_total(scored)
    for finding in checked.open:
        if finding.blocks_final and not _unread(finding) and finding.field not in amounts:
            yield f"{finding.code} {finding.message}{_way_out(finding)}"
    if scored.adjustments:
        yield from (f"{each.code} {each.message}{each.advice}" for each in checked.open if _is_of_total(each))
    for row in form.indicators:
        yield from (f"完成值还有没有填的{gap}" for gap in gaps_of(row.actual.text))


def _without_its_head(form: Form) -> Iterator[str]:
    """A form that does not say which project it tells of, or what that cost, tells nothing to who receives it."""
    if form.kind is not FormKind.PROJECT:
        return
    if is_blank(form.name):
        yield "没有项目名称"
    if form.fund(FundKind.TOTAL) is None:
        yield "没有项目资金（年度资金总额），请补上预算数和执行数"
    if form.on_a_sheet:
        yield from _without_cells(form)


def _without_cells(form: Form) -> Iterator[str]:
    """What a layout has no cells for and the 报送版 has; where it has them, JXF003 tells that they are empty."""
    lacking = "表里没有这一栏，报送版有，空着通不过审核；请在表里加上"
    if is_blank(form.unit) and "unit" not in form.places:
        yield f"没有实施单位（{lacking}“实施单位”和单位名称）"
    goals = form.goals.expected, form.goals.actual
    if all(map(is_blank, goals)) and "goals.expected" not in form.places:
        yield f"没有年度总体目标（{lacking}“年度总体目标”和内容）"


def _unread(finding: Finding) -> bool:
    """Something filled on the sheet that the 报送版 would not show."""
    return finding.field.startswith(("reading.unread", "reading.unknown"))


def _is_of_total(finding: Finding) -> bool:
    """A typed 总分 or 等级 that the place lowers: the 报送版 prints the lowered one, and replaces nothing in silence."""
    return finding.field in ("total.score", "total.grade") and not finding.blocks_final


def _way_out(finding: Finding) -> str:
    return finding.advice if finding.advice and "【请" not in finding.found else ""


def _unusable_amounts(form: Form, standing: Set[str]) -> Iterator[tuple[str, str]]:
    """约一百万 where a figure belongs, by its field; one that a reviewer set aside is no longer `standing`."""
    for i, line in enumerate(form.funds):
        for field, label in _AMOUNTS.items():
            text = getattr(line, field)
            path = f"funds[{i}].{field}"
            if not is_blank(text) and number(text) is None and path in standing:
                told = f"{line.kind[:_SHORT] or '资金'}的{label}“{text[:_SHORT]}”不是数字"
                yield path, f"{told}，请改成以{form.amount_unit}为单位的数"


def _unweighted(scored: ScoredForm) -> Iterator[str]:
    """Rows without 分值; a layout that prints none anywhere has none to fill."""
    form = scored.form
    if form.on_a_sheet and all(is_blank(row.weight) for row in form.indicators):
        return
    for row, indicator in _counted(scored):
        if row.weight is None and "weight" not in indicator.merged:
            told = "没有填" if is_blank(indicator.weight) else f"“{indicator.weight[:_SHORT]}”不是数字"
            yield f"{_called(row, indicator)}的分值{told}"


def _unjudged(scored: ScoredForm, standing: Set[str]) -> Iterator[str]:
    """Actuals that could not be compared, with a score for which nobody gave a reason."""
    for row, indicator in _counted(scored):
        if row.state is not State.UNREADABLE or isinstance(row.target, Unreadable) or row.reported is None:
            continue
        said = (indicator.note, indicator.reason, indicator.detail, indicator.evidence)
        if is_blank(indicator.actual.text) or any(not is_blank(text) for text in said):
            continue
        if "note" not in indicator.merged and f"indicators[{row.n - 1}].actual" in standing:
            yield (
                f"{_called(row, indicator)}的完成值“{indicator.actual.text[:_SHORT]}”与指标值"
                f"“{indicator.target.text[:_SHORT]}”无法比较，得分{indicator.score}没有依据，请改写完成值，或在说明、佐证材料里写明依据"
            )


def _without_total(scored: ScoredForm) -> Iterator[str]:
    """What keeps the 总分 from being added up."""
    if scored.total is not None:
        return
    if not scored.rows:
        yield "没有绩效指标，算不出总分"
    for row, indicator in _counted(scored):
        if row.score is None and row.weight is not None and "score" not in indicator.merged:
            yield f"{_called(row, indicator)}没有得分，算不出总分：{_why_no_score(row, indicator)}"
    if scored.execution.weight is not None and scored.execution.score is None:
        yield "预算执行率没有得分，算不出总分：请填写全年预算数和全年执行数"


def _why_no_score(row: RowScore, indicator: Indicator) -> str:
    if is_blank(indicator.actual.text):
        return "实际完成值没有填"
    if row.unclear_deduction:
        return f"自行扣分“{indicator.deduction[:_SHORT]}”不是不小于0的数"
    if row.in_band:
        return f"完成情况为{row.state.value}，请在区间内填写得分或自行扣分"
    return f"完成值“{indicator.actual.text[:_SHORT]}”无法与指标值“{indicator.target.text[:_SHORT]}”比较，请由人判断并填写得分"


def _counted(scored: ScoredForm) -> Iterator[tuple[RowScore, Indicator]]:
    """The rows that have points of their own."""
    form = scored.form
    apart = parts(form, scored.rulebook.number("total.weight"))
    for row, indicator in zip(scored.rows, form.indicators, strict=True):
        if row.n - 1 not in apart and not is_unused(indicator):
            yield row, indicator


def _called(row: RowScore, indicator: Indicator) -> str:
    name = indicator.level3 or indicator.level2
    return f"第{row.n}行“{name[:16]}{'…' if len(name) > 16 else ''}”" if name else f"第{row.n}行"
