"""Charts of the HTML report as inline SVG: no script, no resource from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from markupsafe import Markup

from zipingbiao.form.money import plain
from zipingbiao.report.bins import Bin

_WIDTH, _HEIGHT = 560, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 14, 14, 44
_STEPS = tuple(Decimal(step) for step in ("1", "2", "5", "10", "20", "25", "50", "100", "200", "500", "1000"))
_MOST_TICKS = 8
#: A rate beyond this is a slip of units; its point stands at the edge, so that the others stay apart.
_EDGE = Decimal(150)


@dataclass(frozen=True, slots=True)
class Point:
    """One project: rate in percent, score, what is shown on hovering, and where a click leads."""

    rate: Decimal
    score: Decimal
    label: str
    link: str


@dataclass(frozen=True, slots=True)
class _Axis:
    """Values onto a length, with round ticks."""

    ticks: tuple[Decimal, ...]
    start: int
    length: int

    def at(self, value: Decimal) -> str:
        low, high = self.ticks[0], self.ticks[-1]
        share = (value - low) / (high - low)
        return f"{self.start + float(share) * self.length:.1f}"


def _ticks(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    step = next((step for step in _STEPS if (high - low) / step <= _MOST_TICKS), _STEPS[-1])
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    return tuple(step * n for n in range(int(first), int(last) + 1))


def _horizontal(low: Decimal, high: Decimal) -> _Axis:
    return _Axis(_ticks(low, high), _LEFT, _WIDTH - _LEFT - _RIGHT)


def _vertical(low: Decimal, high: Decimal) -> _Axis:
    return _Axis(_ticks(low, high), _HEIGHT - _BOTTOM, -(_HEIGHT - _TOP - _BOTTOM))


def distribution(spread: Sequence[Bin]) -> Markup:
    """How many projects have which score."""
    if not spread:
        return Markup("")
    axis = _vertical(Decimal(0), Decimal(max(each.count for each in spread)))
    width = (_WIDTH - _LEFT - _RIGHT) / len(spread)
    floor = _HEIGHT - _BOTTOM
    bars = [_bar(each, n, width, axis, floor) for n, each in enumerate(spread)]
    # The bounds stand at the edges of the bars, like the ticks of a scale.
    edges = [
        Markup('<text class="x" x="{:.1f}" y="{}">{}</text>').format(
            _LEFT + n * width, floor + 15, plain(edge)
        )
        for n, edge in enumerate([*(each.low for each in spread), spread[-1].high])
    ]
    return _picture("总分分布", [*_grid(axis), *bars, *edges], "总分（分）", "项目数")


def _bar(each: Bin, n: int, width: float, axis: _Axis, floor: int) -> Markup:
    top, left = float(axis.at(Decimal(each.count))), _LEFT + n * width
    bar = Markup(
        '<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"><title>{} 分：{} 个项目</title></rect>'
    ).format(left + width * 0.1, top, width * 0.8, floor - top, each.label, each.count)
    figure = (
        Markup('<text class="figure" x="{:.1f}" y="{:.1f}">{}</text>').format(
            left + width / 2, top - 3, each.count
        )
        if each.count
        else Markup("")
    )
    return bar + figure


def scatter(points: Sequence[Point]) -> Markup:
    """Execution rate against score, a point a project that leads to its page; hovering tells the rate itself."""
    if not points:
        return Markup("")
    rates, scores = [min(point.rate, _EDGE) for point in points], [point.score for point in points]
    across, up = _horizontal(min(rates), max(rates)), _vertical(min(scores), max(scores))
    ticks = [
        Markup('<text class="x" x="{}" y="{}">{}%</text>').format(
            across.at(t), _HEIGHT - _BOTTOM + 15, plain(t)
        )
        for t in across.ticks
    ]
    dots = [
        Markup(
            '<a href="{}"><circle class="dot" cx="{}" cy="{}" r="5"><title>{}</title></circle></a>'
        ).format(point.link, across.at(min(point.rate, _EDGE)), up.at(point.score), point.label)
        for point in points
    ]
    return _picture("预算执行率与总分", [*_grid(up), *ticks, *dots], "预算执行率", "总分")


def _grid(axis: _Axis) -> list[Markup]:
    lines = []
    for tick in axis.ticks:
        if tick != tick.to_integral_value():
            continue
        y = axis.at(tick)
        lines.append(
            Markup(
                '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text class="y" x="{}" y="{}">{}</text>'
            ).format(_LEFT, _WIDTH - _RIGHT, y, y, _LEFT - 6, float(y) + 4, plain(tick))
        )
    return lines


def _picture(title: str, parts: Sequence[Markup], across: str, up: str) -> Markup:
    middle = (_TOP + _HEIGHT - _BOTTOM) // 2
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}'
        '<text class="axis" x="{}" y="{}">{}</text>'
        '<text class="axis" transform="translate(12 {}) rotate(-90)">{}</text></svg>'
    ).format(
        _WIDTH,
        _HEIGHT,
        title,
        Markup("").join(parts),
        (_LEFT + _WIDTH - _RIGHT) // 2,
        _HEIGHT - 8,
        across,
        middle,
        up,
    )
