"""The labels of 扣分/偏差类型 that a ledger offers, from the narrative's own data."""

from __future__ import annotations

from functools import cache


@cache
def reason_labels() -> tuple[str, ...]:
    """The labels for indicator rows, in the order of `templates/narrative/reasons.toml`."""
    from zipingbiao.narrative.narrator import shipped_templates
    from zipingbiao.narrative.reasons import FILE, Scope, load_reasons

    return load_reasons((shipped_templates() / FILE,)).labels(Scope.ROW)
