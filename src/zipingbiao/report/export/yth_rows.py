"""A form as the rows of the 一体化 self-evaluation import sheet, and what the system would refuse, cell by cell.

The sheet and its checks are those of a real module (`law-sources` B2, B6: observed, no document): sign, value and unit
apart; a number as actual where the indicator is quantitative, 达成 / 部分达成 / 未达成 where it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from zipingbiao.form.model import Indicator, is_blank
from zipingbiao.form.money import compact, number, plain
from zipingbiao.form.quantity.readings import Comparator, Near, Number
from zipingbiao.form.shared_notes import notes_by_row
from zipingbiao.rulebook.rulebook import Rulebook
from zipingbiao.scoring.convert import Money, comparable
from zipingbiao.scoring.result import Hint, RowScore, ScoredForm, State
from zipingbiao.scoring.score import money_of

#: The columns in the sheet's order: field, heading.
COLUMNS: tuple[tuple[str, str], ...] = (
    ("level1", "一级指标"),
    ("level2", "二级指标"),
    ("level3", "三级指标名称"),
    ("sign", "计算符号"),
    ("target", "指标值"),
    ("actual", "*实际完成值（定量填数字，定性填达成、部分达成、未达成）"),
    ("measure", "计量单位"),
    ("weight", "*分值"),
    ("score", "*指标得分"),
    ("deduction", "扣减分数"),
    ("account", "完成情况简要描述（定量选填，定性必填）"),
    ("note", "偏差原因及改进措施（指标未完成时必填）"),
)
HEADINGS = dict(COLUMNS)
QUALITATIVE = "定性"
_REFUSED_SIGNS = frozenset("*_-")
_FIGURE = re.compile(r"-?\d+(?:\.\d*)?")
_PRINTED = re.compile(r"[≥≤≧≦><=＝＞＜]*\s*(\d[\d,]*(?:\.\d+)?)(.*)", re.DOTALL)
_GAP = "【请"
_BANDS = {
    State.MET: "达成",
    State.DONE: "达成",
    State.ON_TIME: "达成",
    State.OVER: "达成",
    State.PARTIAL: "部分达成",
    State.LATE: "部分达成",
    State.NOT_MET: "未达成",
    State.MISSED: "未达成",
}
_SIGNS = {
    Comparator.GE: "≥",
    Comparator.GT: ">",
    Comparator.LE: "≤",
    Comparator.LT: "<",
    Comparator.EQ: "=",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that the system would not take. `n`: the row of the form, from 1; `field`: of :data:`COLUMNS`."""

    n: int
    field: str
    value: str
    why: str

    def __str__(self) -> str:
        heading = HEADINGS[self.field].lstrip("*").partition("（")[0]
        return f"第{self.n}行 {heading}“{self.value}”：{self.why}"


@dataclass(frozen=True, slots=True)
class YthRow:
    """One row of the sheet: the text of each column."""

    cells: dict[str, str]
    refusals: tuple[Refusal, ...]


def yth_rows(scored: ScoredForm) -> list[YthRow]:
    """Every indicator of the form, in its order."""
    rows, scale = scored.form.indicators, Scale(money_of(scored.form), scored.rulebook)
    notes = notes_by_row(rows)  # the system knows no merged cells
    return [_row(row, notes[i].text, scored.rows[i], scale) for i, row in enumerate(rows)]


@dataclass(frozen=True, slots=True)
class Scale:
    """What puts a figure without a unit on the scale of its target: the form's money block and its rules."""

    money: Money
    rulebook: Rulebook


def _row(row: Indicator, note: str, score: RowScore, scale: Scale) -> YthRow:
    target = score.target
    if isinstance(target, Number):
        cells = _quantitative(row, score, target, scale)
    else:
        cells = {
            "sign": QUALITATIVE,
            "target": row.target.text,
            "measure": "",
            "actual": _BANDS.get(score.state, ""),
            "account": row.actual.text,
        }
    points = score.score
    cells |= {
        "level1": row.level1,
        "level2": row.level2,
        "level3": row.level3,
        "weight": row.weight if score.weight is None else plain(score.weight),
        "score": row.score if points is None else plain(points),
        "deduction": "" if points is None or score.weight is None else plain(score.weight - points),
        "note": note,
    }
    ordered = {name: cells[name] for name, _ in COLUMNS}
    return YthRow(ordered, tuple(_refused(ordered, score)))


def _quantitative(row: Indicator, score: RowScore, target: Number, scale: Scale) -> dict[str, str]:
    """Sign, value and unit of the target; the actual as a number of that unit, with its own words beside it."""
    value, measure = _printed(row.target.text, target)
    sign = _SIGNS.get(target.comparator) or (_SIGNS[score.way] if score.way is not None else "")
    actual = _in_unit_of(target, score, _per_printed(value, target), scale)
    said = row.actual.text.strip()
    bare = _PRINTED.fullmatch(compact(said))
    merely = bare is not None and bare[2] in ("", compact(measure))
    return {
        "sign": sign,
        "target": value,
        "measure": measure,
        "actual": said if actual is None else actual,
        "account": "" if merely else said,
    }


def _printed(text: str, target: Number) -> tuple[str, str]:
    """Value and unit as they are printed: `≥3万人` is 3 and 万人; a target in words gives what was read of it."""
    found = _PRINTED.fullmatch(compact(text))
    if found is not None and number(found[1]) is not None:
        return plain(number(found[1]) or Decimal(0)), found[2]
    return plain(target.value), target.unit.name


def _per_printed(value: str, target: Number) -> Decimal:
    """How many of the read target's unit one printed unit is: 10000 for 3万人 that is read as 30000."""
    printed = number(value) or Decimal(0)
    return target.value / printed if printed else target.multiplier


def _in_unit_of(target: Number, score: RowScore, per: Decimal, scale: Scale) -> str | None:
    """The actual as a number of the target's unit; None where it is none, or none for sure."""
    actual = score.actual
    if not isinstance(actual, Number) or actual.near is not Near.EXACT or Hint.SEVERAL_FIGURES in score.hints:
        return None
    if not actual.unit.name:
        return _bare_in_unit_of(target, actual, per, scale)
    same = actual.unit.name == target.unit.name or not target.unit.name
    if same and actual.unit.per in ("", target.unit.per):
        return plain(_digits(actual.value / per))
    if actual.unit.dimension == target.unit.dimension and actual.unit.per == target.unit.per:
        return plain(_digits(actual.value * actual.unit.factor / target.unit.factor / per))
    return None


def _bare_in_unit_of(target: Number, actual: Number, per: Decimal, scale: Scale) -> str | None:
    """A figure without a unit as it was compared with its target: 0.96 in a cell beside ≥95% is 96."""
    pair = comparable(target, actual, scale.money, scale.rulebook)
    if pair is None:
        return None  # 3.2 beside ≥3.2万亩: nobody says whether the 万 is in it
    if pair.target:
        return plain(_digits(pair.actual / pair.target * target.value / per))
    whole = target.unit.factor if target.unit.dimension == "ratio" else Decimal(1)
    return plain(_digits(pair.actual / whole / per))


def _digits(value: Decimal) -> Decimal:
    """No more digits than a converted figure is worth."""
    return value.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)


def _refused(cells: dict[str, str], score: RowScore) -> Iterator[Refusal]:
    qualitative = cells["sign"] == QUALITATIVE
    for field, why in _reasons(cells, score, qualitative=qualitative):
        yield Refusal(score.n, field, cells[field], why)


def _reasons(cells: dict[str, str], score: RowScore, *, qualitative: bool) -> Iterator[tuple[str, str]]:
    actual, weight, points = cells["actual"], number(cells["weight"]), number(cells["score"])
    if not cells["sign"]:
        yield "sign", "指标值没有计算符号（≥、≤、=），请按批复补上"
    if is_blank(actual):
        why = "没有判断出达成没有，系统要填达成、部分达成或未达成" if qualitative else "系统不收空白"
        yield "actual", why
    elif bad := sorted(_REFUSED_SIGNS & set(actual)):
        yield "actual", f"系统不收“{'”“'.join(bad)}”"
    elif Hint.UNIT_SLIP in score.hints:
        yield "actual", "指标值和完成值的元、万元混用了，请先核对单位"
    elif not qualitative and score.state is State.UNREADABLE and _FIGURE.fullmatch(actual) is not None:
        yield "actual", f"与指标值比不了，看不出是不是以“{cells['measure'] or '个'}”为单位，请写明单位"
    elif not qualitative and _FIGURE.fullmatch(actual) is None:
        yield "actual", f"定量指标要填以“{cells['measure'] or '个'}”为单位的一个数字"
    if qualitative and is_blank(cells["account"]):
        yield "account", "定性指标要写完成情况"
    if weight is None or weight <= 0:
        yield "weight", "分值要大于 0"
    if points is None:
        yield "score", "还没有得分"
    elif weight is not None and points > weight:
        yield "score", "得分不能大于分值"
    short = points is not None and weight is not None and points < weight
    if (short or score.state in (State.MISSED, State.NOT_MET, State.LATE)) and is_blank(cells["note"]):
        yield "note", "没有得满分或没有完成，系统要填偏差原因及改进措施"
    elif _GAP in cells["note"]:
        yield "note", "还有【请填写】没有填"
