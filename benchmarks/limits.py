"""What bounds each goal that is not met, said with the figures of the same run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from methods import METHODS
from profiled import KINDS, STAGES, Measured

#: Forms a second.
COLLECT_GOAL = 500
#: The rows of the table by the projects that were profiled.
_PROFILED = dict(zip(KINDS, ("pipeline", "pipeline_unseen"), strict=True))
_FIXED = ("读取", "写出")


def limits(rates: Mapping[str, float], found: Measured) -> Iterator[str]:
    """A line for each goal that is not met. `rates`: the median of each method, a second."""
    short = [method for method in METHODS if METHODS[method].goal and not _is_met(method, rates)]
    for label, method in _PROFILED.items():
        if method not in short:
            continue
        each, parts = found.stages[label]
        allowed = _allowed(method, rates)
        fixed = sum(each * part for stage, part in zip(STAGES, parts, strict=True) if stage in _FIXED)
        yield (
            f"- 流水线，{label}：{METHODS[method].goal} 倍是每张 {allowed:.2f} 毫秒；读取和写出用去 {fixed:.2f} 毫秒，"
            f"{_left(allowed - fixed)}，现在用 {each - fixed:.2f} 毫秒。"
        )
    (each, _), most = found.stages[list(KINDS)[-1]], found.functions[0][1]
    yield (
        f"- 没有热点：一张表约 {found.calls:,.0f} 次函数调用，平均每次 {each / found.calls * 1000:.2f} 微秒，自身最费时的函数占 {most:.1%}。"
        "再快一倍，就要少读、少审，或者换一种语言写。"
    )
    if "writing" in short:
        packed = 1000 / rates["bound"]
        yield (
            f"- 只写出：{METHODS['writing'].goal} 倍是每本 {_allowed('writing', rates):.2f} 毫秒；压缩、保存用去 {packed:.2f} 毫秒，"
            f"现在共 {1000 / rates['writing']:.2f} 毫秒，其余是一张表约二百格的文字。"
        )
    if "reading" in short:
        (parse, parsing), (understand, understanding) = found.reading
        yield (
            f"- 读回：{METHODS['reading'].goal} 倍是每本 {_allowed('reading', rates):.2f} 毫秒；{parse} {parsing:.2f} 毫秒，"
            f"{understand} {understanding:.2f} 毫秒。"
        )
    steps = "、".join(f"{step} {each:.2f} 毫秒" for step, each in found.collecting)
    yield f"- collect：每秒 {COLLECT_GOAL} 张是每张 {1000 / COLLECT_GOAL:.2f} 毫秒；{steps}。"


def _is_met(method: str, rates: Mapping[str, float]) -> bool:
    return rates[method] / rates[METHODS[method].base] >= (METHODS[method].goal or 0)


def _allowed(method: str, rates: Mapping[str, float]) -> float:
    """Milliseconds that the goal of a method leaves for one."""
    return 1000 / rates[METHODS[method].base] / (METHODS[method].goal or 1)


def _left(milliseconds: float) -> str:
    return f"给评分、说明、审核留下 {milliseconds:.2f} 毫秒" if milliseconds > 0 else "已经超出"
