"""LibreOffice without a window: found on this machine, given files, giving PDFs or files of other kinds."""

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
from zipingbiao.batch.office_environment import office_environment
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
        return self.converted(workbooks, out, "pdf")

    def converted(self, files: Sequence[Path], out: Path, kind: str) -> list[Path]:
        """Files as another kind (`pdf`, `docx`) in `out`; those that came out, each by its stem."""
        self._run(files, out, kind)
        made = [out / f"{file.stem}.{kind}" for file in files]
        if len(files) > 1:
            # One file that LibreOffice cannot take must not cost the others theirs.
            for file, result in zip(files, made, strict=True):
                if not result.exists():
                    self._run((file,), out, kind)
        return [result for result in made if result.exists()]

    def _run(self, files: Sequence[Path], out: Path, kind: str) -> None:
        profile = Path(self._folder.name, "profile")
        _refuse_links(profile)
        seconds = _START + _EACH * len(files)
        command = [
            *(sys.executable, "-I", office_guard.__file__, str(seconds)),
            *(
                self._program,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
            ),
            *("--convert-to", kind, "--outdir", str(out), *(str(file) for file in files)),
        ]
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=office_environment(),
        ) as guard:
            guard.wait()


def _refuse_links(profile: Path) -> None:
    """A new profile runs no macro and fetches nothing that a file links to."""
    settings = profile / "user" / "registrymodifications.xcu"
    if settings.exists():
        return
    settings.parent.mkdir(parents=True, exist_ok=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="{name}" oor:op="fuse">'
        "<value>true</value></prop></item>"
        for name in ("BlockUntrustedRefererLinks", "DisableMacrosExecution", "DisableActiveContent")
    )
    settings.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )
