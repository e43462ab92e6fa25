"""The shared strings of a large workbook, found by their number without all of them standing in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import overload

from zipingbiao.package.large.portions import portions, refuse_irregular
from zipingbiao.package.large.spill import Spill
from zipingbiao.package.large.text import TEXT, plain_text
from zipingbiao.package.xml_scan import scan_strings, unescaped

_LIST = re.compile(rb"<sst(?:\s[^<>]*)?(?<!/)>")
_ITEM_END, _END = "</si>", "</sst>"
_PLAIN = re.compile(rf'\s*+<si><t(?: xml:space="preserve")?>({TEXT}*+)</t>')
#: A lone surrogate in a damaged text survives the way there and back.
_CODING = ("utf-8", "surrogatepass")


class StringTable(Sequence[str]):
    """The strings of a part, in order. Raises Irregular, and ValueError or expat.ExpatError where it is damaged."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._kept = Spill()
        frame: list[bytes] = []
        for inside, data in portions(pieces, _LIST, _ITEM_END, _END):
            if inside:
                refuse_irregular(data)
                self._take(data.decode())
            else:
                frame.append(data)
        scan_strings(b"".join(frame))

    def _take(self, xml: str) -> None:
        *items, rest = xml.split(_ITEM_END)
        for item in items:
            plain = _PLAIN.fullmatch(item)
            if plain is not None:
                self._keep(unescaped(plain_text(plain[1])))
            else:
                self._parse(f"{item}{_ITEM_END}")
        self._parse(rest)

    def _parse(self, xml: str) -> None:
        for text in scan_strings(f"<sst>{xml}</sst>".encode()):
            self._keep(text)

    def _keep(self, text: str) -> None:
        self._kept.put(text.encode(*_CODING))

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, number: int) -> str: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...

    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        return self._kept.get(number).decode(*_CODING)
