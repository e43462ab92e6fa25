"""An old Word file (.doc, .wps, .rtf) as .docx, through the LibreOffice of this machine."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from zipingbiao.batch.office import Office, OfficeFault, find_office
from zipingbiao.package.fault import ReadFault

_NO_OFFICE = (
    "旧版 Word 文件（.doc、.wps、.rtf）要用 LibreOffice 转换，本机没有找到 LibreOffice；"
    "请用 Word 或 WPS 另存为 .docx，或安装 LibreOffice（免费）。"
)
_NOT_CONVERTED = "LibreOffice 转换不了这个旧版 Word 文件（可能已损坏，或没有装 Writer），请用 Word 或 WPS 打开后另存为 .docx。"


def as_docx(data: bytes, file: str) -> bytes:
    """The same document as .docx. Raises ReadFault where there is no LibreOffice or it cannot take the file."""
    try:
        office = _office()
    except OfficeFault as fault:
        raise ReadFault(file, _NO_OFFICE) from fault
    with tempfile.TemporaryDirectory(prefix="zipingbiao-doc-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, "document.doc")
        source.write_bytes(data)
        made = office.converted((source,), Path(folder, "out"), "docx")
        if not made:
            raise ReadFault(file, _NOT_CONVERTED)
        return made[0].read_bytes()


@cache
def _office() -> Office:
    """One profile for all files of a run; it goes when the program ends."""
    return Office(find_office())
