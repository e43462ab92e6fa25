"""What the installation needs to know of this computer, in one place, so that tests can stand for any computer."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_EXCEL_KEY = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"


@dataclass(frozen=True, slots=True)
class Machine:
    """`system`: Windows, Linux, Darwin; `python`: the interpreter that runs; `home`: the user's folder."""

    system: str
    python: Path
    prefix: Path
    home: Path
    environ: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_windows(self) -> bool:
        return self.system == "Windows"

    @property
    def conf(self) -> Path:
        """Where the VBA module looks for the interpreter: `%USERPROFILE%\\.zipingbiao\\zipingbiao.conf`."""
        return self.home / ".zipingbiao" / "zipingbiao.conf"

    @property
    def record(self) -> Path:
        """What an installation wrote, so that it is taken away exactly."""
        return self.home / ".zipingbiao" / "install.json"

    def ascii_folders(self) -> tuple[Path, ...]:
        """Folders with plain names that a user without admin rights may write, the best first."""
        named = (
            self.environ.get("ZIPINGBIAO_ENV", ""),
            self.environ.get("PUBLIC", ""),
            self.environ.get("PROGRAMDATA", ""),
        )
        return tuple(Path(name) / "zipingbiao" for name in named if name and name.isascii())

    def excel(self) -> Path | None:
        """Excel's program file, by the registry."""
        return _registered_excel() if self.is_windows else None

    def runs(self, python: Path, code: str) -> str:
        """What a line of Python prints under an interpreter; "" where it does not run."""
        try:
            done = subprocess.run(
                [str(python), "-c", code],
                capture_output=True,
                text=True,
                timeout=60,
                check=True,
                encoding="utf-8",
            )
        except (OSError, subprocess.SubprocessError):
            return ""
        return done.stdout.strip()


def this_machine() -> Machine:
    """The computer this runs on."""
    return Machine(platform.system(), Path(sys.executable), Path(sys.prefix), Path.home(), dict(os.environ))


def _registered_excel() -> Path | None:
    try:
        import winreg
    except ImportError:
        return None
    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):  # type: ignore[attr-defined, unused-ignore]
        try:
            found = Path(winreg.QueryValue(root, _EXCEL_KEY))  # type: ignore[attr-defined, unused-ignore]
        except OSError:
            continue
        if found.is_file():
            return found
    found_on_path = shutil.which("excel")
    return Path(found_on_path) if found_on_path else None
