"""`zipingbiao libreoffice install`, `doctor`, `uninstall`: the extension in a user's LibreOffice, and out of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

from zipingbiao.batch.office import OfficeFault, find_office
from zipingbiao.batch.office_environment import office_environment
from zipingbiao.for_people import ForPeople
from zipingbiao.hosts.libreoffice.extension import FUNCTIONS, IDENTIFIER, extension

_SECONDS = 180


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
    def for_everybody(self) -> bool:
        """Whether the extension goes to all users of the machine."""
        return self.profile is None and _is_root()

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
    return entry_of(place) != ""


def entry_of(place: Place) -> str:
    """What LibreOffice lists of the extension; "" where it does not have it."""
    listed = _run(place, "list")
    start = listed.find(f"Identifier: {IDENTIFIER}\n")
    if start < 0:
        return ""
    end = listed.find("\nIdentifier: ", start + 1)
    return listed[start : end if end > 0 else len(listed)]


def unpacked(place: Place, entry: str) -> Path | None:
    """Where LibreOffice unpacked the extension that it lists."""
    found = re.search(r"URL: vnd\.sun\.star\.expand:\$UNO_(USER|SHARED)_PACKAGES_CACHE/(\S+\.oxt)\s", entry)
    if found is None:
        return None
    profile = place.profile or own_profile()
    caches = {
        "USER": profile / "user" / "uno_packages" / "cache",
        "SHARED": place.office.resolve().parents[1] / "share" / "uno_packages" / "cache",
    }
    if place.profile is not None:
        caches["SHARED"] = place.profile / "shared"
    return caches[found[1]] / found[2]


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


def _writable(folder: Path) -> bool:
    """Whether something can be put into a folder, which is made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _run(place: Place, command: str, *arguments: str) -> str:
    try:
        done = subprocess.run(
            [str(place.unopkg), command, *place.arguments, *arguments],
            capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=_SECONDS, env=office_environment(),
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise InstallFault(f"运行不了 {place.unopkg}：{fault}。请关闭 LibreOffice 后再试。") from fault
    if done.returncode:
        profile = place.profile or own_profile()
        if not _writable(profile):
            raise InstallFault(f"写不了 LibreOffice 的配置文件夹 {profile}，请核对它的权限或所有者，再试。")
        detail = (done.stderr or done.stdout).strip().splitlines()
        raise InstallFault(
            f"LibreOffice 没有接受：{detail[-1] if detail else '没有说明'}。请关闭所有 LibreOffice 窗口后再试。"
        )
    return done.stdout + done.stderr
