"""A guard against falling back by ratios, beside the loop that everybody writes first, in the same process.

Ratios of processor time with a wide margin: a busy machine slows both sides. What they are is in docs/速度.md.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from methods import METHODS

FEW, MANY, ROUNDS = 3, 30, 3


def least(method: str, made: list[dict[str, Any]], folder: Path) -> float:
    """Processor seconds for one project: the quickest of several rounds, start-up left out."""
    write: Callable[[dict[str, Any], Path], None] = METHODS[method].start(made, folder)
    write(made[0], folder / "warm.xlsx")
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for n, project in enumerate(made):
            write(project, folder / f"{n}.xlsx")
        rounds.append((time.process_time() - start) / len(made))
    return min(rounds)


@pytest.mark.parametrize(
    ("method", "at_least"),
    [("pipeline", 5), ("pipeline_unseen", 4), ("writing", 20), ("reading", 3)],
)
def test_it_is_still_many_times_the_rate_of_the_usual_loop(
    method: str, at_least: int, tmp_path: Path
) -> None:
    """Where a ratio stood at 20, 15, 75 and 11 when this was written."""
    usual = METHODS[method].base
    slow = least(usual, list(METHODS[usual].projects(FEW)), tmp_path)
    fast = least(method, list(METHODS[method].projects(MANY)), tmp_path)
    assert slow / fast > at_least
