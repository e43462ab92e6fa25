"""`zipingbiao web build`, without its command line: everything gathered, compiled and put together."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from zipingbiao.hosts.page.build.archive import stored, unpacked
from zipingbiao.hosts.page.build.fault import BuildFault
from zipingbiao.hosts.page.build.html import page, worker_code
from zipingbiao.hosts.page.build.licences import licences
from zipingbiao.hosts.page.build.pyodide import pinned, pyodide_folder
from zipingbiao.hosts.page.build.sources import library_files, our_files


def build_page(pyodide: Path | None = None) -> bytes:
    """自评表.html as bytes; the same checkout and the same libraries give the same bytes."""
    folder = pyodide_folder(pyodide)
    library, site = _compiled(folder, {**our_files(), **library_files()})
    parts = {
        "worker": worker_code(
            (folder / "pyodide.asm.mjs").read_text("utf-8"), (folder / "pyodide.js").read_text("utf-8")
        ).encode(),
        "wasm": (folder / "pyodide.asm.wasm").read_bytes(),
        "library": stored(library),
        "site": stored(site),
        "lock": _lock(folder),
    }
    return page(parts, licences(pinned()))


def _lock(folder: Path) -> bytes:
    """Pyodide's list of the packages that it could fetch, emptied."""
    info = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))["info"]
    return json.dumps({"info": info, "packages": {}}, sort_keys=True).encode()


def _compiled(folder: Path, sources: dict[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What the page needs of the standard library, and our files, both as .pyc."""
    node = shutil.which("node")
    if node is None:
        raise BuildFault("没有找到 Node.js，不能生成网页。请安装 Node.js 18 或更新的版本，再运行一次。")
    with tempfile.TemporaryDirectory() as place, as_file(files("zipingbiao.hosts.page.build")) as here:
        given, library, site = (Path(place) / name for name in ("ours.zip", "library.zip", "site.zip"))
        given.write_bytes(stored(sources))
        done = subprocess.run(
            [node, here / "compile.mjs", folder, given, library, site],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:]
            raise BuildFault(f"Python 文件没有编译成：{''.join(last)}。请用 Node.js 18 或更新的版本。")
        return unpacked(library.read_bytes()), unpacked(site.read_bytes())
