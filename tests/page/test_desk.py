"""The desk of opened files, without a browser: what is open on a form, what typing changes, what is refused."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from page.books import FORMS, written
from workbook_read.books import FORMS as PUBLISHED
from workbook_read.books import draw
from zipingbiao.hosts.page.engine.absent import refuse
from zipingbiao.hosts.page.engine.call import call, command_line
from zipingbiao.hosts.page.engine.service import Service, packed
from zipingbiao.resources import DEMO_LEDGER, workbook_path
from zipingbiao.rulebook.load import load


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("表"))[0]


class Page:
    """The page's side of the door."""

    def __init__(self) -> None:
        self.service = Service()
        self.keys: list[str] = []

    def ask(self, what: str, data: Any = None, files: list[tuple[str, bytes]] | None = None) -> Any:
        if what in ("open", "take"):
            self.keys.append(data["key"])
        return json.loads(self.service.handle(what, json.dumps(data), files or [])[0])

    def open(self, path: Path, content: bytes | None = None) -> Any:
        return self.ask("open", {"key": "k"}, [(path.name, content or path.read_bytes())])

    def type(self, *typed: tuple[str, str]) -> Any:
        return self.ask(
            "type", {"key": "k", "typed": [{"n": 0, "field": field, "text": text} for field, text in typed]}
        )

    def bytes(self) -> bytes:
        return self.service.handle("content", '{"keys": ["k"]}', [])[1][0][1]


def changed(path: Path, folder: Path, **cells: Any) -> Path:
    """The workbook with other values in some cells."""
    book = openpyxl.load_workbook(path)
    for address, value in cells.items():
        book.worksheets[0][address] = value
    made = folder / path.name
    book.save(made)
    return made


def test_what_waits_for_a_person(first: Path, tmp_path: Path) -> None:
    page = Page()
    (form,) = page.open(first)["forms"]
    assert form["state"] == "待填写"
    assert [point["field"] for point in form["points"]] == ["indicators[5].note"] * 2 + [
        "indicators[6].note"
    ] * 2 + ["funds[0].note"]
    assert form["points"][0]["words"].startswith("第6行说明：请填写：")

    (form,) = page.open(changed(first, tmp_path, F13=None, H13=None))["forms"]
    assert ("actual", "indicators[0].actual") in [(point["kind"], point["field"]) for point in form["points"]]
    assert form["total"] is None and form["state"] == "待填写"

    (form,) = page.open(changed(first, tmp_path, F13="说不清楚", H13=None))["forms"]
    place = next(
        cell
        for row in page.ask("form", {"key": "k", "n": 0})["table"]["rows"][:1]
        for cell in row["cells"]
        if cell["field"] == "indicators[0].score"
    )
    assert place["typed"]
    assert ("score", "indicators[0].score") in [(point["kind"], point["field"]) for point in form["points"]]


def test_what_may_not_be_handed_in_is_never_called_ready(first: Path, tmp_path: Path) -> None:
    """A score for what nobody can compare, without a word of why: no error, and yet no 报送版."""
    page = Page()
    page.open(changed(first, tmp_path, F13="说不清楚", H13=10))
    gaps = {each["field"] for each in page.ask("form", {"key": "k", "n": 0})["points"]}
    page.type(*((field, "因业务量增加，经费结余。由办公室2025年6月底前核减预算。") for field in gaps))
    form = page.ask("form", {"key": "k", "n": 0})
    assert (form["points"], form["counts"]["E"]) == ([], 0)
    assert form["state"] == "待改正"
    assert form["refusal"].startswith("不能生成报送版：") and "说不清楚" in form["refusal"]
    done = page.ask(
        "desk-run", {"keys": ["k"], "command": "bulk", "options": {"out": "报送版", "final": True}}
    )
    assert done["code"] == 1


def test_typing_changes_its_cell_and_what_follows_from_it(first: Path) -> None:
    page = Page()
    page.open(first)
    told = page.type(("indicators[0].actual", "50%"))
    own, *follow = told["changes"]
    assert (own["old"], own["new"], own["follows"]) == ("100%", "50%", False)
    assert follow and all(each["follows"] for each in follow)
    assert page.type()["changes"] == []
    assert page.bytes() == first.read_bytes()


def test_what_is_proposed_for_a_note_cell_of_several_rows_holds_every_row(tmp_path: Path) -> None:
    """Rows 1, 2 and 6 of the third form lost points; their notes and the others' share one cell."""
    form = copy.deepcopy(PUBLISHED[2])
    for row in form["indicators"]:
        row["note"] = ""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    draw(sheet, form)
    top = next(r for r in range(1, 40) if sheet.cell(r, 4).value == form["indicators"][0]["level3"])
    sheet.merge_cells(start_row=top, start_column=9, end_row=top + 5, end_column=9)
    book.save(tmp_path / "表.xlsx")
    page = Page()
    page.open(tmp_path / "表.xlsx")
    notes = [each for each in page.ask("form", {"key": "k", "n": 0})["notes"] if each["required"]]
    rows = {each["n"]: each for each in notes if each["n"] != "funds"}
    assert rows.keys() == {1, 2, 6}
    assert {each["field"] for each in rows.values()} == {"indicators[0].note"}
    for each in rows.values():
        assert all(other["text"] in each["proposed"] for other in rows.values())


def test_the_last_of_two_texts_counts(first: Path) -> None:
    page = Page()
    page.open(first)
    told = page.type(("indicators[5].note", "甲"), ("indicators[5].note", "因演练增加"))
    assert [each["new"] for each in told["changes"]] == ["因演练增加"]


def test_a_text_that_the_field_cannot_take_is_refused(first: Path) -> None:
    page = Page()
    page.open(first)
    assert "要填数" in page.type(("funds[0].executed", "约二百万"))["refused"]


def test_a_file_that_cannot_be_read_is_told_and_stops_nothing(first: Path) -> None:
    page = Page()
    told = page.open(Path("坏.xlsx"), b"PK\x03\x04")
    assert told["forms"] == [] and len(told["faults"]) == 1
    assert page.open(first)["forms"]
    assert page.open(Path("扫描.pdf"), b"%PDF-1.7")["faults"][0].startswith("本网页不能读 PDF")


def test_a_ledger_is_seen_and_not_typed_into() -> None:
    page = Page()
    told = page.open(workbook_path(DEMO_LEDGER))
    assert told["kind"] == "台账" and len(told["forms"]) == 14
    table = page.ask("form", {"key": "k", "n": 0})["table"]
    assert not any(cell["typed"] for row in table["rows"] for cell in row["cells"])


def test_findings_between_forms_and_another_rulebook(first: Path) -> None:
    page = Page()
    page.open(first)
    for n in range(5):
        page.ask("open", {"key": f"k{n}"}, [(f"第{n}份.xlsx", first.read_bytes())])
    alone = page.ask("form", {"key": "k", "n": 0})
    together = page.ask("cross", {"keys": page.keys})
    assert set(together["k"][0]["codes"]) - set(alone["codes"]) == {"JXC002"}  # notes alike to the letter
    names = [each["name"] for each in page.ask("rulebooks")]
    assert "cn" in names and "cn-hubei" in names
    reviewed = page.ask("judge-by", {"rulebook": "cn", "bundle": "review"})
    assert sum(reviewed[0]["forms"][0]["counts"].values()) > sum(alone["counts"].values())


@pytest.mark.parametrize("bundle", ["default", "review"])
def test_forms_whose_scores_are_typed_in_part_are_found_fault_with_as_on_the_command_line(
    bundle: str, tmp_path: Path
) -> None:
    """A project that is on no sheet yet is checked as it will stand there, also beside others."""
    forms = json.loads(FORMS.read_text("utf-8"))[:5]
    for form in forms:
        for row in form["indicators"][::2]:
            row.pop("score", None)
    source = tmp_path / "项目.json"
    source.write_text(json.dumps(forms, ensure_ascii=False), "utf-8")
    page = Page()
    page.open(source)
    page.ask("judge-by", {"rulebook": "", "bundle": bundle})
    seen = [each["codes"] for each in page.ask("cross", {"keys": page.keys})["k"]]
    told = json.loads(call(tmp_path, "check", [source.name], {"bundle": bundle}).output)
    assert seen == [sorted({each["code"] for each in form["findings"]}) for form in told["forms"]]


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Workbooks, JSON, a ledger, one that cannot be read, one of another place."""
    folder = tmp_path_factory.mktemp("各种")
    damaged, elsewhere = folder / "坏.xlsx", folder / "湖北.json"
    damaged.write_bytes(b"PK\x03\x04")
    forms = [{**form, "rulebook": "cn-hubei"} for form in json.loads(FORMS.read_text("utf-8"))]
    elsewhere.write_text(json.dumps(forms, ensure_ascii=False), "utf-8")
    return [*written(folder / "表"), FORMS, workbook_path(DEMO_LEDGER), damaged, elsewhere]


def opened(files: list[Path], bundle: str = "default") -> Page:
    page = Page()
    page.ask("judge-by", {"rulebook": "", "bundle": bundle})
    for n, path in enumerate(files):
        page.ask("open", {"key": f"f{n}"}, [(path.name, path.read_bytes())])
    return page


def taken_over(files: list[Path], helper: Page, bundle: str = "default") -> Page:
    page = Page()
    page.ask("judge-by", {"rulebook": "", "bundle": bundle})
    for n, path in enumerate(files):
        _, read = helper.service.handle("read", "null", [(path.name, path.read_bytes())])
        page.ask("take", {"key": f"f{n}"}, read)
    return page


def everything(page: Page) -> list[Any]:
    """All that the page shows of all forms, alone and among the others, and each file as it stands."""
    crossed = page.ask("cross", {"keys": sorted(page.keys, key=lambda key: int(key[1:]))})
    details = [
        page.ask("form", {"key": key, "n": n}) for key, forms in crossed.items() for n in range(len(forms))
    ]
    return [crossed, details, page.service.handle("content", json.dumps({"keys": sorted(page.keys)}), [])[1]]


@pytest.mark.parametrize("bundle", ["default", "review"])
def test_what_a_second_engine_read_is_what_the_first_would_have(bundle: str, every_kind: list[Path]) -> None:
    """Also where the second one judged in another way than the one chosen since."""
    expected = everything(opened(every_kind, bundle))
    for helping in ("default", "review"):
        helper = Page()
        helper.ask("judge-by", {"rulebook": "", "bundle": helping})
        assert everything(taken_over(every_kind, helper, bundle)) == expected


def test_what_a_second_engine_read_can_be_typed_into(first: Path) -> None:
    typed = {"key": "f0", "typed": [{"n": 0, "field": "indicators[0].actual", "text": "50%"}]}
    one, other = opened([first]), taken_over([first], Page())
    assert one.ask("type", typed) == other.ask("type", typed)
    assert everything(one) == everything(other)


def test_the_order_is_the_one_of_the_list_whichever_file_was_ready_first(every_kind: list[Path]) -> None:
    page = Page()
    for n, path in reversed(list(enumerate(every_kind))):
        page.ask("open", {"key": f"f{n}"}, [(path.name, path.read_bytes())])
    assert everything(page) == everything(opened(every_kind))


def test_a_rulebook_does_not_travel(every_kind: list[Path]) -> None:
    """The desk judges on by its own, so that what hangs on a rulebook is computed once."""
    page = taken_over(every_kind, Page())
    files = page.service._desk._files.values()
    judged = [each for file in files for each in file.judged]
    assert {each.scored.rulebook.name for each in judged} == {"cn", "cn-hubei"}
    for each in judged:
        assert each.scored.rulebook is load(each.scored.rulebook.name, each.form.evaluated_year)


def test_why_is_the_trace_of_the_engine(first: Path) -> None:
    page = Page()
    page.open(first)
    lines = page.ask("why", {"key": "k", "n": 0, "field": "indicators[0].score"})["lines"]
    assert lines[0].startswith("得分 = 10")
    assert page.ask("why", {"key": "k", "n": 0, "field": "name"})["lines"] == [
        "这一格没有计算，只有填报内容。"
    ]


def test_a_finding_set_aside_stands_in_the_workbook(first: Path) -> None:
    page = Page()
    page.open(first)
    finding = next(each for each in page.ask("form", {"key": "k", "n": 0})["findings"] if each["cell"])
    data = {
        "key": "k",
        "code": finding["code"],
        "cell": finding["cell"],
        "project": "",
        "reason": "批复如此",
        "who": "张三",
    }
    page.ask("waive", data)
    findings = page.ask("form", {"key": "k", "n": 0})["findings"]
    waived = [each["waiver"] for each in findings if "waiver" in each]
    assert [(each["reason"], each["who"]) for each in waived] == [("批复如此", "张三")]
    # To a bureau's own look the line in the file is only a request.
    page.ask("judge-by", {"rulebook": "", "bundle": "review"})
    assert not any("waiver" in each for each in page.ask("form", {"key": "k", "n": 0})["findings"])
    again = Page()
    assert again.open(first, page.bytes())["forms"][0]["name"]
    assert "没有" in page.ask("waive", {**data, "cell": "ZZ9"})["refused"]


def test_two_files_of_one_name_stay_two() -> None:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(packed([("表.xlsx", b"1"), ("表.xlsx", b"2")]))) as archive:
        assert archive.namelist() == ["表.xlsx", "表（2）.xlsx"]


def test_options_become_the_words_of_a_command_line() -> None:
    assert command_line("check", ["甲.xlsx"], {"bundle": "review", "strict": True, "mark": False, "report": None}) == [
        "check", "甲.xlsx", "--bundle", "review", "--strict", "--json",
    ]  # fmt: skip
    assert command_line("new form", ["旧.xlsx"], {"arguments": ["新.xlsx"], "from": "旧.xlsx"}) == [
        "new", "form", "新.xlsx", "--from", "旧.xlsx", "--json",
    ]  # fmt: skip
    assert command_line("collect", ["甲.xlsx"], {"out": "汇总.xlsx"})[:2] == ["collect", "."]


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("excel build", {}),
        ("libreoffice install", {}),
        ("web build", {}),
        ("doctor", {}),
        ("bulk", {"pdf": True}),
        ("bulk", {"format": "xlsm"}),
        ("bulk", {"scheduler": "tcp://x"}),
        ("bulk", {"jobs": 2}),
        ("return", {"format": "docx"}),
        ("collect", {"to": "csv"}),
    ],
)
def test_what_the_page_cannot_do_says_where_it_can_be_done(
    command: str, options: dict[str, Any], tmp_path: Path
) -> None:
    answer = call(tmp_path, command, [], options)
    assert answer.code == 2 and answer.output == ""
    assert "本网页" in answer.messages[0]


def test_what_the_page_can_do_is_not_refused() -> None:
    for command, options in (
        ("bulk", {"pdf": False, "format": "xlsx", "jobs": 1}),
        ("return", {"format": "xlsx"}),
        ("score", {}),
    ):
        refuse(command, options)


def test_a_name_from_outside_stays_inside(tmp_path: Path) -> None:
    page = Page()
    told = page.ask("run", {"command": "score", "options": {}}, [("../../etc/表.json", FORMS.read_bytes())])
    assert told["code"] in (0, 2)
    assert not Path("/etc/表.json").exists()
