"""Every screen for every eye and hand: axe-core, narrow screens, the keyboard alone; and texts that want to be code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from page.books import FORMS, written
from page.conftest import Browser

POISON = '<img src=x onerror="window.pwned=true"><script>window.pwned=true</script>\u2028javascript:window.pwned=true'


def poisoned(data: Any) -> Any:
    """Script in every text of a form."""
    if isinstance(data, dict):
        return {
            key: value if key in ("id", "weight", "score") else poisoned(value) for key, value in data.items()
        }
    if isinstance(data, list):
        return [poisoned(each) for each in data]
    return f"{data}{POISON}" if isinstance(data, str) else data


def test_every_screen_can_be_used_and_no_text_is_ever_run(browser: Browser, tmp_path: Path) -> None:
    forms = json.loads(FORMS.read_text("utf-8"))
    three, poison = tmp_path / "三张.json", tmp_path / "毒.json"
    three.write_text(json.dumps(forms[:3], ensure_ascii=False), "utf-8")
    poison.write_text(json.dumps([poisoned(forms[0])], ensure_ascii=False), "utf-8")
    books = written(tmp_path / "表", three)
    found = browser("looks", files=[str(path) for path in books], poisoned=str(poison))

    assert {name: faults for name, faults in found["serious"].items() if faults} == {}
    assert set(found["serious"]) == {"start", "list", "review", "form", "changes", "help", "about"}
    assert found["passed"] > 100  # axe has looked
    assert {name: over for name, over in found["sideways"].items() if over > 0} == {}
    assert [line for line in found["licences"] if line.startswith(("Pyodide", "CPython"))]
    assert all("：" in line and not line.endswith("：") for line in found["licences"])

    assert found["side"] == "findings" and found["finding"]
    assert found["keyboard"] == forms[1]["name"]

    assert found["poison"]["title"].startswith(f"{forms[0]['name']}<img src=x")
    assert (found["poison"]["images"], found["poison"]["links"], found["poison"]["pwned"]) == (0, 0, False)
    assert found["network"] == ["refused"] * 3
    assert found["old"] == [True, True, False]
    assert "启动没有成功" in found["broken"] and "重试" in found["broken"]
