"""Why a rule had nothing to look at: the form has no such field, or it stands there and was not read."""

from __future__ import annotations

from zipingbiao.checks.context import Context
from zipingbiao.checks.registry import Skip
from zipingbiao.form.coverage import Block


def absent(check: Context, block: Block, why: str) -> Skip:
    """`本表没有…` may only be said where nothing stands."""
    if check.form.reading.missed(block):
        return Skip(f"{block}有内容没有读出，没有检查（见JXR001、JXR002）")
    return Skip(why)
