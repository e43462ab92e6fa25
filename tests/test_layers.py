"""The house: which layer may import which, and which libraries stay outside the core."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "zipingbiao"
#: From the bottom up; a layer may import itself and what stands before it.
LAYERS = (
    ("for_people", "record", "settings", "log", "resources"),
    ("form",),
    ("rulebook", "own_rulebook"),
    ("scoring",),
    ("deviation",),
    ("checks",),
    ("package",),
    ("edits",),
    ("workbook", "documents", "ledger", "narrative"),
    ("batch", "report", "commands"),
    ("desk",),
    ("hosts", "__main__"),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
CORE = ("form", "rulebook", "scoring", "deviation", "checks")
#: They know nothing of forms, nor of each other's neighbours.
APART = {
    "package": {"package", "for_people", "record"},
    "edits": {"edits", "package", "for_people", "record"},
}
HEAVY = {"docx", "pdfminer", "xlrd", "pandas", "openpyxl", "jinja2", "xlwings", "rich", "numpy"}
#: A folder holds at most two dozen modules.
MOST = 24


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module)
    return found


def layer_of(path: Path) -> str:
    return path.relative_to(SOURCE).with_suffix("").parts[0]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_import_goes_up(path: Path) -> None:
    layer = layer_of(path)
    if layer == "__init__":
        assert not {name for name in imports(path) if name.startswith("zipingbiao.")}
        return
    assert layer in RANK, f"{layer} has no place in the house: add it to LAYERS and to docs/设计.md"
    for name in imports(path):
        if name.startswith("zipingbiao."):
            other = name.split(".")[1]
            assert RANK[other] <= RANK[layer], f"{layer} imports {name}"
            if layer in CORE:
                assert other in (*CORE, "for_people", "record", "log"), f"{layer} imports {name}"
            assert other in APART.get(layer, {other}), f"{layer} imports {name}"


@pytest.mark.parametrize(
    "path", [p for p in modules() if layer_of(p) in CORE], ids=lambda p: str(p.relative_to(SOURCE))
)
def test_the_core_imports_the_standard_library_only(path: Path) -> None:
    for name in imports(path):
        top = name.split(".")[0]
        assert top in ("zipingbiao", "__future__") or top in sys.stdlib_module_names, name


def test_no_folder_is_crowded() -> None:
    """What makes a folder a package is no room of its own."""
    for folder in {path.parent for path in modules()}:
        held = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
        assert len(held) <= MOST, f"{folder.relative_to(SOURCE)} holds {len(held)} modules"


def imported_modules() -> dict[str, set[str]]:
    """Every module of the house and the modules of the house that it imports, wherever in it the import stands."""
    names = {
        ".".join(("zipingbiao", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(
            ".__init__"
        ): path
        for path in modules()
    }
    found: dict[str, set[str]] = {}
    for name, path in names.items():
        found[name] = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    full = f"{node.module}.{alias.name}"
                    found[name].add(full if full in names else node.module)
        found[name] &= set(names)
    return found


def test_no_import_runs_in_a_circle() -> None:
    """Neither between modules nor through an import inside a function."""
    left = imported_modules()
    while left:
        free = {name for name, needs in left.items() if not (needs - {name}) & set(left)}
        assert free, f"a circle among {sorted(left)}"
        left = {name: needs for name, needs in left.items() if name not in free}


def test_the_package_imports_nothing_heavy() -> None:
    code = "import sys, zipingbiao; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not HEAVY & {name.split(".")[0] for name in loaded}


def test_version_needs_nothing_heavy() -> None:
    code = "import sys; from zipingbiao.hosts.cli.main import run; run(['--version']); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not HEAVY & {name.split(".")[0] for name in loaded}
