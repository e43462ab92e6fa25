"""Gathers what a PC without a network needs into one folder: wheels, their checksums, their licences.

.venv/bin/python scripts/build_linux_bundle.py OUT [--python 3.11] [--platform linux_x86_64|linux_aarch64]

Needs a package index once, on the machine where it runs. On the other side:
pip install --no-index --find-links OUT "zipingbiao[docx,pdf,xls]"

For Windows: `zipingbiao excel bundle`.
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
EXTRAS = "docx,pdf,xls"
#: The C libraries that wheels for Linux are built against, the oldest first; each of them runs on newer ones.
_GLIBC = (
    "manylinux2014",
    "manylinux_2_17",
    "manylinux_2_26",
    "manylinux_2_27",
    "manylinux_2_28",
    "manylinux_2_34",
)


def gather(out: Path, python: str, platform: str) -> None:
    """Our own wheel and all it needs."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(out), str(ROOT)], check=True)
    own = next(out.glob("zipingbiao-*.whl"))
    target = [word for tag in tags_of(platform) for word in ("--platform", tag)]
    target += ["--python-version", python, "--only-binary", ":all:"]
    subprocess.run([*pip, "download", "--dest", str(out), *target, f"{own}[{EXTRAS}]"], check=True)


def tags_of(platform: str) -> list[str]:
    """The tags of wheels that run on a platform."""
    machine = platform.removeprefix("linux_")
    return [f"{each}_{machine}" for each in _GLIBC]


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
    parser = argparse.ArgumentParser(description="离线安装包：wheel、校验和、许可证清单")
    parser.add_argument("out", type=Path, metavar="文件夹")
    parser.add_argument("--python", default="3.11", help="目标电脑的 Python 版本")
    parser.add_argument(
        "--platform",
        default="win_amd64",
        help="win_amd64、linux_x86_64、linux_aarch64（龙芯：linux_loongarch64，要有现成的 wheel）",
    )
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    try:
        gather(chosen.out, chosen.python, chosen.platform)
    except subprocess.CalledProcessError:
        sys.exit(
            f"没有备齐 {chosen.platform}、Python {chosen.python} 的安装包：上面是 pip 说的原因。"
            "请核对平台和 Python 版本；这个平台没有现成 wheel 的，请在同样的电脑上用 pip wheel 生成。"
        )
    list_contents(chosen.out)
