"""What a row of 绩效指标 measures, told by its levels: cost, time, satisfaction, output."""

from __future__ import annotations

from zipingbiao.form.model import Indicator


def _levels(indicator: Indicator) -> str:
    return indicator.level1 + indicator.level2


def is_cost(indicator: Indicator) -> bool:
    """成本指标."""
    return "成本" in _levels(indicator)


def is_time(indicator: Indicator) -> bool:
    """时效指标."""
    return "时效" in _levels(indicator)


def is_satisfaction(indicator: Indicator) -> bool:
    """满意度指标; where only the 三级指标 is known, whether it speaks of it."""
    levels = _levels(indicator)
    return "满意" in (levels or indicator.level3)


def is_output(indicator: Indicator) -> bool:
    """数量 and 质量指标: what the money was to bring about."""
    levels = _levels(indicator)
    return "数量" in levels or "质量" in levels
