"""What comes with the package: every file of a checkout goes into the wheel, under an ASCII name that is found again."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from zipingbiao import resources

ROOT = Path(__file__).parents[1]
INCLUDED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"][
    "force-include"
]  # fmt: skip
FILES = [
    path.relative_to(ROOT).as_posix()
    for folder in ("templates", "workbooks")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.is_file()
]


def packed(name: str) -> str:
    """Where the wheel holds a file of the checkout."""
    if name in INCLUDED:
        return str(INCLUDED[name])
    folder = next(each for each in INCLUDED if name.startswith(f"{each}/"))
    return f"{INCLUDED[folder]}{name.removeprefix(folder)}"


@pytest.mark.parametrize("name", FILES)
def test_every_file_has_an_ascii_name_in_the_wheel(name: str) -> None:
    assert packed(name).isascii()
    assert packed(name).startswith("zipingbiao/_shipped/")


@pytest.mark.parametrize("name", [name for name in FILES if not name.isascii()])
def test_a_renamed_file_is_found_in_a_wheel(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wheel laid out as hatch does, each file holding its own name."""
    for each in FILES:
        path = tmp_path / packed(each)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(each, "utf-8")
    monkeypatch.setattr(resources, "_INSIDE", tmp_path / "zipingbiao" / "_shipped")
    resources.shipped.cache_clear()
    try:
        top, *folders, file = name.split("/")
        path = (
            resources.workbook_path(file)
            if top == "workbooks"
            else resources.template_file("/".join(folders), file)
        )
        assert path.read_text("utf-8") == name
        if top == "templates":
            assert file in resources.template_names("/".join(folders))
    finally:
        resources.shipped.cache_clear()
