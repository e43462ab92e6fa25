"""Gathers what a PC without a network needs into one folder: wheels for Windows, their checksums, their licences.

.venv/bin/python scripts/build_offline_bundle.py OUT [--python 3.11] [--platform win_amd64]

Needs a package index once, on the machine where it runs. On the other side:
pip install --no-index --find-links OUT "zipingbiao[excel,docx,pdf,xls]"
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import zipfile
from email.parser import HeaderParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Needed on Windows only (xlwings, click); pip on another system leaves them out.
WINDOWS_ONLY = ("pywin32", "colorama")


def gather(out: Path, python: str, platform: str) -> None:
    """Our own wheel and all it needs."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(out), str(ROOT)], check=True)
    own = next(out.glob("zipingbiao-*.whl"))
    target = ["--platform", platform, "--python-version", python, "--only-binary", ":all:"]
    subprocess.run(
        [*pip, "download", "--dest", str(out), *target, f"{own}[excel,docx,pdf,xls]", *WINDOWS_ONLY],
        check=True,
    )


def list_contents(out: Path) -> None:
    """SHA256SUMS and 许可证.txt beside the wheels."""
    wheels = sorted(out.glob("*.whl"))
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in wheels]
    (out / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    licences = [f"{path.name}\t{licence_of(path)}" for path in wheels]
    (out / "许可证.txt").write_text("\n".join(licences) + "\n", encoding="utf-8")
    print("\n".join(licences))
    print(f"{len(wheels)} 个安装包，校验和 SHA256SUMS，许可证清单 许可证.txt，文件夹 {out}")


def licence_of(wheel: Path) -> str:
    """What a wheel says of its own licence."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        about = HeaderParser().parsestr(archive.read(name).decode("utf-8"))
    named = about.get("License-Expression") or about.get("License") or ""
    classified = [
        each.rpartition("::")[2].strip() for each in about.get_all("Classifier", []) if "License" in each
    ]
    return (
        named.strip().splitlines()[0] if named.strip() else "、".join(classified) or "未写明，见包内 LICENSE"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="离线安装包：Windows 用的 wheel、校验和、许可证清单")
    parser.add_argument("out", type=Path, metavar="文件夹")
    parser.add_argument("--python", default="3.11", help="目标电脑的 Python 版本")
    parser.add_argument("--platform", default="win_amd64", help="win_amd64 或 win32")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    gather(chosen.out, chosen.python, chosen.platform)
    list_contents(chosen.out)
