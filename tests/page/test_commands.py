"""Every command of the command line in the page: the same JSON, the same exit code, the same files to the byte."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from documents import building
from workbook_read.books import FORMS as DRAWN
from zipingbiao.batch.folder import OWN_NOTES
from zipingbiao.hosts.cli.main import cli, run
from zipingbiao.hosts.page.engine.absent import COMMANDS
from zipingbiao.hosts.page.engine.call import command_line
from zipingbiao.resources import DEMO_LEDGER, workbook_path

FORMS = Path(__file__).parents[1] / "data" / "forms.json"
ALL, ONE, TWO, JSON, LEDGER, KINDS, BACK = "all", "one", "two", "json", "ledger", "kinds", "back"
#: The first of the workbooks.
FIRST = "01-北京市应急管理局指挥信息网建设项目.xlsx"
#: Command, which files, options.
CASES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("score", ALL, {}),
    ("score", JSON, {}),
    ("score", ONE, {"rulebook": "cn-hubei"}),
    ("score", ONE, {"rulebook": "no-such-rulebook"}),
    ("score", ONE, {"write": True, "replace": True}),
    ("check", ALL, {}),
    ("check", ALL, {"bundle": "review", "strict": True}),
    ("check", ALL, {"report": "报告.html"}),
    ("check", ALL, {"report": "报告.xlsx"}),
    ("check", ONE, {"mark": True}),
    ("narrate", ALL, {}),
    ("narrate", ONE, {"write": True, "replace": True}),
    ("explain", "", {"arguments": ["JXS004"]}),
    ("explain", ONE, {"arguments": ["G13"]}),
    ("explain", ONE, {"arguments": ["ZZ99"]}),
    ("rules", "", {}),
    ("diff", TWO, {}),
    ("diff", TWO, {"report": "比较.xlsx"}),
    ("bulk", JSON, {"out": "写出"}),
    ("bulk", JSON, {"out": "写出", "final": True}),
    ("bulk", JSON, {"out": "写出", "values": True, "name": "序号-单位-项目"}),
    ("new form", "", {"arguments": ["空白自评表.xlsx"]}),
    ("new form", "", {"arguments": ["空白自评表.txt"]}),
    ("new form", "last", {"arguments": ["新年度.xlsx"], "from": "01.json"}),
    ("new ledger", "", {"arguments": ["空白台账.xlsx"]}),
    ("collect", ALL, {"out": "汇总.xlsx"}),
    ("evidence", ALL, {"out": "清单.xlsx"}),
    ("review", TWO, {"out": "复核"}),
    ("return", TWO, {"out": "退回", "format": "xlsx"}),
    ("deduct", TWO, {"write": True}),
    ("score", LEDGER, {}),
    ("bulk", LEDGER, {"out": "写出"}),
    ("new ledger", LEDGER, {"arguments": ["明年.xlsx"], "from": "台账.xlsx"}),
    ("new ledger", BACK, {"arguments": ["明年.xlsx"], "from": ["台账.xlsx", FIRST], "force": True}),
    ("update", BACK, {"from": [FIRST], "dry-run": True}),
    ("update", BACK, {"from": [FIRST], "replace": True}),
    ("export", JSON, {"to": "yth", "out": "导入"}),
    ("export", TWO, {"to": "csv", "out": "数据"}),
    ("export", TWO, {"to": "json", "out": "全部.json"}),
    ("report", JSON, {"out": "自评报告.html"}),
    ("report", TWO, {"out": "自评报告.xlsx"}),
    ("demo", "", {"out": "演示"}),
    ("score", KINDS, {}),
    ("check", KINDS, {}),
)
#: Commands that no case runs, and why.
LEFT_OUT = {"waive": "the date it writes is today's; the page's own test runs it", **COMMANDS}


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """The 14 workbooks, the 14 forms as JSON, the ledger."""
    folder = tmp_path_factory.mktemp("原件")
    assert run(["bulk", str(FORMS), "-o", str(folder), "--progress", "none"]) == 0
    books = sorted(folder.glob("*.xlsx"))
    ledger = folder / "台账.xlsx"
    ledger.write_bytes(workbook_path(DEMO_LEDGER).read_bytes())
    one = folder / "01.json"
    one.write_text(json.dumps(json.loads(FORMS.read_text("utf-8"))[:1], ensure_ascii=False), "utf-8")
    kinds = [building.word(DRAWN[:2], folder / "文档.docx"), folder / "网页.html"]
    kinds[1].write_text(building.page(DRAWN[:2]), "utf-8")
    return {
        KINDS: kinds,
        "": [],
        "last": [one],
        ALL: books,
        ONE: books[:1],
        TWO: books[:2],
        JSON: [FORMS],
        LEDGER: [ledger],
        BACK: [ledger, folder / FIRST],
    }


def on_the_command_line(
    case: tuple[str, str, dict[str, Any]], files: list[Path], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, dict[str, bytes]]:
    """Exit code, and the files made or changed."""
    command, _, options = case
    folder.mkdir()
    for path in files:
        (folder / path.name).write_bytes(path.read_bytes())
    before = {path.name: path.read_bytes() for path in files}
    monkeypatch.chdir(folder)
    code = run(command_line(command, [path.name for path in files], options))
    made = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(OWN_NOTES)
    }
    return code, {name: data for name, data in made.items() if before.get(name) != data}


#: Of a case by its number: exit code, what was printed, what was said, files.
Answers = dict[int, tuple[int, str, str, dict[str, bytes]]]


@pytest.fixture(scope="module")
def answers() -> Answers:
    """What the command line answered; asked once for both browsers."""
    return {}


@pytest.mark.parametrize("which", ["browser", "firefox"])
def test_the_page_answers_as_the_command_line(
    which: str,
    request: pytest.FixtureRequest,
    sources: dict[str, list[Path]],
    answers: Answers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    cases = [
        {
            "command": command,
            "files": [str(path) for path in sources[given]],
            "options": options,
        }
        for command, given, options in CASES
    ]
    found = request.getfixturevalue(which)("commands", cases=cases)
    wrong: list[str] = []
    for n, (case, got) in enumerate(zip(CASES, found["results"], strict=True)):
        if n not in answers:
            capsys.readouterr()
            exited, made = on_the_command_line(case, sources[case[1]], tmp_path / str(n), monkeypatch)
            answers[n] = (exited, *capsys.readouterr(), made)
        code, out, err, files = answers[n]
        called = f"{case[0]} {case[1]} {case[2]}"
        if (got["code"], got["output"]) != (code, out):
            wrong.append(
                f"{called}: {got['code']} {got['output'][:300]} {got['messages']} != {code} {out[:300]}"
            )
        if got["messages"] != err.splitlines():
            wrong.append(f"{called}: {got['messages']} != {err.splitlines()}")
        if {each["name"]: base64.b64decode(each["text"]) for each in got["files"]} != files:
            names = sorted(each["name"] for each in got["files"])
            wrong.append(f"{called}: other files {names} != {sorted(files)}")
    assert not wrong, "\n".join(wrong)
    # Firefox reports what goes to a network only.
    asked = [re.split(r"[:/]", each)[0] for each in found["seen"]["requests"]]
    assert asked == (["file", "blob"] if which == "browser" else [])
    assert found["seen"]["faults"] == []
    assert found["data"]["code"] == "JXS004"
    assert found["fault"] == ["没有规则 JXZ999。用 zipingbiao rules 查看全部规则。", 2]


def test_every_command_is_run_or_named_as_absent() -> None:
    """A command that comes tomorrow must get a case here, or a sentence in the page."""
    run_here = {command.split()[0] for command, _, _ in CASES}
    assert set(cli.modules) - run_here == set(LEFT_OUT) & set(cli.modules)
