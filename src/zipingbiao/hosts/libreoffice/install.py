"""`zipingbiao libreoffice install`, `doctor`, `uninstall`: the extension in a user's LibreOffice, and out of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zipingbiao.batch.office import OfficeFault, find_office
from zipingbiao.for_people import ForPeople
from zipingbiao.hosts.health import Link
from zipingbiao.hosts.libreoffice.extension import FUNCTIONS, IDENTIFIER, extension

_SECONDS = 180
#: What the buttons need beyond the standard library; none of it has to be compiled for one Python version.
_LIBRARIES = ("zipingbiao", "jinja2", "openpyxl")


class InstallFault(ForPeople):
    """LibreOffice did not take or give up the extension; the message is Chinese and says what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """A LibreOffice and one of its profiles. `profile`: None for the user's own."""

    office: Path
    profile: Path | None = None

    @property
    def unopkg(self) -> Path:
        return self.office.resolve().parent / ("unopkg.exe" if sys.platform == "win32" else "unopkg")

    @property
    def arguments(self) -> list[str]:
        """Where the extension goes. As root LibreOffice installs for all users only, so there it is kept in the profile."""
        if self.profile is None:
            return ["--shared"] if _is_root() else []
        home = [f"-env:UserInstallation={self.profile.as_uri()}"]
        if not _is_root():
            return home
        return ["--shared", *home, f"-env:UNO_SHARED_PACKAGES_CACHE={(self.profile / 'shared').as_uri()}"]

    @property
    def basic(self) -> Path:
        """The user's Basic library Standard."""
        return (self.profile or own_profile()) / "user" / "basic" / "Standard"


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def own_profile() -> Path:
    """Where LibreOffice keeps the user's own profile."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", str(Path.home()))) / "LibreOffice" / "4"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "LibreOffice" / "4"
    return Path(os.environ.get("XDG_CONFIG_HOME", str(Path.home() / ".config"))) / "libreoffice" / "4"


def find_place(profile: Path | None = None) -> Place:
    """The LibreOffice of this machine; :class:`InstallFault` where there is none."""
    try:
        return Place(Path(find_office()), profile)
    except OfficeFault as fault:
        raise InstallFault(
            "本机没有找到 LibreOffice。请先安装（Debian/Ubuntu：apt install libreoffice-calc python3-uno），再运行本命令。"
        ) from fault


def package_folders() -> list[str]:
    """Where this package and what it needs are found, for LibreOffice's own Python."""
    own = Path(__file__).resolve().parents[3]
    # Its own folder first: another zipingbiao may lie among the packages, or a checkout be named there.
    folders = [str(own), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    return list(dict.fromkeys(folders))


def install(place: Place) -> None:
    """Build the extension and hand it to LibreOffice; an older one is replaced."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "zipingbiao.oxt"
        file.write_bytes(extension(package_folders()))
        if place.profile is not None:
            (place.profile / "shared").mkdir(parents=True, exist_ok=True)
        _run(place, "add", "--force", str(file))


def uninstall(place: Place) -> list[str]:
    """Take away the extension and the functions it put into Standard; what was taken away."""
    gone = []
    if is_installed(place):
        _run(place, "remove", IDENTIFIER)
        _run(place, "list")  # it clears away unpacked files only when it is started the next time
        gone.append("扩展")
    if _without_functions(place.basic):
        gone.append("单元格函数")
    return gone


def is_installed(place: Place) -> bool:
    """Whether LibreOffice has the extension."""
    return f"Identifier: {IDENTIFIER}" in _run(place, "list")


def _without_functions(basic: Path) -> bool:
    """Take our module out of the library Standard; the user's own modules stay."""
    module, listing = basic / f"{FUNCTIONS}.xba", basic / "script.xlb"
    if not module.exists():
        return False
    module.unlink()
    backup = basic.parents[1] / "pack" / "basic" / "Standard" / f"{FUNCTIONS}.pack"
    backup.unlink(missing_ok=True)
    if listing.exists():
        text = listing.read_text("utf-8")
        kept = re.sub(rf'\s*<library:element library:name="{FUNCTIONS}"/>', "", text)
        listing.write_text(kept, "utf-8")
    return True


def _run(place: Place, command: str, *arguments: str) -> str:
    # LibreOffice's Python must not start with the settings of ours.
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    try:
        done = subprocess.run(
            [str(place.unopkg), command, *place.arguments, *arguments],
            capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=_SECONDS, env=clean,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise InstallFault(f"运行不了 {place.unopkg}：{fault}。请关闭 LibreOffice 后再试。") from fault
    if done.returncode:
        detail = (done.stderr or done.stdout).strip().splitlines()
        raise InstallFault(
            f"LibreOffice 没有接受：{detail[-1] if detail else '没有说明'}。请关闭所有 LibreOffice 窗口后再试。"
        )
    return done.stdout + done.stderr


# ---------------------------------------------------------------- doctor


def links(profile: Path | None = None) -> Iterator[Link]:
    """Each link between a cell of Calc and this package."""
    try:
        place = find_place(profile)
    except InstallFault as fault:
        yield Link("LibreOffice", "broken", "没有找到", str(fault))
        return
    yield Link("LibreOffice", "good", str(place.office))
    yield from _python(place)
    try:
        there = is_installed(place)
    except InstallFault as fault:
        yield Link("扩展", "broken", "查不到", str(fault))
        return
    yield Link(
        "扩展",
        "good" if there else "broken",
        "已安装" if there else "未安装",
        "" if there else "请运行 zipingbiao libreoffice install。",
    )


def office_python(place: Place) -> Path | None:
    """The Python that LibreOffice runs: its own where it brings one, else the system's."""
    program = place.office.resolve().parent
    for name in ("python", "python.exe", "python3"):
        if (program / name).is_file():
            return program / name
    found = shutil.which("python3", path="/usr/bin:/bin")
    return Path(found) if found else None


def _python(place: Place) -> Iterator[Link]:
    python = office_python(place)
    advice = "请安装 python3-uno（Debian/Ubuntu），或官网的 LibreOffice。"
    if python is None or not _runs(python, "import uno"):
        yield Link("LibreOffice 的 Python", "broken", str(python or "没有找到"), advice)
        return
    yield Link(
        "LibreOffice 的 Python",
        "good",
        f"{python} {_runs(python, 'import sys; print(sys.version.split()[0])')}",
    )
    paths = "; ".join(f"site.addsitedir({folder!r})" for folder in package_folders())
    for name in _LIBRARIES:
        found = _runs(python, f"import site; {paths}; import {name}; print({name}.__version__)")
        yield Link(f"其中的 {name}", "good" if found else "broken", found or "加载不了",
            "" if found else f"LibreOffice 的 Python 与安装 zipingbiao 的 Python（{sys.version.split()[0]}）版本要一致：请用它重新安装 zipingbiao。")  # fmt: skip


def _runs(python: Path, code: str) -> str:
    """What a line prints; "" where it fails; "ok" where it prints nothing."""
    clean = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    try:
        done = subprocess.run(
            [str(python), "-c", code], capture_output=True, text=True, timeout=60, env=clean
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout.strip() or "ok") if done.returncode == 0 else ""
