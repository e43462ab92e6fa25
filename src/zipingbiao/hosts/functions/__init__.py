"""The cell functions: one table of what they are called and take, one answer each, the same in every host."""

from zipingbiao.hosts.functions.answers import (
    CellError,
    perf_check,
    perf_grade,
    perf_note,
    perf_rate,
    perf_rate_score,
    perf_score,
    perf_state,
    perf_why,
)

__all__ = [
    "CellError",
    "perf_check",
    "perf_grade",
    "perf_note",
    "perf_rate",
    "perf_rate_score",
    "perf_score",
    "perf_state",
    "perf_why",
]
