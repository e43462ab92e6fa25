"""Workbooks a second, side by side in one run. Writes docs/速度.md.

.venv/bin/python benchmarks/pipeline.py [--rounds N] [--seconds S]

Every (method, round) is a fresh process; methods take turns, so that a busy machine slows all of them. Start-up, the first
workbooks and the making of the projects are not timed. Ratios are the medians of the rounds' ratios.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import profiled
from limits import limits
from methods import METHODS, ROOT

import functions

PAGE = ROOT / "docs" / "速度.md"
#: Workbooks before the clock starts: modules, template and its layouts for each number of rows are start-up.
WARM_UP = 30
#: Milliseconds.
START_GOAL, CHECK_GOAL = 220, 0.2


def folder() -> Path:
    """A new folder, in memory where there is one: the disk is not what is measured."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))


def one(method: str, seconds: float) -> None:
    """One method in this process; prints rate, seconds and memory as JSON."""
    pool = METHODS[method].pool
    out, made = folder(), list(METHODS[method].projects(pool))
    try:
        write = METHODS[method].start(made, out)
        for n in range(WARM_UP):
            write(made[-1 - n], out / f"warm{n}.xlsx")
        gc.freeze()  # the projects themselves are no part of any method
        done, start = 0, time.perf_counter()
        while (spent := time.perf_counter() - start) < seconds:
            write(made[done % pool], out / f"{done % pool}.xlsx")
            done += 1
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"rate": done / spent, "peak": peak}))
    finally:
        shutil.rmtree(out)


def run(method: str, seconds: float) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", method, "--seconds", str(seconds)]
    found: dict[str, float] = json.loads(
        subprocess.run(command, capture_output=True, check=True, text=True).stdout
    )
    return found


def measure(rounds: int, seconds: float) -> tuple[list[str], dict[str, float]]:
    """The table, and the median rate of each method."""
    methods = [method for method in METHODS if method != "bound_isal" or find_spec("isal") is not None]
    found: dict[str, list[dict[str, float]]] = {method: [] for method in methods}
    for n in range(rounds):
        for method in methods:
            found[method].append(run(method, seconds))
        print(f"第 {n + 1}/{rounds} 轮", file=sys.stderr)
    lines = [
        "| 方法 | 本/秒（中位数） | 范围 | 是 openpyxl 的几倍（各轮之比的中位数） | 目标 | 峰值内存 MB |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    medians = {method: statistics.median(run["rate"] for run in found[method]) for method in methods}
    for method in methods:
        each = METHODS[method]
        rates = [run["rate"] for run in found[method]]
        ratios = [
            run["rate"] / base["rate"] for run, base in zip(found[method], found[each.base], strict=True)
        ]
        peak = max(run["peak"] for run in found[method])
        lines.append(
            f"| {each.label} | {medians[method]:,.0f} | {min(rates):,.0f}–{max(rates):,.0f} "
            f"| {statistics.median(ratios):.1f} | {each.goal or ''} | {peak:.0f} |"
        )
    return lines, medians


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--one", choices=METHODS)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=float, default=3.0)
    chosen = options.parse_args()
    if chosen.one:
        one(chosen.one, chosen.seconds)
        return
    table, rates = measure(chosen.rounds, chosen.seconds)
    found = profiled.measured()
    page = [
        "# 速度",
        "",
        "由 `make bench`（`benchmarks/pipeline.py`）生成，请勿手改。",
        "",
        f"Python {platform.python_version()}，{platform.system()}，单进程；{chosen.rounds} 轮，每轮每法 {chosen.seconds:g} 秒，各法轮流；"
        f"各不相同的项目，每个 5～18 条指标；文件写在内存盘上，启动和最初 {WARM_UP} 本不计。",
        "",
        *table,
        "",
        "openpyxl 和 XlsxWriter 两行只写格子，不评分、不审核、不写说明。各不相同的项目取用 14 张公开的表的文字，同一段文字会再来；"
        "“没有一段文字出现过两次”的一行，缓存帮不上忙。一个单位的表在两者之间。",
        "",
        "## 时间花在哪里",
        "",
        "没有达到目标的，差在哪里（由 `benchmarks/limits.py` 按这一次量得的数算出）：",
        "",
        *limits(rates, found),
        "",
        "各阶段、各步所占的，自身最费时的函数所占的，由 `benchmarks/profiled.py` 量得：",
        "",
        *profiled.tables(found),
        "",
        "## Excel 的函数",
        "",
        f"由 `benchmarks/functions.py` 量得；目标：启动 {START_GOAL} 毫秒，PERF_CHECK {CHECK_GOAL} 毫秒。"
        "PERF_GRADE 几乎不用算，它的时间是 xlwings 收发一格的；其余的是读懂指标值和完成值、评分和审核。",
        "",
        *functions.tables(),
        "",
    ]
    PAGE.write_text("\n".join(page), encoding="utf-8")
    print("\n".join(table))


if __name__ == "__main__":
    main()
