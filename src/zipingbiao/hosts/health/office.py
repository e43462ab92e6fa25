"""LibreOffice, started for real: a workbook is printed, as `bulk --pdf` would."""

from __future__ import annotations

import tempfile
from pathlib import Path

from zipingbiao.hosts.health.link import Link, told

_NAME = "LibreOffice"


def office() -> Link:
    """Not needed everywhere; where it is there, it has to work."""
    try:
        from zipingbiao.batch.office import Office, OfficeFault, find_office
        from zipingbiao.resources import TEMPLATE, workbook_path
    except Exception as fault:
        return Link(_NAME, "broken", told(fault), "没能检测；请先改好上面的问题。")
    try:
        program = find_office()
    except OfficeFault as fault:
        told_where = "ZIPINGBIAO_SOFFICE" in str(fault) and "不存在" in str(fault)
        if told_where:
            return Link(_NAME, "broken", "没有找到", str(fault))
        return Link(_NAME, "missing", "未安装", "导出 PDF、读旧版 Word（.doc）才需要；其他功能不受影响。")
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, Office(program) as started:
            book = Path(folder, "book.xlsx")
            book.write_bytes(workbook_path(TEMPLATE).read_bytes())
            made = started.to_pdf((book,), Path(folder))
            printed = bool(made) and made[0].read_bytes().startswith(b"%PDF")
    except Exception as fault:
        return Link(_NAME, "broken", f"{program}：{told(fault)}", "请重新安装 LibreOffice。")
    if not printed:
        advice = (
            "启动得了却没有打印出来：请装上 Calc（Debian/Ubuntu：apt install libreoffice-calc），或重新安装。"
        )
        return Link(_NAME, "broken", program, advice)
    return Link(_NAME, "good", f"{program}，试打印成功")
