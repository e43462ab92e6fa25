"""Which xlwings the macros of a workbook were made for: its starter library carries the version in its name."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from zipingbiao.hosts.excel.vba.read import module_sources

_PROJECT = "xl/vbaProject.bin"
_VERSION = re.compile(r'XLWINGS_VERSION As String = "([\d.]+)"')
#: A VBA project of ours has 100 KB; one of a hundred times that is not read.
_LARGEST = 10_000_000


def made_for(workbook: Path) -> str:
    """The version of xlwings; "" where the workbook cannot be read or has none of our macros."""
    try:
        with zipfile.ZipFile(workbook) as archive:
            if archive.getinfo(_PROJECT).file_size > _LARGEST:
                return ""
            project = archive.read(_PROJECT)
    except (OSError, KeyError, zipfile.BadZipFile):
        return ""
    found = (_VERSION.search(source) for source in module_sources(project))
    return next((each[1] for each in found if each is not None), "")
