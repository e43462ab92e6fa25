"""The 14 published forms as workbooks, written by the command line."""

from __future__ import annotations

from pathlib import Path

from zipingbiao.hosts.cli.main import run

FORMS = Path(__file__).parents[1] / "data" / "forms.json"


def written(folder: Path, source: Path = FORMS) -> list[Path]:
    """The workbooks of a JSON file, in order."""
    assert run(["bulk", str(source), "-o", str(folder), "--progress", "none", "--json"]) == 0
    return sorted(folder.glob("*.xlsx"))
