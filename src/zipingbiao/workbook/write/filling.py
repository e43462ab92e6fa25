"""One sheet put together: contents into the slots, rows high enough, groups merged, levels said again on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from zipingbiao.form.field_names import called
from zipingbiao.package.cell_xml import text_cell
from zipingbiao.package.text_height import fits, is_long, lines_of, points_for
from zipingbiao.workbook.write.content import NOTHING, Content, Text
from zipingbiao.workbook.write.looks import Looks
from zipingbiao.workbook.write.pages import Paper, breaks_xml, page_starts
from zipingbiao.workbook.write.row_groups import LEVELS, Run
from zipingbiao.workbook.write.skeleton import Skeleton


class Filling:
    """The contents of one form on its way into a laid out template; `cut` is known once the sheet is made."""

    def __init__(
        self,
        skeleton: Skeleton,
        contents: Sequence[dict[str, Content]],
        merged: Mapping[str, list[Run]],
        looks: Looks,
    ) -> None:
        self._skeleton, self._contents, self._looks, self._merged = skeleton, contents, looks, merged
        self._pieces = list(skeleton.pieces)
        self.cut: tuple[str, ...] = ()

    def sheet(self, paper: Paper | None) -> str:
        """The sheet as text; with `paper`, what is merged over the end of a page is parted there."""
        hidden = self._without_continued()
        self._fill()
        starts: list[int] = []
        if paper is not None:
            heights = [(number, float(self._pieces[piece])) for number, piece in self._skeleton.rows_in_order]
            starts = self._page_starts(paper, heights)
            self._say_again(starts, hidden)
            if sum(height for _, height in heights) > paper.most:
                self._pieces[self._skeleton.breaks] = breaks_xml(starts)
        areas = [
            *self._fixed_merges(starts),
            *_row_merges(self._skeleton, _parted(self._merged, self._at(starts))),
        ]
        if areas:
            listed = '"/><mergeCell ref="'.join(areas)
            self._pieces[self._skeleton.merges] = (
                f'<mergeCells count="{len(areas)}"><mergeCell ref="{listed}"/></mergeCells>'
            )
        return "".join(self._pieces)

    def _without_continued(self) -> dict[tuple[int, str], Content]:
        """Cells that continue the one above are emptied; what stood in them, by row of 绩效指标 and field."""
        hidden: dict[tuple[int, str], Content] = {}
        for field, found in self._merged.items():
            for first, last in found:
                for i in range(first + 1, last + 1):
                    content = self._contents[self._skeleton.first_row + i].pop(field, None)
                    if content is not None:
                        hidden[i, field] = content
        return hidden

    def _fill(self) -> None:
        pieces, looking, tall = self._pieces, self._looks.start, dict[int, int]()
        cut: list[str] = []
        for n, (slots, cells) in enumerate(zip(self._skeleton.lines, self._contents, strict=True)):
            for piece, field, start, reference, height, width in slots:
                content = cells.get(field, NOTHING)
                if content is NOTHING:
                    continue
                if not isinstance(content, Text):
                    pieces[piece] = content.cell(looking(start, content.look) if content.look else start)
                    continue
                text = content.text
                pieces[piece] = text_cell(start, text)
                # What surely takes one line needs no counting: a row is high enough for that.
                if height and (is_long(text, width) or "\n" in text):
                    lines = lines_of(text, width)
                    tall[height] = max(tall.get(height, 1), lines)
                    if not fits(lines):
                        cut.append(_cut(self._path(n, field), reference))
        for height, lines in tall.items():
            pieces[height] = _points(lines, self._skeleton.heights[height])
        self.cut = tuple(cut)

    def _path(self, line: int, field: str) -> str:
        """The field of a slot on the line, as a path of the form."""
        if line == 0:
            return field
        first = self._skeleton.first_row
        return f"funds[{line - 1}].{field}" if line < first else f"indicators[{line - first}].{field}"

    # Pages

    def _page_starts(self, paper: Paper, heights: Sequence[tuple[int, float]]) -> list[int]:
        """The rows of 绩效指标 that begin a further page."""
        skeleton = self._skeleton
        top = skeleton.rows.first
        count = len(skeleton.lines) - skeleton.first_row
        titles = 0.0
        if paper.titles is not None:
            first, last = skeleton.moved.top(paper.titles[0]), skeleton.moved.bottom(paper.titles[1])
            titles = sum(height for number, height in heights if first <= number <= last)
        kept = {
            top + i
            for field, found in self._merged.items()
            if field not in LEVELS
            for start, end in found
            for i in range(start + 1, end + 1)
        }
        return page_starts(heights, paper.points, titles, range(top + 1, top + count + 1), kept)

    def _at(self, starts: Sequence[int]) -> list[int]:
        """Rows of the sheet as rows of 绩效指标, from 0."""
        return [row - self._skeleton.rows.first for row in starts]

    def _say_again(self, starts: Sequence[int], hidden: Mapping[tuple[int, str], Content]) -> None:
        """The levels in the first row of each further page, and the label beside the block."""
        skeleton = self._skeleton
        for i in self._at(starts):
            if skeleton.first_row + i >= len(skeleton.lines):
                continue
            for slot in skeleton.lines[skeleton.first_row + i]:
                content = hidden.get((i, slot.field))
                if content is not None and slot.field in LEVELS:
                    self._pieces[slot.piece] = content.cell(slot.start)
        for label in skeleton.labels:
            for row in starts:
                if row in label.cells:
                    self._pieces[label.cells[row]] = f'<c r="{label.left}{row}"{label.content}'

    def _fixed_merges(self, starts: Sequence[int]) -> list[str]:
        """The template's merged areas, those of labels beside the block parted where a page ends."""
        areas = list(self._skeleton.fixed_merges)
        for label in self._skeleton.labels:
            inside = [row for row in starts if label.first < row <= label.last]
            whole = f"{label.left}{label.first}:{label.right}{label.last}"
            if inside and whole in areas:
                at = areas.index(whole)
                edges = [label.first, *inside, label.last + 1]
                spans = pairwise(edges)
                areas[at : at + 1] = [
                    f"{label.left}{first}:{label.right}{end - 1}"
                    for first, end in spans
                    if first < end - 1 or label.left != label.right
                ]
        return areas


def _cut(path: str, reference: str) -> str:
    return f"{called(path)}（{reference}）的文字太长，一行放不下，打印时会被截断；请精简，或把内容移到附件。"


def _parted(merged: Mapping[str, list[Run]], at: Sequence[int]) -> dict[str, list[Run]]:
    """The runs of levels ended where a page ends."""
    parted = dict(merged)
    for field in LEVELS:
        pieces: list[Run] = []
        for first, last in merged.get(field, ()):
            edges = [first, *(i for i in at if first < i <= last), last + 1]
            pieces += [(a, b - 1) for a, b in pairwise(edges) if a < b - 1]
        parted[field] = pieces
    return parted


@lru_cache(maxsize=1024)
def _points(lines: int, least: float) -> str:
    return f"{points_for(lines, least):g}"


def _row_merges(skeleton: Skeleton, merged: Mapping[str, list[Run]]) -> list[str]:
    """Merged cells of 绩效指标: downwards by group, sideways where the template's are."""
    areas: list[str] = []
    for field, sideways in skeleton.sideways.items():
        found = merged.get(field, ())
        if not found:
            areas += sideways
            continue
        covered = {i for start, end in found for i in range(start, end + 1)}
        areas += [area for i, area in enumerate(sideways) if i not in covered]
        left, right, first = skeleton.rows.letters[field], skeleton.rights[field], skeleton.rows.first
        areas += [f"{left}{first + start}:{right}{first + end}" for start, end in found]
    return areas
