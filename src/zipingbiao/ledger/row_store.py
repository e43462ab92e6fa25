"""The rows of a ledger once they are read, kept so that a ledger of any size takes little memory."""

from __future__ import annotations

import marshal

from zipingbiao.ledger.layout import SheetLayout
from zipingbiao.ledger.rows import Row
from zipingbiao.package.large.spill import Spill


class RowStore:
    """Rows of one sheet by their number in the order they were put, from 0."""

    def __init__(self, layout: SheetLayout) -> None:
        self._fields = tuple(column.field for column in layout.columns)
        self._kept = Spill()

    def __len__(self) -> int:
        return len(self._kept)

    def put(self, row: Row) -> int:
        """Keep a row; all are put before the first is taken."""
        texts = tuple(row.texts.values())
        return self._kept.put(marshal.dumps((row.number, texts, row.numeric, tuple(row.merged))))

    def get(self, number: int) -> Row:
        line, texts, numeric, merged = marshal.loads(self._kept.get(number))
        return Row(line, dict(zip(self._fields, texts, strict=True)), numeric, frozenset(merged))
