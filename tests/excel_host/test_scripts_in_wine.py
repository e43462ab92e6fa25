"""安装.cmd and 卸载.cmd run by a command interpreter that is not Microsoft's: Wine's, with a stand-in for python.exe.

It shows the way through the script: which Python is taken, how it is called, what the exit code is, in folders with
spaces, brackets, & and Chinese signs. What Wine does not do as Windows does: what `reg` prints comes out garbled where
it is Chinese, so that the path of the registered Python is a plain one here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from zipingbiao.hosts.excel.bundle.folder import script

WINE, COMPILER = shutil.which("wine"), shutil.which("x86_64-w64-mingw32-gcc")


def knows_chinese() -> bool:
    """Wine takes its code page, 936, from the locale."""
    told = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout
    return "zh_cn.utf8" in told.lower().replace("-", "")


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not WINE or not COMPILER or not knows_chinese(),
        reason="没有 Wine、mingw 和 zh_CN.UTF-8（Debian：wine64、wine、gcc-mingw-w64-x86-64、locales），安装脚本只按各段检查",
    ),
]
#: Writes down how it was called, in UTF-8; asked with -c it says whether it is a good Python; as `tar` it unpacks itself.
STAND_IN = r"""
#include <windows.h>
#include <stdio.h>
#include <wchar.h>
static void put(FILE *f, const wchar_t *text) {
    char out[8192];
    WideCharToMultiByte(CP_UTF8, 0, text, -1, out, sizeof out, 0, 0);
    fputs(out, f); fputs("\t", f);
}
int wmain(int argc, wchar_t **argv) {
    wchar_t log[1024], code[16], self[1024], folder[1024];
    GetModuleFileNameW(NULL, self, 1024);
    GetCurrentDirectoryW(1024, folder);
    if (wcsstr(self, L"tar.exe")) return !CopyFileW(self, L"python.exe", FALSE);
    if (!GetEnvironmentVariableW(L"STUB_LOG", log, 1024)) return 9;
    FILE *f = _wfopen(log, L"ab");
    put(f, self); put(f, folder);
    for (int i = 1; i < argc; i++) put(f, argv[i]);
    fputs("\n", f); fclose(f);
    for (int i = 1; i < argc; i++)
        if (!wcscmp(argv[i], L"-c")) return GetEnvironmentVariableW(L"STUB_BAD", code, 16) ? 1 : 0;
    return GetEnvironmentVariableW(L"STUB_RC", code, 16) ? _wtoi(code) : 0;
}
"""
KEY = r"HKCU\Software\Python\PythonCore\3.12\InstallPath"


class Windows:
    """A prefix of Wine, and the bundle in a folder of its own."""

    def __init__(self, home: Path, stand_in: Path) -> None:
        self.drive, self.stand_in = home / "drive_c", stand_in
        self.environ = {**os.environ, "WINEPREFIX": str(home), "WINEDEBUG": "-all", "ZIPINGBIAO_QUIET": "1"}
        self.environ |= {"LC_ALL": "zh_CN.UTF-8", "STUB_LOG": r"C:\log.txt"}
        self.run("wineboot", "-i")
        self.run("reg", "add", r"HKCU\Environment", "/v", "TEMP", "/d", r"C:\临时 文件", "/f")
        (self.drive / "临时 文件").mkdir()
        self.folder = self.drive / "包 (1) & 安装"
        (self.folder / "files" / "wheels").mkdir(parents=True)
        (self.folder / "files" / "start.py").touch()
        (self.folder / "files" / "wheels" / "3.12.txt").touch()
        for name, removing in (("install.cmd", False), ("remove.cmd", True)):
            (self.folder / name).write_bytes(script(removing=removing))

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [str(WINE), *command], capture_output=True, env={**self.environ, **more},
            cwd=getattr(self, "folder", None), timeout=120,
        )  # fmt: skip

    def put_python(self, folder: str) -> None:
        """A Python that the registry knows."""
        path = self.drive / folder
        path.mkdir(parents=True)
        shutil.copy(self.stand_in, path / "python.exe")
        registered = "C:\\" + folder.replace("/", "\\") + "\\python.exe"
        self.run("reg", "add", KEY, "/v", "ExecutablePath", "/d", registered, "/f")

    def forget_python(self) -> None:
        self.run("reg", "delete", KEY, "/f")

    def press(self, name: str, **more: str) -> tuple[int, str, list[list[str]]]:
        """Exit code, what stands in the window, and how Python was called."""
        log = self.drive / "log.txt"
        log.unlink(missing_ok=True)
        done = self.run("cmd", "/c", name, **more)
        calls = log.read_text("utf-8").splitlines() if log.exists() else []
        return (
            done.returncode,
            done.stdout.decode("gbk", "replace"),
            [line.split("\t")[:-1] for line in calls],
        )


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Windows:
    folder = tmp_path_factory.mktemp("wine")
    (folder / "stand_in.c").write_text(STAND_IN)
    stand_in = folder / "stand_in.exe"
    subprocess.run([str(COMPILER), "-municode", "-o", str(stand_in), str(folder / "stand_in.c")], check=True)
    return Windows(folder / "prefix", stand_in)


def test_the_registered_python_is_taken_and_its_exit_code_is_told(windows: Windows) -> None:
    windows.put_python("Users/a b (x)/Python312")
    code, said, calls = windows.press("install.cmd")
    python, here = r"C:\Users\a b (x)\Python312\python.exe", r"C:\包 (1) & 安装"
    assert calls[0][:5] == [python, here, "-E", "-s", "-B"]
    assert calls[1:] == [[python, here, "-E", "-s", "-B", r"files\start.py", "install"]]
    assert code == 0 and "完成。" in said and "没有完成" not in said
    code, said, _ = windows.press("install.cmd", STUB_RC="5")
    assert code == 5 and "没有完成" in said
    assert windows.press("remove.cmd")[2][-1][-1] == "remove"
    windows.forget_python()


@pytest.mark.parametrize("reason", ["of the store", "32 bits", "gone"])
def test_a_python_that_excel_cannot_use_is_passed_over(reason: str, windows: Windows) -> None:
    windows.put_python(
        f"{reason.replace(' ', '')}/{'WindowsApps' if reason == 'of the store' else 'Python312'}"
    )
    if reason == "gone":
        shutil.rmtree(windows.drive / "gone")
    code, said, calls = windows.press("install.cmd", **({"STUB_BAD": "1"} if reason == "32 bits" else {}))
    windows.forget_python()
    assert code == 1 and "没有找到可用的 Python" in said
    assert not [call for call in calls if call[-1] == "install"]


def test_the_archive_beside_is_unpacked_and_the_copy_taken_away(windows: Windows) -> None:
    archive = windows.folder / "python-3.12.8-embed-amd64.zip"
    archive.touch()
    shutil.copy(windows.stand_in, windows.drive / "windows/system32/tar.exe")
    code, said, calls = windows.press("install.cmd")
    archive.unlink()
    assert code == 0, said
    assert calls[-1][0].startswith("C:\\临时 文件\\zipingbiao-setup-") and calls[-1][-1] == "install"
    assert list((windows.drive / "临时 文件").iterdir()) == []


def test_a_double_click_inside_an_archive_is_seen(windows: Windows) -> None:
    alone = windows.drive / "单独"
    alone.mkdir()
    shutil.copy(windows.folder / "install.cmd", alone)
    windows.folder, before = alone, windows.folder
    code, said, calls = windows.press("install.cmd")
    windows.folder = before
    assert code == 1 and "在压缩包里直接双击" in said and calls == []
