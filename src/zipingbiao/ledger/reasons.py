"""The labels of 扣分/偏差类型 that a ledger offers, from the narrative's own data."""

from __future__ import annotations

from functools import cache

from zipingbiao.narrative.reasons import FILE, Scope, load_reasons
from zipingbiao.resources import templates_path


@cache
def reason_labels() -> tuple[str, ...]:
    """The labels for indicator rows, in the order of `templates/narrative/reasons.toml`."""
    return load_reasons((templates_path() / "narrative" / FILE,)).labels(Scope.ROW)
