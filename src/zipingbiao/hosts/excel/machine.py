"""What the installation needs to know of this computer, in one place, so that tests can stand for any computer."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

_FOLDERS_KEY = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
_EXCEL_KEY = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"


@dataclass(frozen=True, slots=True)
class Machine:
    """`system`: Windows, Linux, Darwin; `python`: the interpreter that runs; `home`: the user's folder; `libraries`: where
    pip says that it put xlwings' starter libraries.
    """

    system: str
    python: Path
    prefix: Path
    home: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    libraries: tuple[Path, ...] = ()

    @property
    def is_windows(self) -> bool:
        return self.system == "Windows"

    @property
    def code_page(self) -> str:
        """How VBA reads a text file."""
        return "mbcs" if sys.platform == "win32" else "utf-8"

    @property
    def conf(self) -> Path:
        """Where the VBA module looks for the interpreter: `%USERPROFILE%\\.zipingbiao\\zipingbiao.conf`."""
        return self.home / ".zipingbiao" / "zipingbiao.conf"

    @property
    def record(self) -> Path:
        """What an installation wrote, so that it is taken away exactly."""
        return self.home / ".zipingbiao" / "install.json"

    def ascii_folders(self) -> tuple[Path, ...]:
        """Folders with plain names that a user without admin rights may write, the best first.

        Each holds a folder of this user only: on a shared PC, one user's uninstalling must not take it from the others.
        """
        named = (
            self.environ.get(name, "") for name in ("ZIPINGBIAO_ENV", "LOCALAPPDATA", "PROGRAMDATA", "PUBLIC")
        )
        return tuple(Path(name) / "zipingbiao" / self.user for name in named if name and name.isascii())

    @property
    def user(self) -> str:
        """A plain name of this user, whatever signs the real one has."""
        return hashlib.sha256(str(self.home).casefold().encode()).hexdigest()[:8]

    def keep_private(self, folder: Path) -> bool:
        """Let nobody else write into a folder from which programs of this user are started; False where that fails."""
        own = (str(self.home), self.environ.get("LOCALAPPDATA", ""))
        if any(each and folder.is_relative_to(each) for each in own):
            return True  # nobody else writes there anyway
        if not self.is_windows:
            folder.chmod(0o700)
            return True
        user = f"{self.environ.get('USERDOMAIN', '.')}\\{self.environ.get('USERNAME', '')}"
        # The user, the system (S-1-5-18) and the administrators (S-1-5-32-544); nothing that is inherited.
        rights = [f"{who}:(OI)(CI)F" for who in (user, "*S-1-5-18", "*S-1-5-32-544")]
        command = ["icacls", str(folder), "/inheritance:r", "/grant:r", *rights]
        try:
            return subprocess.run(command, capture_output=True, timeout=60).returncode == 0
        except (OSError, subprocess.SubprocessError):
            return False

    @property
    def documents(self) -> Path:
        """The user's folder 文档, which many offices have moved to another drive or into the cloud."""
        return (_registered_documents() if self.is_windows else None) or self.home / "Documents"

    def excel(self) -> Path | None:
        """Excel's program file, by the registry."""
        return _registered_excel() if self.is_windows else None

    def runs(self, python: Path, code: str) -> str:
        """What a line of Python prints under an interpreter; "" where it does not run."""
        try:
            done = subprocess.run(
                [str(python), "-P", "-c", code],
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
    return Machine(
        platform.system(),
        Path(sys.executable),
        Path(sys.prefix),
        Path.home(),
        dict(os.environ),
        _recorded_libraries(),
    )


def _recorded_libraries() -> tuple[Path, ...]:
    """With `pip install --user` they lie under %APPDATA%\\Python, far from python.exe; pip's own record knows."""
    try:
        files = distribution("xlwings").files or []
    except PackageNotFoundError:
        return ()
    return tuple(Path(str(file.locate())).resolve() for file in files if file.name.endswith(".dll"))


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


def _registered_documents() -> Path | None:
    try:
        import winreg

        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _FOLDERS_KEY) as key:  # type: ignore[attr-defined, unused-ignore]
            found = os.path.expandvars(winreg.QueryValueEx(key, "Personal")[0])  # type: ignore[attr-defined, unused-ignore]
    except (ImportError, OSError):
        return None
    return Path(found) if Path(found).is_dir() else None
