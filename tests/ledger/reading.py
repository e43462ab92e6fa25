"""A ledger file as a test reads it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from zipingbiao.ledger.forms import Ledger
from zipingbiao.ledger.read import ledger_in
from zipingbiao.package.gate import open_package


def read_ledger(path: Path, known_reasons: Collection[str] = ()) -> Ledger:
    """The ledger at `path`, through the gate as every file goes."""
    return ledger_in(open_package(path), known_reasons)
