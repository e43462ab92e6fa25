"""The folder for a PC without a network: what stands in it, and what a double click does on computers of every kind."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from zipingbiao.hosts.excel.bundle import folder, place, set_up, wheels
from zipingbiao.hosts.excel.bundle.place import MARK, SetUpFault, unpack, version_of, wheels_for
from zipingbiao.hosts.excel.bundle.wheels import BundleFault
from zipingbiao.hosts.excel.machine import Machine

HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
INSTALL, REMOVE = folder.script(removing=False), folder.script(removing=True)
#: Stands for our package: writes down how it was called.
STUB = """import os, sys
from pathlib import Path
Path(os.environ["STUB_LOG"]).open("a").write(" ".join(sys.argv[1:3]) + "\\n")
import xlrd_like
sys.exit(int(os.environ.get("STUB_RC", "0")))
"""


def wheel(path: Path, files: dict[str, str]) -> Path:
    name = path.name.split("-")[0]
    files = {**files, f"{name}-1.dist-info/METADATA": f"Name: {name}\nLicense-Expression: MIT\n"}
    with zipfile.ZipFile(path, "w") as archive:
        for part, text in files.items():
            archive.writestr(part, text)
    return path


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bundle with two small packages instead of the forty real ones."""

    def pip(*arguments: str) -> None:
        if arguments[0] == "wheel":
            out = Path(arguments[arguments.index("--wheel-dir") + 1])
            wheel(
                out / "zipingbiao-1-py3-none-any.whl",
                {"zipingbiao/__main__.py": STUB, "zipingbiao/__init__.py": ""},
            )
            return
        out = Path(arguments[arguments.index("--dest") + 1])
        out.mkdir()
        own = next(out.parent.glob("zipingbiao-*.whl"))
        (out / own.name).write_bytes(own.read_bytes())
        wheel(
            out / "xlrd_like-1-py3-none-any.whl",
            {
                "xlrd_like-1.data/purelib/xlrd_like.py": "",
                "xlrd_like-1.data/data/xlwings64-1.dll": "MZ",
                "xlrd_like-1.data/scripts/x.exe": "",
                "xlrd_like-1.dist-info/licenses/LICENSE": "MIT License",
            },
        )

    monkeypatch.setattr(wheels, "_pip", pip)
    out = tmp_path / "安装包"
    folder.write_bundle(out, b"template", [HERE], None)
    return out


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    environ = {
        "LOCALAPPDATA": str(tmp_path / "local"),
        "STUB_LOG": str(tmp_path / "log"),
        "ZIPINGBIAO_QUIET": "1",
    }
    return Machine("Linux", Path(sys.executable), Path(sys.prefix), tmp_path / "home", environ)


def test_what_stands_in_the_folder(bundle: Path) -> None:
    names = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}
    assert names == {
        "先看我.html", "安装.cmd", "卸载.cmd", "自评表模板.xlsm", "许可证.txt", "SHA256SUMS", "files/start.py",
        f"files/wheels/{HERE}.txt", "files/wheels/zipingbiao-1-py3-none-any.whl",
        "files/wheels/xlrd_like-1-py3-none-any.whl", "files/licences/xlrd_like-LICENSE.txt",
    }  # fmt: skip
    assert "xlrd_like-1-py3-none-any.whl\tMIT" in (bundle / "许可证.txt").read_text("utf-8-sig")
    for line in (bundle / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((bundle / name).read_bytes()).hexdigest() == digest


def test_a_folder_with_files_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(BundleFault, match="已有文件"):
        folder.write_bundle(tmp_path, b"", [HERE], None)


def test_only_the_64_bit_archive_of_python_org_is_taken(tmp_path: Path) -> None:
    with pytest.raises(BundleFault, match="embed-amd64"):
        folder.write_bundle(tmp_path / "out", b"", [HERE], tmp_path / "python-3.12.8-amd64.exe")


def test_install_makes_an_environment_and_hands_over(bundle: Path, machine: Machine, tmp_path: Path) -> None:
    assert set_up.main("install", bundle, machine) == 0
    made = tmp_path / "local" / "zipingbiao" / machine.user / "python"
    assert (tmp_path / "log").read_text() == "excel install\n"
    assert (made / "xlwings64-1.dll").read_text() == "MZ"
    assert (made / f"lib/python{HERE}/site-packages/xlrd_like.py").is_file()
    assert not (made / "x.exe").exists()
    assert (made / MARK).is_file()


def test_a_second_install_and_then_remove(bundle: Path, machine: Machine, tmp_path: Path) -> None:
    assert set_up.main("install", bundle, machine) == 0
    assert set_up.main("install", bundle, machine) == 0
    assert set_up.main("remove", bundle, machine) == 0
    assert (tmp_path / "log").read_text() == "excel install\nexcel install\nexcel uninstall\n"
    assert not (tmp_path / "local" / "zipingbiao" / machine.user / "python").exists()
    assert set_up.main("remove", bundle, machine) == 0


def test_a_step_that_fails_is_the_exit_code_and_a_sentence(
    bundle: Path, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    failing = replace(machine, environ={**machine.environ, "STUB_RC": "2"})
    assert set_up.main("install", bundle, failing) == 1
    assert "还没有装成" in capsys.readouterr().out
    assert set_up.main("remove", bundle, failing) == 1
    assert "没有卸载完" in capsys.readouterr().out


@pytest.mark.parametrize("how", ["damaged", "missing"])
def test_a_damaged_copy_is_seen_before_anything_is_made(
    how: str, bundle: Path, machine: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = bundle / "files/wheels/xlrd_like-1-py3-none-any.whl"
    broken.write_bytes(broken.read_bytes()[:-1]) if how == "damaged" else broken.unlink()
    assert set_up.main("install", bundle, machine) == 1
    assert "xlrd_like-1-py3-none-any.whl等1个文件缺少或已损坏" in capsys.readouterr().out
    assert not (tmp_path / "local").exists()


def test_a_template_that_was_signed_later_is_no_damage(bundle: Path, machine: Machine) -> None:
    (bundle / "自评表模板.xlsm").write_bytes(b"signed")
    assert set_up.main("install", bundle, machine) == 0


def test_a_folder_of_somebody_else_is_not_cleared(
    bundle: Path, machine: Machine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = tmp_path / "local" / "zipingbiao" / machine.user / "python"
    theirs.mkdir(parents=True)
    (theirs / "x").write_text("")
    assert set_up.main("install", bundle, machine) == 1
    assert "不是安装包建立的文件夹" in capsys.readouterr().out
    assert (theirs / "x").is_file()


def test_a_user_with_a_chinese_name_gets_a_plain_place(
    bundle: Path, machine: Machine, tmp_path: Path
) -> None:
    environ = {
        **machine.environ,
        "LOCALAPPDATA": str(tmp_path / "张三"),
        "PROGRAMDATA": str(tmp_path / "data"),
    }
    assert set_up.main("install", bundle, replace(machine, environ=environ)) == 0
    assert (tmp_path / "data" / "zipingbiao" / machine.user / "python" / MARK).is_file()
    assert not (tmp_path / "张三").exists()


def test_a_python_that_the_bundle_has_nothing_for_is_named(bundle: Path) -> None:
    with pytest.raises(SetUpFault, match=rf"没有 Python 3\.9 用的包（有的是：{HERE}）"):
        wheels_for(bundle / "files" / "wheels", "3.9")


def test_the_python_of_the_store_is_refused(
    bundle: Path, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    store = replace(machine, python=Path("/c/WindowsApps/python.exe"))
    assert set_up.main("install", bundle, store) == 1
    assert "应用商店版" in capsys.readouterr().out


def test_the_archive_of_python_org_is_told_of_our_packages(tmp_path: Path) -> None:
    """Its ._pth file alone decides what is imported: the library's zip, its own folder, our packages, and site for pywin32."""
    archive = tmp_path / "python-3.12.8-embed-amd64.zip"
    with zipfile.ZipFile(archive, "w") as inside:
        inside.writestr("python.exe", "")
        inside.writestr(
            "python312._pth",
            "python312.zip\n.\n\n# Uncomment to run site.main() automatically\n#import site\n",
        )
    made = place._unpacked(archive, tmp_path / "env")
    assert made == tmp_path / "env" / "python.exe"
    assert (
        tmp_path / "env/python312._pth"
    ).read_text() == "python312.zip\n.\nLib\\site-packages\nimport site\n"
    assert version_of(archive) == "3.12"
    assert version_of(None) == HERE


def test_a_package_that_reaches_outside_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "bad-1-py3-none-any.whl"
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr("../../outside.py", "")
    with pytest.raises(SetUpFault, match="已损坏"):
        unpack([bad], tmp_path / "a/env", tmp_path / "a/env/lib")
    assert not (tmp_path / "outside.py").exists()


def test_an_installed_package_becomes_its_wheel_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, info = tmp_path / "site", tmp_path / "site" / "zipingbiao-9.dist-info"
    (site / "zipingbiao").mkdir(parents=True)
    info.mkdir()
    (site / "zipingbiao" / "__init__.py").write_text("x = 1\n")
    (info / "METADATA").write_text("Name: zipingbiao\nVersion: 9\n")
    (info / "INSTALLER").write_text("pip")
    (info / "RECORD").write_text(
        "zipingbiao/__init__.py,,\n../../bin/zipingbiao,,\nzipingbiao-9.dist-info/METADATA,,\n"
        "zipingbiao-9.dist-info/INSTALLER,,\nzipingbiao-9.dist-info/RECORD,,\n"
    )
    monkeypatch.setattr(wheels, "distribution", lambda name: PathDistribution(info))
    made = wheels._put_together(tmp_path)
    assert made.name == "zipingbiao-9-py3-none-any.whl"
    with zipfile.ZipFile(made) as archive:
        assert set(archive.namelist()) == {
            "zipingbiao/__init__.py", "zipingbiao-9.dist-info/METADATA", "zipingbiao-9.dist-info/RECORD",
        }  # fmt: skip
        record = archive.read("zipingbiao-9.dist-info/RECORD").decode()
    # sha256 of "x = 1\n", base64 without padding, worked out with openssl.
    assert f"zipingbiao/__init__.py,sha256={OF_X},6" in record


OF_X = "nia_NpkRxFwkPGhBR7I_yeHc_PJX0pmhxjIBam_NM_Q"


def test_what_pip_says_reaches_the_person(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(BundleFault, match=r"pip 取不到安装包：.*请检查这台电脑的网络"):
        wheels._pip("download", "--no-index", "--dest", str(tmp_path), "no-such-package-of-ours")


@pytest.mark.parametrize("script", [INSTALL, REMOVE], ids=["install", "remove"])
class TestScript:
    """The .cmd files by their pieces; tests/excel_host/test_scripts_in_wine.py runs them."""

    def test_no_byte_of_a_chinese_sign_means_anything_to_cmd(self, script: bytes) -> None:
        """Read in another code page than 936, the second byte of a sign stands for itself."""
        second = {sign.encode("gbk")[1] for sign in script.decode("gbk") if len(sign.encode("gbk")) == 2}
        assert not second & set(b'\\|^&<>%"()!')

    def test_lines_end_as_windows_ends_them(self, script: bytes) -> None:
        assert script.count(b"\r\n") == script.count(b"\n") > 50
        assert b"\r\nchcp 936 >nul" in script
        assert all(
            line.isascii() or n > 1
            for n, line in enumerate(script.split(b"\r\n"))
            if not line.startswith(b"rem")
        )

    def test_every_label_is_there_and_used(self, script: bytes) -> None:
        text = script.decode("gbk")
        labels = set(re.findall(r"^:(\w+)", text, re.MULTILINE))
        assert labels == set(re.findall(r"(?:goto|call :) ?(\w+)", text))

    def test_paths_are_quoted_and_nothing_is_expanded_late(self, script: bytes) -> None:
        text = script.decode("gbk")
        assert "DisableDelayedExpansion" in text and "!" not in text.replace("!=", "")
        for name in ("PY", "CAND", "BOOT", "ZIP"):
            for line in text.splitlines():
                at = line.find(f"%{name}")
                if at >= 0 and not line.lstrip().startswith("echo       没有装过"):
                    assert line[:at].count('"') % 2 == 1, line

    def test_nothing_is_done_inside_brackets(self, script: bytes) -> None:
        """A bracket in a path would end such a block."""
        lines = script.decode("gbk").splitlines()
        assert not [line for line in lines if line.rstrip().endswith("(") or line.strip() == ")"]


def test_the_two_scripts_differ_in_what_they_say_and_ask_for() -> None:
    a, b = INSTALL.decode("gbk").splitlines(), REMOVE.decode("gbk").splitlines()
    assert [
        pair
        for pair in zip(a, b, strict=True)
        if pair[0] != pair[1] and not pair[0].startswith(("echo", "rem"))
    ] == [
        ("title 自评表 安装", "title 自评表 卸载"),
        ('set "WAY=install"', 'set "WAY=remove"'),
    ]


def test_the_start_of_python_is_python() -> None:
    text = folder.source("start.py.txt")
    compile(text, "start.py", "exec")
    assert "zipingbiao.hosts.excel.bundle.set_up import main" in text


@pytest.mark.parametrize(
    "module",
    [
        "zipingbiao.hosts.excel.bundle.set_up",
        "zipingbiao.hosts.excel.install",
        "zipingbiao.hosts.excel.chain",
    ],
)
def test_what_sets_a_pc_up_needs_only_what_the_embeddable_archive_has(module: str) -> None:
    """It runs before anything is installed, out of the wheel, on a Python without venv, ensurepip and tkinter."""
    absent = "for name in ('venv', 'ensurepip', 'tkinter', 'idlelib', 'distutils'): sys.modules[name] = None"
    source = str(Path(folder.__file__).parents[4])
    code = f"""import sys; sys.path.insert(0, {source!r})
{absent}
import {module}
print(*{{name.split('.')[0] for name, loaded in sys.modules.items() if loaded}})"""
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) - set(sys.stdlib_module_names) - {"zipingbiao", "__main__"} == set()


def test_the_page_to_read_first_stands_alone() -> None:
    page = folder.source("first.html")
    assert not re.search(r"""(?:src|href)=["']?(?!data:|#)""", page)
    for word in ("解除锁定", "启用内容", "受信任位置", "WPS", "安装.cmd", "卸载.cmd"):
        assert word in page
    assert page.count("<svg") >= 4


def test_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from zipingbiao.hosts.cli.main import run

    asked: list[object] = []
    monkeypatch.setattr(folder, "write_bundle", lambda *given: asked.append(given))
    assert run(["excel", "bundle", "-o", str(tmp_path / "包"), "--python", "3.11", "--python", "3.13"]) == 0
    ((out, template, versions, embeddable),) = asked  # type: ignore[misc]
    assert (out, versions, embeddable) == (tmp_path / "包", ("3.11", "3.13"), None)
    assert zipfile.is_zipfile(io.BytesIO(template))
    assert "--embeddable" in capsys.readouterr().out
    assert run(["excel", "bundle", "-o", str(tmp_path / "包"), "--python", "3.9"]) == 2
