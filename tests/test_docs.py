"""Docs that cannot rot: the generated pages are what the sources give, links lead somewhere, commands exist."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
]
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"^zipingbiao (\w+)", re.MULTILINE)


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_the_rule_pages_are_in_step() -> None:
    written = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert written == script("build_rule_pages").pages(), "请运行 make docs"


def test_the_examples_that_are_shipped_are_in_step() -> None:
    made = script("build_rule_pages")
    assert made.EXAMPLES.read_text("utf-8") == made.examples(), "请运行 make docs"


def test_the_page_on_rulebooks_is_in_step_and_its_example_is_sound(tmp_path: Path) -> None:
    from zipingbiao.rulebook.load import load

    made = script("build_rulebook_page")
    text = made.PAGE.read_text("utf-8")
    assert text == made.page(), "请运行 make docs"
    example = tmp_path / "例.toml"
    example.write_text(text.split("```toml\n")[1].split("```")[0], "utf-8")
    assert load(str(example), 2025).number("check.low_rate") == 85
    assert load(str(example), 2025).method("indicator.reverse") == "linear"


def test_the_function_and_button_reference_is_in_step() -> None:
    reference = script("build_reference")
    assert reference.PAGE.read_text("utf-8") == reference.page(), "请运行 make docs"


def test_the_data_page_is_in_step() -> None:
    data = script("build_data_page")
    assert data.PAGE.read_text("utf-8") == data.page(), "请运行 make docs"


def test_the_accuracy_page_is_in_step() -> None:
    page = (ROOT / "docs" / "审核准确度.md").read_text("utf-8")
    assert page == script("measure_findings").page(), (
        "请运行 .venv/bin/python scripts/measure_findings.py --write"
    )


def test_every_disagreement_with_the_hand_labels_has_a_reason() -> None:
    page = (ROOT / "docs" / "审核准确度.md").read_text("utf-8")
    assert "没有写理由" not in page


def test_precision_and_recall_by_hand() -> None:
    """Of three labels two are met (one by the whole form), of three findings two are right."""
    measure = script("measure_findings")
    labels = [(1, "A", "r1", "W"), (1, "A", "*", "W"), (2, "A", "r1", "W")]
    tool = [(1, "A", "r1", "W"), (1, "A", "goals", "W"), (2, "A", "r2", "W")]
    found = measure.compared([measure.Mark(*m) for m in tool], [measure.Mark(*m) for m in labels])
    warnings = next(line for line in measure.by_severity(found) if "警告" in line)
    assert warnings == "| 警告 | 3 | 2 | 66.7% | 3 | 2 | 66.7% |"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        if not target.startswith(("http", "mailto:")):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "README.en.md"], ids=lambda p: p.name)
def test_every_command_of_the_readme_exists(page: Path) -> None:
    from zipingbiao.hosts.cli.main import cli

    used = set(COMMAND.findall(page.read_text("utf-8")))
    assert used
    assert used <= set(cli.list_commands(None))  # type: ignore[arg-type]


def test_the_design_names_what_is_there() -> None:
    """Every module, folder and file that docs/设计.md names exists."""
    text = (ROOT / "docs" / "设计.md").read_text("utf-8")
    named = {name.strip("/") for name in re.findall(r"`([\w./一-鿿-]+(?:/|\.py|\.toml|\.yaml))`", text)}
    assert len(named) > 40
    source = ROOT / "src" / "zipingbiao"
    for name in named:
        assert (ROOT / name).exists() or any(source.rglob(name)), name
    rooms = {path.name for path in source.iterdir() if (path / "__init__.py").is_file()}
    for room in rooms:
        assert f"`{room}/" in text, f"{room} has no place in docs/设计.md"
