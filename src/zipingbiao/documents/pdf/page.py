"""What one page of a PDF shows: its ruled lines and its characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import Any
from unicodedata import normalize

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTCurve, LTItem, LTLayoutContainer, LTLine, LTPage, LTRect
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix

Clip = tuple[float, float, float, float] | None

#: Radicals that browsers and printers write for the characters they look like.
_RADICALS = str.maketrans(
    "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⻲⼾⾭⿈",
    "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟龟户青黄",
)
#: What is thinner than this is a line, however it is drawn.
_THIN = 2.5
_SHORTEST = 2.5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ruling: where it stands, and from where to where it goes."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Char:
    """One character with its box; y counts from the top of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.bottom - self.top


def _plain(text: str) -> str:
    """A character as it is typed: radicals and ligatures of fonts are the characters they stand for."""
    if text.isascii():
        return text
    if "⺀" <= text <= "\u2fdf" or "\uf900" <= text <= "\ufb06":
        return normalize("NFKC", text.translate(_RADICALS))
    return text


@dataclass
class Drawn:
    """`pictures`: how many there are; `unknown`: characters whose font does not tell their text."""

    height: float = 0.0
    vertical: list[Line] = field(default_factory=list)
    horizontal: list[Line] = field(default_factory=list)
    chars: list[Char] = field(default_factory=list)
    pictures: int = 0
    unknown: int = 0


class Device(PDFLayoutAnalyzer):
    """Takes what is drawn as it comes; nothing is arranged."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager, laparams=None)
        self.drawn = Drawn()
        self._clip: Clip = None
        self._kept: list[Clip] = []

    # What is clipped away is not seen: the text of a cell that goes on over the page, or that its row has no room for.

    def save(self) -> None:
        self._kept.append(self._clip)

    def restore(self) -> None:
        if self._kept:
            self._clip = self._kept.pop()

    def clip(self, points: Sequence[tuple[float, float]]) -> None:
        """Nothing outside the rectangle around these points is shown until :meth:`restore`."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, top, right, bottom = self._clip or (-inf, -inf, inf, inf)
        self._clip = (max(left, min(xs)), max(top, min(ys)), min(right, max(xs)), min(bottom, max(ys)))

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        self._clip, self._kept = None, []
        super().begin_page(page, ctm)

    def render_char(self, *given: Any) -> float:
        before = len(self.cur_item)
        advance = super().render_char(*given)
        if self._clip is not None and len(self.cur_item) > before:
            left, top, right, bottom = self._clip
            char = self.cur_item._objs[-1]
            x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
            if not (left <= x <= right and top <= y <= bottom):
                self.cur_item._objs.pop()
        return advance

    def handle_undefined_char(self, font: PDFFont, cid: int) -> str:
        self.drawn.unknown += 1
        return "〓"

    def render_image(self, name: str, stream: PDFStream) -> None:
        self.drawn.pictures += 1

    def receive_layout(self, ltpage: LTPage) -> None:
        self.drawn.height = ltpage.height
        self._take(ltpage, ltpage.height)

    def _take(self, items: LTLayoutContainer, height: float) -> None:
        waiting: list[LTItem] = list(items)
        while waiting:
            item = waiting.pop()
            if isinstance(item, LTChar):
                if item.upright or item.width > 0:
                    self.drawn.chars.append(
                        Char(_plain(item.get_text()), item.x0, item.x1, height - item.y1, height - item.y0)
                    )
            elif isinstance(item, LTLine | LTRect | LTCurve):
                self._shape(item, height)
            elif isinstance(item, LTLayoutContainer):
                waiting += list(item)

    def _shape(self, item: LTCurve, height: float) -> None:
        left, right, top, bottom = item.x0, item.x1, height - item.y1, height - item.y0
        wide, tall = right - left, bottom - top
        if wide < _THIN and tall >= _SHORTEST:
            self.drawn.vertical.append(Line((left + right) / 2, top, bottom))
        elif tall < _THIN and wide >= _SHORTEST:
            self.drawn.horizontal.append(Line((top + bottom) / 2, left, right))
        elif isinstance(item, LTRect) and item.stroke and wide >= _THIN and tall >= _THIN:
            self.drawn.vertical += [Line(left, top, bottom), Line(right, top, bottom)]
            self.drawn.horizontal += [Line(top, left, right), Line(bottom, left, right)]
        elif item.stroke and not isinstance(item, LTRect):
            self._corners(item.pts, height)

    def _corners(self, points: Sequence[tuple[float, float]], height: float) -> None:
        """A path of several straight pieces."""
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(x1 - x0) < 0.5 and abs(y1 - y0) >= _SHORTEST:
                self.drawn.vertical.append(Line(x0, height - max(y0, y1), height - min(y0, y1)))
            elif abs(y1 - y0) < 0.5 and abs(x1 - x0) >= _SHORTEST:
                self.drawn.horizontal.append(Line(height - y0, min(x0, x1), max(x0, x1)))
