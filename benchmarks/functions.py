"""The cell functions through xlwings' real conversion pipeline, COM stood in for: one cell, and a block.

.venv/bin/python benchmarks/functions.py
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from excel import stubbed_com

MODULE, PLACE, ROWS, CELLS, ROUNDS = "zipingbiao.hosts.excel.udf", "cn|2024", 5000, 2000, 5


def main() -> None:
    """Medians of five rounds."""
    server = stubbed_com.server()

    def ask(*given: Any) -> Any:
        return server.CallUDF(MODULE, "PERF_SCORE", (*given, None, None, PLACE))

    ask("≥1次", "1次", 1.0)
    one, block = [], []
    for round_ in range(ROUNDS):
        start = time.perf_counter()
        for n in range(CELLS):
            ask(f"≥{n + 10}次", f"{n + round_}次", 10.0)
        one.append((time.perf_counter() - start) / CELLS)
        targets = tuple((f"≥{n + 20}件",) for n in range(ROWS))
        actuals = tuple((f"{n + round_}件",) for n in range(ROWS))
        weights = tuple((10.0,) for _ in range(ROWS))
        start = time.perf_counter()
        ask(targets, actuals, weights)
        block.append(time.perf_counter() - start)
    print("| 调用 | 用时（中位数） |")
    print("|---|---|")
    print(f"| PERF_SCORE 一格 | {statistics.median(one) * 1000:.3f} 毫秒 |")
    print(f"| PERF_SCORE 一个区域，{ROWS:,} 行 | {statistics.median(block):.2f} 秒 |")


if __name__ == "__main__":
    main()
