"""Form workbooks → forms: every 项目支出绩效自评表 on every visible sheet, and a message for whatever could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePath

from zipingbiao.edits.read_xlsx import read_snapshot
from zipingbiao.edits.snapshot import Sheet, Snapshot
from zipingbiao.form.keys import MAX_ROWS
from zipingbiao.form.model import Form
from zipingbiao.form.serial_dates import lost_date, said_as_date, serial_date
from zipingbiao.package.fault import PartFault
from zipingbiao.record import record
from zipingbiao.workbook.read.columns import Heading
from zipingbiao.workbook.read.form import doubts, read_region
from zipingbiao.workbook.read.form_kind import is_targets, names_no_project
from zipingbiao.workbook.read.funds_block import funds_heading, labelled_funds, other_scores
from zipingbiao.workbook.read.grid import Grid
from zipingbiao.workbook.read.head_block import title_of
from zipingbiao.workbook.read.indicator_heading import indicator_heading
from zipingbiao.workbook.read.labels import MONITOR_TITLE, TITLE
from zipingbiao.workbook.read.named_fields import Named, named_fields, rulebook_of
from zipingbiao.workbook.read.own_results import sheets_lacking, without_lacking
from zipingbiao.workbook.read.regions import Region, is_list_header, regions
from zipingbiao.workbook.read.side_by_side import side_by_side
from zipingbiao.workbook.read.source_map import Places, Where
from zipingbiao.workbook.waivers import with_waivers


@record(frozen=True, slots=True)
class ReadResult:
    """The forms in the order of sheets and rows; `problems` tells what could not be read or is doubtful."""

    forms: tuple[Form, ...]
    problems: tuple[PartFault, ...] = ()


def read_workbook(path: Path) -> ReadResult:
    """All forms of a closed .xlsx or .xlsm. Raises :class:`ReadFault` where the file itself cannot be read."""
    return forms_of(read_snapshot(path))


def forms_of(snapshot: Snapshot) -> ReadResult:
    """All forms of an open or closed workbook. Never silently nothing: a book without a form gives a fault."""
    forms: list[Form] = []
    problems: list[PartFault] = []
    rulebook = rulebook_of(snapshot)
    computed = sheets_lacking(snapshot)
    snapshot = without_lacking(snapshot)
    for sheet in snapshot.sheets:
        if sheet.hidden:
            continue
        for grid, strip, found, named in _strips(snapshot, sheet):
            for region in found:
                own = named if named is not None and named.within(region) else None
                heading = indicator_heading(grid, region.header) if region.header else None
                if own is None and not _is_form(grid, region, heading):
                    problems += _unusable(grid, region, heading)
                    continue
                if sum(1 for _ in grid.rows(region.top, region.bottom)) > MAX_ROWS:
                    problems.append(_too_long(grid, region))
                    continue
                form = read_region(grid, region, heading, _form_id(snapshot.file, len(forms)), own)
                reading = replace(form.reading, computed=sheet.name in computed)
                forms.append(replace(form, rulebook=rulebook, sheet_reading=reading))
                problems += _lacking(grid, form)
                problems += _lost_dates(grid, form)
                problems += _unread_scores(grid, region)
                problems += _of_other_years(grid, region)
                problems += doubts(grid, strip, region, _entries(form))
    if not forms and not problems:
        problems.append(_nothing(snapshot))
    elif forms:
        problems += _behind(snapshot)
    granted, stray = with_waivers(snapshot, forms)
    return ReadResult(granted, (*problems, *stray))


_Strip = tuple[Grid, Sheet, list[Region], Named | None]


def _strips(snapshot: Snapshot, sheet: Sheet) -> Iterator[_Strip]:
    """A sheet with its regions; the strips of one on which forms stand side by side."""
    grid = Grid(snapshot.file, sheet)
    named = named_fields(snapshot, sheet.name)
    found = _regions(grid, named)
    strips = side_by_side(grid, sheet, found) if named is None else [sheet]
    if len(strips) == 1:
        yield grid, sheet, found, named
        return
    for strip in strips:
        grid = Grid(snapshot.file, strip)
        yield grid, strip, regions(grid), None


def _too_long(grid: Grid, region: Region) -> PartFault:
    text = (
        f"{_where(grid, region)}有内容的超过 {MAX_ROWS // 10_000} 万行，不像自评表，没有读取；"
        "请只保留自评表所在的部分后再试。"
    )
    return PartFault(grid.file, text, grid.name, unread=True)


def _entries(form: Form) -> frozenset[Where]:
    """The cells of 年度指标值 and 实际完成值."""
    places = form.places.cells.items() if isinstance(form.places, Places) else ()
    return frozenset(where for path, where in places if path.endswith((".target", ".actual")))


def _regions(grid: Grid, named: Named | None) -> list[Region]:
    """The forms that labels tell, and the named one where its labels tell nothing."""
    found = regions(grid)
    if named is not None and not any(named.within(region) for region in found):
        found.append(Region(1, grid.last_row, 0, None, None))
    return found


def _form_id(file: str, before: int) -> str:
    """The file's name, for the second form and on with its number."""
    stem = PurePath(file).stem
    return f"{stem}#{before + 1}" if before else stem


def _is_form(grid: Grid, region: Region, heading: Heading | None) -> bool:
    """Whether a region has what a form cannot do without: indicators with a target and an actual.

    A 绩效目标申报表 has no actuals; some forms of whole departments print neither, and judge by a standard alone.
    """
    if heading is None or _is_monitor(grid, region):
        return False
    columns = heading.columns
    if {"target", "actual"} <= columns.keys():
        return True
    if is_targets(title := _title(grid, region), columns):
        filled = bool(title) or grid.last_row > region.header
        return filled and not _tells_spending(grid, region)
    return {"weight", "score"} <= columns.keys() and not columns.keys() & {"target", "actual"}


def _is_monitor(grid: Grid, region: Region) -> bool:
    return MONITOR_TITLE.match(_title(grid, region))


def _title(grid: Grid, region: Region) -> str:
    title = title_of(grid, region, region.header - 1)
    return title.text if title is not None else ""


def _tells_spending(grid: Grid, region: Region) -> bool:
    """Whether the money block has what was spent: a form that reports, whatever its indicators lack."""
    row = funds_heading(grid, region.top, region.header - 1)
    return bool(row) and "executed" in labelled_funds(grid, row).columns


def _unusable(grid: Grid, region: Region, heading: Heading | None) -> list[PartFault]:
    """What looks like a form and cannot be read as one; nothing for a sheet that only speaks of projects."""
    if heading is not None and _is_monitor(grid, region):
        text = f"{_where(grid, region)}是绩效运行监控表，完成值是预计的，不是自评表，没有读取。"
        return [PartFault(grid.file, text, grid.name, unread=True)]
    if heading is not None:
        columns = heading.columns
        lacking = "”“".join(
            label
            for kind, label in (("target", "年度指标值"), ("actual", "实际完成值"))
            if kind not in columns
        )
        text = (
            f"{_where(grid, region)}第 {region.header} 行的表头里没有“{lacking}”一栏，没有作为自评表读取；"
            "如果是自评表（不是目标申报表），请按官方表样改正栏目名称。"
        )
        return [PartFault(grid.file, text, grid.name, unread=True)]
    if region.title is None and not funds_heading(grid, region.top + 1, region.bottom):
        return []
    text = (
        f"{_where(grid, region)}没有找到绩效指标的表头（一级指标、年度指标值、实际完成值等），没有作为自评表读取；"
        "如果是自评表，请按官方表样补上这一行。"
    )
    return [PartFault(grid.file, text, grid.name, unread=True)]


def _where(grid: Grid, region: Region) -> str:
    rows = f"第 {region.top}—{region.bottom} 行" if region.top > 1 else ""
    return f"工作表“{grid.name}”{rows}"


def _of_other_years(grid: Grid, region: Region) -> list[PartFault]:
    """The indicators of the whole period above those of the year."""
    if not region.passed_over:
        return []
    text = (
        f"{_where(grid, region)}第 {region.passed_over} 行起是长期（实施期）绩效指标，没有读取；"
        f"读取的是第 {region.header} 行起的年度绩效指标。"
    )
    return [PartFault(grid.file, text, grid.name)]


def _unread_scores(grid: Grid, region: Region) -> list[PartFault]:
    row = other_scores(grid, region)
    if not row:
        return []
    text = (
        f"{_where(grid, region)}第 {row} 行起另有一张计分的表，没有读取；表头印的总分包含它，没有核对总分。"
    )
    return [PartFault(grid.file, text, grid.name)]


def _lacking(grid: Grid, form: Form) -> list[PartFault]:
    found = []
    if "name" not in form.places and not names_no_project(form):
        found.append(
            PartFault(grid.file, f"工作表“{grid.name}”没有找到“项目名称”，请补上这一栏。", grid.name)
        )
    if not form.indicators and not form.reading.unread:
        text = f"工作表“{grid.name}”的绩效指标表头下面没有内容，请填写指标后再试。"
        found.append(PartFault(grid.file, text, grid.name))
    return found


def _lost_dates(grid: Grid, form: Form) -> list[PartFault]:
    """Figures that are dates without their format: a year that is none, an actual or a target beside a date."""
    found: list[tuple[str, str, date]] = []
    if form.evaluated_year is None and (stood := serial_date(form.year)) is not None:
        found.append(("year", form.year, stood))
    for i, row in enumerate(form.indicators):
        for name, text, other in (("target", row.target, row.actual), ("actual", row.actual, row.target)):
            stood = lost_date(text.text, f"{other.text}{row.level3}")
            if stood is not None:
                found.append((f"indicators[{i}].{name}", text.text, stood))
    return [
        PartFault(
            grid.file,
            f"工作表“{grid.name}”{form.place(path).cell}的“{text}”像是 Excel 日期（{said_as_date(stood)}）失去格式后的数，"
            f"没有按日期读取；请写成 {said_as_date(stood)}。",
            grid.name,
            form.place(path).cell,
            unread=True,
        )
        for path, text, stood in found
    ]


def _behind(snapshot: Snapshot) -> list[PartFault]:
    """The filled forms on hidden sheets: nobody who looks at the file sees that they were passed over."""
    return [
        PartFault(
            snapshot.file,
            f"隐藏的工作表“{sheet.name}”里有一张填了内容的自评表，没有读取；要读取请取消隐藏，不用的请删除这张工作表。",
            sheet.name,
            unread=True,
        )
        for sheet in snapshot.sheets
        if sheet.hidden and _holds_a_form(Grid(snapshot.file, sheet))
    ]


def _holds_a_form(grid: Grid) -> bool:
    """Whether a sheet has a form with anything filled in below its headings."""
    for region in regions(grid):
        heading = indicator_heading(grid, region.header) if region.header else None
        if not _is_form(grid, region, heading):
            continue
        form = read_region(grid, region, heading, "", None)
        if any(row.target.text or row.actual.text for row in form.indicators):
            return True
    return False


def _nothing(snapshot: Snapshot) -> PartFault:
    for sheet in snapshot.sheets:
        grid = Grid(snapshot.file, sheet)
        if not sheet.hidden and any(is_list_header(grid, row) for row in grid.rows(1, grid.last_row)):
            text = f"工作表“{sheet.name}”是每行一个指标的清单（台账），不是自评表；请用 zipingbiao bulk 按台账生成自评表。"
            return PartFault(snapshot.file, text, sheet.name)
    hidden = [sheet.name for sheet in snapshot.sheets if sheet.hidden and _speaks_of_a_form(sheet)]
    if hidden:
        text = f"可见的工作表里没有自评表；隐藏的工作表“{hidden[0]}”可能是，请取消隐藏后再试。"
    else:
        names = "、".join(f"“{sheet.name}”" for sheet in snapshot.sheets[:5]) or "（无）"
        text = (
            f"没有找到项目支出绩效自评表（看过的工作表：{names}）；"
            "自评表应有“项目名称”“一级指标”“年度指标值”“实际完成值”等栏目，请确认文件，或用 zipingbiao new form 生成标准表样。"
        )
    return PartFault(snapshot.file, text)


def _speaks_of_a_form(sheet: Sheet) -> bool:
    return any(isinstance(cell.value, str) and TITLE.match(cell.value) for cell in sheet.cells.values())
