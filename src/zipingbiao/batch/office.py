"""LibreOffice without a window: found on this machine, given workbooks, giving PDFs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from zipingbiao.batch import office_guard
from zipingbiao.for_people import ForPeople

#: Where installers put it when it is not on the path.
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice/program/soffice",
)
#: Seconds for the start, with a profile made anew, and for each workbook; many times what a slow PC takes.
_START, _EACH = 60.0, 10.0


class OfficeFault(ForPeople):
    """LibreOffice is not on this machine; the message says what to do."""


def find_office() -> str:
    """The program: `ZIPINGBIAO_SOFFICE`, else on the path, else where installers put it."""
    told = os.environ.get("ZIPINGBIAO_SOFFICE")
    if told:
        if Path(told).is_file():
            return told
        raise OfficeFault(f"环境变量 ZIPINGBIAO_SOFFICE 指的程序不存在：{told}。请改正或去掉它。")
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        found = next((place for place in _PLACES if Path(place).is_file()), None)
    if found is None:
        raise OfficeFault(
            "导出 PDF 要用 LibreOffice，本机没有找到。请安装 LibreOffice（免费），"
            "或用环境变量 ZIPINGBIAO_SOFFICE 指明 soffice 的位置；只要工作簿的，去掉 PDF 选项。"
        )
    return found


class Office:
    """One LibreOffice with a profile of its own, so that several work side by side and no open window is disturbed.

    The profile is made at the first call and kept for the next ones; leaving the `with` takes it away.
    """

    def __init__(self, program: str) -> None:
        self._program = program
        self._folder = tempfile.TemporaryDirectory(prefix="zipingbiao-office-", ignore_cleanup_errors=True)

    def __enter__(self) -> Office:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def to_pdf(self, workbooks: Sequence[Path], out: Path) -> list[Path]:
        """Print workbooks into `out`, all in one call; the PDFs that came out, each by its book's stem."""
        self._run(workbooks, out)
        made = [out / f"{workbook.stem}.pdf" for workbook in workbooks]
        if len(workbooks) > 1:
            # One workbook that LibreOffice cannot take must not cost the others theirs.
            for workbook, pdf in zip(workbooks, made, strict=True):
                if not pdf.exists():
                    self._run((workbook,), out)
        return [pdf for pdf in made if pdf.exists()]

    def _run(self, workbooks: Sequence[Path], out: Path) -> None:
        profile = Path(self._folder.name, "profile").as_uri()
        seconds = _START + _EACH * len(workbooks)
        command = [
            *(sys.executable, "-I", office_guard.__file__, str(seconds)),
            *(
                self._program,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--norestore",
                "--nolockcheck",
            ),
            *("--convert-to", "pdf", "--outdir", str(out), *(str(workbook) for workbook in workbooks)),
        ]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as guard:
            guard.wait()
