"""What differs in value, in score, in rows between two versions of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from zipingbiao.form.model import Form, FundLine, Indicator, is_blank
from zipingbiao.form.money import number
from zipingbiao.form.pairing import Pairs, moved
from zipingbiao.form.shortened import shortened
from zipingbiao.report.subject import Reviewed

_HEAD = (
    ("title", "表名"),
    ("year", "年度"),
    ("name", "项目名称"),
    ("code", "项目编码"),
    ("department", "主管部门"),
    ("unit", "实施单位"),
    ("amount_unit", "金额单位"),
)
_FUND = (
    ("initial_budget", "年初预算数"),
    ("annual_budget", "全年预算数"),
    ("executed", "全年执行数"),
    ("weight", "分值"),
    ("rate", "执行率"),
    ("score", "得分"),
    ("note", "资金说明"),
    ("review_score", "复核得分"),
    ("review_opinion", "复核意见"),
    ("rectification", "整改情况"),
)
_GOALS = (("expected", "预期目标"), ("actual", "实际完成情况"))
_INDICATOR = (
    ("level1", "一级指标"),
    ("level2", "二级指标"),
    ("level3", "三级指标"),
    ("target", "年度指标值"),
    ("actual", "实际完成值"),
    ("weight", "分值"),
    ("score", "得分"),
    ("note", "偏差原因分析及改进措施"),
    ("deduction", "自行扣分"),
    ("reason", "扣分/偏差类型"),
    ("detail", "补充说明"),
    ("evidence", "佐证材料"),
    ("review_score", "复核得分"),
    ("review_opinion", "复核意见"),
    ("rectification", "整改情况"),
    ("review_actual", "复核完成值"),
    ("review_deviation", "偏离度"),
)
_TOTAL = (("weight", "分值合计"), ("score", "总分"), ("grade", "等级"))
#: What was approved with the budget, by its path in the form; 金额 and 表头 only where something had been printed.
_APPROVED = re.compile(
    r"indicators\[\d+\]\.(level1|level2|level3|target|weight)|funds\[\d+\]\.(initial_budget|annual_budget|weight)"
    r"|goals\.expected|name|year"
)
_FROM_BLANK = re.compile(r"indicators")
_WHOLE_ROW = "整行"


class Kind(StrEnum):
    """What kind of change."""

    VALUE = "value"  # what the unit filled in
    SCORE = "score"  # a score: printed, or computed by the rules
    ROW = "row"  # a row is new or gone


KINDS: Mapping[Kind, str] = {Kind.VALUE: "填报", Kind.SCORE: "得分", Kind.ROW: "行"}


@dataclass(frozen=True, slots=True)
class Change:
    """One place that differs. `row`: the number of the indicator row (from 1) in the new version, else in the old.

    `field`: what of a row, a line or a part differs (`target`, `score` …); `row` for a whole indicator row.
    `path`: where it stood in the old form (`funds[0].weight`); "" for what the rules compute and for whole rows.
    """

    kind: Kind
    where: str
    label: str
    before: str
    after: str
    row: int | None = None
    cell_before: str | None = None
    cell_after: str | None = None
    field: str = ""
    path: str = ""

    @property
    def is_of_what_was_approved(self) -> bool:
        """指标, 指标值, 分值, 预算, 预期目标 and the rows themselves were approved; nobody changes them with a 自评表."""
        if self.field == "row":
            return self.label == _WHOLE_ROW
        if _APPROVED.fullmatch(self.path) is None:
            return False
        return not is_blank(self.before) or _FROM_BLANK.match(self.path) is not None

    @property
    def is_added_row(self) -> bool:
        """Whether a whole indicator row is new."""
        return self.field == "row" and is_blank(self.before)

    @property
    def is_raised(self) -> bool:
        """Whether a figure is higher than it was."""
        left, right = number(self.before), number(self.after)
        return left is not None and right is not None and right > left

    @property
    def is_computed(self) -> bool:
        """Whether it is what the rules make of the form, not what stands in it."""
        return self.kind is Kind.SCORE and not self.field


def changes_of(old: Reviewed, new: Reviewed, pairs: Pairs) -> tuple[Change, ...]:
    """All places that differ, in the order of the form."""
    return (*_blocks(old.form, new.form), *_rows(old, new, pairs), *_totals(old, new))


def _fields(
    old: object, new: object, fields: Sequence[tuple[str, str]], where: str, row: int | None = None
) -> Iterator[tuple[str, Change]]:
    """Each field that differs, with its name."""
    for name, label in fields:
        before, after = _text(old, name), _text(new, name)
        if not same_text(before, after):
            kind = Kind.SCORE if name in ("score", "grade", "review_score") else Kind.VALUE
            yield name, Change(kind, where, label, before, after, row, field=name)


def _text(source: object, name: str) -> str:
    value = getattr(source, name)
    return value if isinstance(value, str) else str(value.text)


def fund_like(form: Form, line: FundLine) -> FundLine | None:
    """The money row of the same kind in another version."""
    return next((each for each in form.funds if _same_kind(each, line)), None)


def value_at(form: Form, path: str, like: Form) -> str:
    """What stands at a place of `like` in another version: its money rows may stand in another order."""
    part, _, name = path.rpartition(".")
    if part.startswith("funds["):
        line = like.funds[int(part[len("funds[") : -1])]
        same = fund_like(form, line)
        return "" if same is None else _text(same, name)
    if part.startswith("indicators["):
        return _text(form.indicators[int(part[len("indicators[") : -1])], name)
    return _text(form if not part else getattr(form, part), name)


def same_text(before: str, after: str) -> bool:
    """Whether two printed texts say the same: white space, `10` and `10.00`, an empty cell and a dash do not count."""
    if before == after or (is_blank(before) and is_blank(after)):
        return True
    left, right = number(before), number(after)
    if left is not None and right is not None:
        return left == right
    return "".join(before.split()) == "".join(after.split())


def _blocks(old: Form, new: Form) -> Iterator[Change]:
    """Head, money and goals."""
    for name, change in _fields(old, new, _HEAD, "表头"):
        yield _placed(change, old, new, name, name)
    yield from _funds(old, new)
    for name, change in _fields(old.goals, new.goals, _GOALS, "年度总体目标"):
        yield _placed(change, old, new, f"goals.{name}", f"goals.{name}")


def _funds(old: Form, new: Form) -> Iterator[Change]:
    """The money rows of the same kind, in order."""
    waiting = list(enumerate(old.funds))
    for j, line in enumerate(new.funds):
        found = next((item for item in waiting if _same_kind(item[1], line)), None)
        if found is None:
            if not _empty(line):
                yield Change(Kind.ROW, "项目资金", line.kind, "", "新增一行")
            continue
        waiting.remove(found)
        i, before = found
        for name, change in _fields(before, line, _FUND, line.kind or "项目资金"):
            yield _placed(change, old, new, f"funds[{i}].{name}", f"funds[{j}].{name}")
    for _, line in waiting:
        if not _empty(line):
            yield Change(Kind.ROW, "项目资金", line.kind, "有这一行", "")


def _same_kind(old: FundLine, new: FundLine) -> bool:
    return old.row is new.row and (bool(old.row) or same_text(old.kind, new.kind))


def _empty(line: FundLine) -> bool:
    return all(is_blank(_text(line, name)) for name, _ in _FUND)


def _rows(old: Reviewed, new: Reviewed, pairs: Pairs) -> Iterator[Change]:
    """绩效指标, row by row."""
    shifted = moved(pairs)
    for a, b in pairs:
        if a is None and b is not None:
            yield Change(
                Kind.ROW, _row_name(b, new.form.indicators[b]), _WHOLE_ROW, "", "新增", b + 1, field="row"
            )
        elif b is None and a is not None:
            where = f"原{_row_name(a, old.form.indicators[a])}"
            yield Change(Kind.ROW, where, _WHOLE_ROW, "有", "删除", a + 1, field="row")
        elif a is not None and b is not None:
            if b in shifted:
                where = _row_name(b, new.form.indicators[b])
                yield Change(Kind.ROW, where, "位置", f"第{a + 1}行", f"第{b + 1}行", b + 1)
            yield from _row(old, new, a, b)


def _row(old: Reviewed, new: Reviewed, a: int, b: int) -> Iterator[Change]:
    before, after = old.form.indicators[a], new.form.indicators[b]
    where = _row_name(b, after)
    for name, change in _fields(before, after, _INDICATOR, where, b + 1):
        yield _placed(change, old.form, new.form, f"indicators[{a}].{name}", f"indicators[{b}].{name}")
    left, right = old.scored.rows[a], new.scored.rows[b]
    computed = (
        ("完成情况", left.state.value, right.state.value),
        ("规则得分上限", digits(left.ceiling), digits(right.ceiling)),
        ("得分（计算）", digits(left.score), digits(right.score)),
    )
    for label, was, now in computed:
        if was != now:
            yield Change(Kind.SCORE, where, label, was, now, b + 1)


def _row_name(i: int, row: Indicator) -> str:
    text = "".join(row.level3.split())
    return f"第{i + 1}行“{shortened(text, 20)}”"


def _totals(old: Reviewed, new: Reviewed) -> Iterator[Change]:
    """The printed totals, then what the rules give."""
    for name, change in _fields(old.form.total, new.form.total, _TOTAL, "总分行"):
        yield _placed(change, old.form, new.form, f"total.{name}", f"total.{name}")
    left, right = old.scored, new.scored
    computed = (
        ("执行率（%）", digits(left.execution.rate), digits(right.execution.rate)),
        ("执行率得分", digits(left.execution.score), digits(right.execution.score)),
        ("总分（计算）", digits(left.total), digits(right.total)),
        ("等级（计算）", left.grade or "", right.grade or ""),
    )
    for label, was, now in computed:
        if was != now:
            yield Change(Kind.SCORE, "计算结果", label, was, now)


def _placed(change: Change, old: Form, new: Form, field_before: str, field_after: str) -> Change:
    """The change with the cells it stands in."""
    return replace(
        change,
        cell_before=old.place(field_before).cell,
        cell_after=new.place(field_after).cell,
        path=field_before,
    )


def digits(value: Decimal | None) -> str:
    """A figure as it is shown; "" where there is none."""
    return "" if value is None else format(value, "f")
