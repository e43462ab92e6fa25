"""The cell functions through xlwings' real conversion pipeline, COM stood in for: the start, one cell, and a block.

.venv/bin/python benchmarks/functions.py

Processor time, the least of several rounds. No cell comes twice, so that nothing is only remembered.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent / "tests"
MODULE, PLACE, ROWS, CELLS, ROUNDS = "zipingbiao.hosts.excel.udf", "cn|2024", 2000, 500, 5
#: What the service of Excel does from its start to the first answer.
_STARTED = f"""
import zipingbiao.hosts.excel.lean
from excel import stubbed_com
stubbed_com.server().CallUDF("{MODULE}", "PERF_SCORE", ("≥10次", "9次", 10.0, None, None, "{PLACE}"))
"""


def start() -> float:
    """Seconds until the first answer, by an installed program: its modules are compiled."""
    spent = []
    with tempfile.TemporaryDirectory() as compiled:
        env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        env["PYTHONPYCACHEPREFIX"] = compiled
        for _ in range(ROUNDS + 1):
            before = os.times()
            subprocess.run([sys.executable, "-c", _STARTED], cwd=TESTS, env=env, check=True)
            after = os.times()
            spent.append(
                after.children_user - before.children_user + after.children_system - before.children_system
            )
    return min(spent)


def calls(name: str, count: int) -> float:
    """Seconds a call, one cell each."""
    server, numbers = _server(), iter(range(10, 10**9))
    rounds = []
    for _ in range(ROUNDS):
        given = [_cells(name, next(numbers)) for _ in range(count)]
        begun = time.process_time()
        for cells in given:
            server.CallUDF(MODULE, name, cells)
        rounds.append((time.process_time() - begun) / count)
    return min(rounds)


def _cells(name: str, n: int) -> Sequence[Any]:
    if name == "PERF_GRADE":
        return n % 100, PLACE
    target, actual = f"≥{n}次", f"{n - n % 3}次"
    if name == "PERF_CHECK":
        return target, actual, 10.0, 9.5, f"第{n}次因天气推迟。", "产出指标/数量指标/巡检次数", PLACE
    return target, actual, 10.0, None, None, PLACE


def block() -> float:
    """Seconds for a block of rows in one call."""
    server, rounds = _server(), []
    for k in range(1, ROUNDS + 1):
        first = k * 100_000
        targets = tuple((f"≥{first + n}件",) for n in range(ROWS))
        actuals = tuple((f"{first + n - n % 3}件",) for n in range(ROWS))
        begun = time.process_time()
        server.CallUDF(
            MODULE, "PERF_SCORE", (targets, actuals, tuple((10.0,) for _ in range(ROWS)), None, None, PLACE)
        )
        rounds.append(time.process_time() - begun)
    return min(rounds)


def _server() -> Any:
    sys.path.insert(0, str(TESTS))
    from excel import stubbed_com

    return stubbed_com.server()


def tables() -> Iterator[str]:
    yield "| Excel 函数 | 毫秒（处理器时间，几轮里最少的） |"
    yield "|---|--:|"
    yield f"| 计算服务从启动到第一个得数 | {start() * 1000:.0f} |"
    for name in ("PERF_GRADE", "PERF_SCORE", "PERF_CHECK"):
        yield f"| {name} 一格 | {calls(name, CELLS) * 1000:.2f} |"
    yield f"| PERF_SCORE 一个区域，{ROWS:,} 行 | {block() * 1000:.0f} |"


if __name__ == "__main__":
    print("\n".join(tables()))
