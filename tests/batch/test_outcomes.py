"""What becomes of a project: its figures, why it was not written, what a batch leaves and takes up again."""

from __future__ import annotations

import hashlib
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from zipingbiao.batch import bulk, fill, journal
from zipingbiao.batch.bulk import Job, Outcome, Task, plan, planned, refusal, run, run_on
from zipingbiao.batch.changed import watching
from zipingbiao.batch.contained import scored_inputs, scored_or_told, scored_reading
from zipingbiao.batch.finish import NotReady, final_bytes
from zipingbiao.batch.folder import Entry as ReadEntry
from zipingbiao.batch.folder import Reading
from zipingbiao.batch.inputs import InputFault, Inputs, read_input
from zipingbiao.batch.pipeline import process, rulebook_for, with_notes
from zipingbiao.for_people import ForPeople
from zipingbiao.form.coverage import FormKind
from zipingbiao.form.model import Entry, Form, FundLine, Goals, Indicator, Total
from zipingbiao.form.waiver import Waiver
from zipingbiao.narrative.narrator import Narrator
from zipingbiao.narrative.note import Narrated, Note
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.rulebook.load import load
from zipingbiao.workbook.write.writer import Mode, compile_template

DATA = workbook_path(TEMPLATE).read_bytes()
NARRATOR = Narrator.load(())
MISSED = Indicator("产出指标", "数量指标", "采购", Entry("≥10台"), Entry("9台"), "90", "81")
FORM = Form(
    id="1",
    title="项目支出绩效自评表",
    year="2024年度",
    name="甲",
    funds=(FundLine("年度资金总额", "100", "100", "95", "10", "95%", "9.5"),),
    indicators=(MISSED,),
    total=Total("100", "90.5"),
)


#: Complete: the deduction is explained by cause, measure and time.
NOTE = "因供应商停产没有采购到位。后续加强合同管理，由采购科2025年6月底前完成采购。"
READY = replace(FORM, indicators=(replace(MISSED, note=NOTE),))


def job(out: Path, **changes: Any) -> Job:
    given: dict[str, Any] = {
        "out": out, "template": DATA, "rulebook": None, "default_rulebook": "cn", "templates": (), "mode": Mode.FORMULAS,
    }  # fmt: skip
    return Job(**(given | changes))


# ---------------------------------------------------------------- one form through the house


def test_notes_stand_where_none_did() -> None:
    typed = replace(MISSED, note="自己写的")
    shared = replace(MISSED, merged=frozenset({"note"}))
    form = replace(FORM, indicators=(MISSED, typed, shared, MISSED))
    notes = [Note(n, True, "", f"新{n}") for n in (1, 2, 3)]
    notes += [Note(4, False, "", "不用"), Note("funds", True, "", "资金")]
    narrated = Narrated(tuple(notes), "")
    kept = with_notes(form, narrated)
    assert [row.note for row in kept.indicators] == ["新1", "自己写的", "", ""]
    assert kept.funds[0].note == "资金"
    anew = with_notes(replace(form, funds=(replace(FORM.funds[0], note="旧"),)), narrated, replacing=True)
    assert [row.note for row in anew.indicators] == [
        "新1",
        "自己写的",
        "",
        "",
    ]  # two rows share it: nobody's alone
    assert anew.funds[0].note == "资金"
    assert with_notes(form, Narrated((Note(1, True, "", ""),), "")) == form


def test_rows_that_share_a_cell_all_have_their_note_in_it() -> None:
    shared = replace(MISSED, merged=frozenset({"note"}))
    form = replace(FORM, indicators=(MISSED, shared, shared))
    narrated = Narrated((Note(1, False, "", "不用"), Note(2, True, "", "新2"), Note(3, True, "", "新3")), "")
    first, *others = with_notes(form, narrated).indicators
    name = MISSED.level3
    assert first.note == f"第2行“{name}”：新2\n第3行“{name}”：新3"
    assert [row.note for row in others] == ["", ""]


def test_a_note_about_the_money_stands_on_the_total_only() -> None:
    funds = (FundLine("其中：当年财政拨款"), FundLine("年度资金总额", note="旧"), FundLine("资金总额"))
    narrated = Narrated((Note("funds", True, "", "新"),), "")
    assert [line.note for line in with_notes(replace(FORM, funds=funds), narrated).funds] == ["", "旧", "新"]


def test_what_is_checked_is_the_form_with_its_notes() -> None:
    done = process(FORM, load("cn", 2024), NARRATOR)
    assert done.form.indicators[0].note == done.narrated.notes[1].text
    assert done.scored.form == done.form
    assert "JXS004" not in [each.code for each in done.checked.findings]
    assert "JXN007" in [each.code for each in done.checked.findings]
    codes = {run.code for run in process(FORM, load("cn", 2024), NARRATOR, "finance").checked.runs}
    assert codes > {run.code for run in done.checked.runs}


@pytest.mark.parametrize(
    ("chosen", "own", "default", "name"),
    [
        ("cn-hubei", "cn-beijing", "cn", "cn-hubei"),
        (None, "cn-beijing", "cn", "cn-beijing"),
        (None, "", "cn-hubei", "cn-hubei"),
        ("", "", "cn", "cn"),
    ],
)
def test_which_rulebook_judges(chosen: str | None, own: str, default: str, name: str) -> None:
    assert rulebook_for(chosen, default)(replace(FORM, rulebook=own)).name == name


# ---------------------------------------------------------------- figures and refusals


def test_the_figures_of_an_outcome(tmp_path: Path) -> None:
    (outcome,) = run(plan([FORM]), job(tmp_path))
    done = process(FORM, load("cn", 2024), NARRATOR)
    severities = [each.severity.value for each in done.checked.findings]
    assert (outcome.n, outcome.project, outcome.file) == (1, "甲", "01-甲.xlsx")
    # 81 of the row and 9.5 of the money; the note asks for cause and measure.
    assert (outcome.total, outcome.grade, outcome.rate, outcome.gaps) == (
        Decimal("90.5"),
        "优",
        Decimal("95.00"),
        2,
    )
    assert (outcome.errors, outcome.warnings, outcome.hints) == tuple(map(severities.count, "EWI"))
    assert severities.count("I") and severities.count("W")
    data = (tmp_path / "01-甲.xlsx").read_bytes()
    assert (outcome.fault, outcome.skipped, outcome.digest) == ("", False, hashlib.sha256(data).hexdigest())


def test_every_gap_on_the_form_counts(tmp_path: Path) -> None:
    """Two of the note that was written, one that stood in the actual result of the goals."""
    goals = Goals("买好设备。", "买了【请填写：几】台。")
    (outcome,) = run(plan([replace(FORM, goals=goals)]), job(tmp_path))
    assert outcome.gaps == 3


def test_what_was_waived_is_not_counted(tmp_path: Path) -> None:
    findings = process(READY, load("cn", 2024), NARRATOR).checked.findings
    waivers = tuple(Waiver(each.code, each.field, each.found, "同意") for each in findings)
    assert len(waivers) > 2
    (outcome,) = run(plan([replace(READY, waivers=waivers)]), job(tmp_path))
    assert (outcome.errors, outcome.warnings, outcome.hints) == (0, 0, 0)


def test_a_form_that_is_not_ready_says_how_many_places_block_it() -> None:
    rulebook = load("cn", 2024)
    assert refusal(process(FORM, rulebook, NARRATOR)) == (
        "不能生成报送版：JXN007 第1行“采购”还有2处没有填：【请填写：具体原因】。请先改好，再生成报送版。"
    )
    two = replace(FORM, indicators=(MISSED, replace(MISSED, level3="安装")))
    blocking = [each for each in process(two, rulebook, NARRATOR).checked.findings if each.blocks_final]
    assert len(blocking) > 1
    assert f"等 {len(blocking)} 处。请先改好" in refusal(process(two, rulebook, NARRATOR))
    assert refusal(process(READY, rulebook, NARRATOR)) == ""
    application = replace(FORM, kind=FormKind.TARGETS)
    assert refusal(process(application, rulebook, NARRATOR)).startswith("不能生成报送版：这是绩效目标申报表")


def test_a_final_copy_is_refused_or_made() -> None:
    template, rulebook = compile_template(DATA), load("cn", 2024)
    with pytest.raises(NotReady, match=r"^不能生成报送版："):
        final_bytes(FORM, rulebook, NARRATOR, template)
    assert final_bytes(READY, rulebook, NARRATOR, template).startswith(b"PK")


# ---------------------------------------------------------------- a batch


def test_a_plan() -> None:
    forms = [replace(FORM, name=name) for name in ("甲", "乙", "甲")]
    assert [(task.n, task.form.name, task.name) for task in plan(forms, ".xlsm", "项目")] == [
        (1, "甲", "甲.xlsm"),
        (2, "乙", "乙.xlsm"),
        (3, "甲", "甲（2）.xlsm"),
    ]
    assert [task.name for task in planned(iter(forms), 100, ".xlsx")] == [
        "001-甲.xlsx",
        "002-乙.xlsx",
        "003-甲.xlsx",
    ]


def test_a_dry_run_touches_nothing(tmp_path: Path) -> None:
    journal.begin(tmp_path, journal.made_with(job(tmp_path)), resume=False)
    journal.note(tmp_path, [("01-甲.xlsx", "x")])
    left = tmp_path / f".02-乙.xlsx.{2**22 + 12345}.part"
    left.write_bytes(b"")
    with watching() as files:
        (outcome,) = run(plan([FORM]), job(tmp_path, dry_run=True, resume=True))
    assert (outcome.total, outcome.digest, outcome.skipped, outcome.fault) == (Decimal("90.5"), "", False, "")
    assert files == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([journal.NAME, left.name])


def test_a_batch_that_is_done_leaves_its_workbooks_only(tmp_path: Path) -> None:
    left = tmp_path / f".09-别.xlsx.{2**22 + 12345}.part"
    left.write_bytes(b"")
    with watching() as files:
        list(run(plan([FORM, replace(FORM, name="乙")]), job(tmp_path)))
    assert files == [tmp_path / "01-甲.xlsx", tmp_path / "02-乙.xlsx"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["01-甲.xlsx", "02-乙.xlsx"]


def test_a_batch_with_a_fault_keeps_its_journal(tmp_path: Path) -> None:
    (tmp_path / "02-乙.xlsx").write_bytes(b"own")
    outcomes = list(run(plan([FORM, replace(FORM, name="乙")]), job(tmp_path)))
    assert [each.fault for each in outcomes] == [
        "",
        "02-乙.xlsx 已存在，未覆盖。确认要重写请加 --force（原文件另存为 .bak）。",
    ]
    assert outcomes[1].total == Decimal("90.5")
    assert journal.written(tmp_path) == {"01-甲.xlsx"}
    (tmp_path / "01-甲.xlsx").write_bytes(b"the clerk's")
    again = list(run(plan([FORM, replace(FORM, name="乙")]), job(tmp_path, resume=True, force=True)))
    assert [(each.skipped, each.digest != "") for each in again] == [(True, False), (False, True)]
    assert (tmp_path / "01-甲.xlsx").read_bytes() == b"the clerk's"
    assert not (tmp_path / journal.NAME).exists()


def test_without_resume_the_journal_of_an_earlier_run_says_nothing(tmp_path: Path) -> None:
    journal.note(tmp_path, [("01-甲.xlsx", "x")])
    (outcome,) = run(plan([FORM]), job(tmp_path))
    assert not outcome.skipped


def test_resuming_writes_what_the_journal_names_and_nobody_finds(tmp_path: Path) -> None:
    journal.begin(tmp_path, journal.made_with(job(tmp_path)), resume=False)
    journal.note(tmp_path, [("01-甲.xlsx", "x")])
    (outcome,) = run(plan([FORM]), job(tmp_path, resume=True))
    assert not outcome.skipped
    assert (tmp_path / "01-甲.xlsx").exists()


def test_resuming_leaves_the_very_same_workbook(tmp_path: Path) -> None:
    list(run(plan([FORM]), job(tmp_path)))
    (again,) = run(plan([FORM]), job(tmp_path, resume=True))
    assert replace(again, digest="") == Outcome(1, "甲", "01-甲.xlsx", skipped=True)
    assert again.digest == hashlib.sha256((tmp_path / "01-甲.xlsx").read_bytes()).hexdigest()
    (other,) = run(plan([replace(FORM, unit="某局")]), job(tmp_path, resume=True))
    assert not other.skipped
    assert other.fault.startswith("01-甲.xlsx 已存在")


def test_a_workbook_that_could_not_be_placed_has_its_fault_and_no_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        if "乙" in path.name:
            raise OSError(28, "full")

    monkeypatch.setattr("zipingbiao.batch.durable_chunk._to_disk", full)
    one, other = run(plan([FORM, replace(FORM, name="乙")]), job(tmp_path))
    assert (one.fault, one.digest != "") == ("", True)
    assert (other.fault, other.digest) == ("02-乙.xlsx 未能写入：磁盘已满，请清理空间后重试。", "")
    assert journal.written(tmp_path) == {"01-甲.xlsx"}


def test_a_form_the_program_fails_on_costs_itself_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path / "home"))
    whole = fill.process

    def fails(form: Form, *rest: Any, **more: Any) -> Any:
        if form.name == "甲":
            raise KeyError("x")
        return whole(form, *rest, **more)

    monkeypatch.setattr(fill, "process", fails)
    out = tmp_path / "out"
    out.mkdir()
    one, other = run(plan([FORM, replace(FORM, name="乙")]), job(out))
    assert (one.n, one.project, one.file, one.total) == (1, "甲", "01-甲.xlsx", None)
    assert one.fault.startswith("处理这个文件时程序内部出错，其他文件不受影响。")
    assert other.fault == ""


def test_an_office_writes_its_own_sentences(tmp_path: Path) -> None:
    own = tmp_path / "本局"
    own.mkdir()
    (own / "fact-missed.j2").write_text("本局核实未完成。", "utf-8")
    (outcome,) = run(plan([FORM]), job(tmp_path, templates=(own,)))
    note = read_input(tmp_path / outcome.file).forms[0].indicators[0].note
    assert note.startswith("本局核实未完成。")


def test_a_rulebook_that_cannot_be_had_is_that_projects_fault(tmp_path: Path) -> None:
    one, other = run(plan([replace(FORM, rulebook="无此规则"), replace(FORM, name="乙")]), job(tmp_path))
    assert (one.n, one.project, one.file) == (1, "甲", "01-甲.xlsx")
    assert one.fault.startswith("规则：")
    assert other.fault == ""


def test_a_final_batch_refuses_what_is_not_ready(tmp_path: Path) -> None:
    (outcome,) = run(plan([FORM]), job(tmp_path, mode=Mode.FINAL))
    assert outcome.fault.startswith("不能生成报送版：")
    assert (outcome.total, outcome.digest) == (Decimal("90.5"), "")
    assert not (tmp_path / "01-甲.xlsx").exists()


class Now(Executor):
    """Does the work at once; `breaks`: from which chunk on its workers die, `refuses`: it takes no more."""

    def __init__(self, breaks: int = 99, refuses: int = 99) -> None:
        self.breaks, self.refuses, self.taken = breaks, refuses, 0

    def submit(self, fn: Any, /, *args: Any, **_: Any) -> Future[Any]:
        self.taken += 1
        if self.taken >= self.refuses:
            raise BrokenExecutor("refused")
        future: Future[Any] = Future()
        if self.taken >= self.breaks:
            future.set_exception(BrokenExecutor("died"))
        else:
            future.set_result(fn(*args))
        return future


@pytest.mark.parametrize("how", [{"breaks": 2}, {"refuses": 2}])
def test_chunks_whose_workers_died_are_told_project_by_project(how: dict[str, int], tmp_path: Path) -> None:
    forms = [replace(FORM, name=name) for name in "甲乙丙丁戊"]
    outcomes = list(run_on(Now(**how), plan(forms), job(tmp_path, portion=2)))
    lost = "工作进程意外中断（可能内存不足），这个项目没有写入或没有确认。"
    assert [(each.n, each.project, each.fault) for each in outcomes] == [
        (1, "甲", ""),
        (2, "乙", ""),
        (3, "丙", lost),
        (4, "丁", lost),
        (5, "戊", lost),
    ]
    assert outcomes[2].file == "03-丙.xlsx"
    assert journal.written(tmp_path) == {"01-甲.xlsx", "02-乙.xlsx"}


def test_chunks_come_in_order_and_not_too_many_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_AHEAD", 2)
    executor, taken = Now(), []
    for outcome in run_on(
        executor, plan([replace(FORM, name=name) for name in "甲乙丙丁"]), job(tmp_path, portion=1)
    ):
        taken.append((outcome.project, executor.taken))
    assert taken == [("甲", 2), ("乙", 3), ("丙", 4), ("丁", 4)]


#: A number that no process has.
DEAD = 2**22 + 12345


def test_what_killed_runs_left_of_these_projects_is_taken_away(tmp_path: Path) -> None:
    others = tmp_path / f".99-别的.xlsx.{DEAD}.part"
    for path in (tmp_path / f".01-甲.xlsx.{DEAD}.part", tmp_path / f".02-乙.xlsx.{DEAD}.part", others):
        path.write_bytes(b"PK")
    outcomes = run_on(Now(), plan([replace(FORM, name=name) for name in "甲乙"]), job(tmp_path, portion=1))
    assert not any(each.fault for each in outcomes)
    assert sorted(path.name for path in tmp_path.iterdir()) == [others.name, "01-甲.xlsx", "02-乙.xlsx"]


class Leaving(Now):
    """From the second chunk on its workers die, each in the middle of a workbook."""

    def __init__(self, folder: Path) -> None:
        super().__init__(breaks=2)
        self.folder = folder

    def submit(self, fn: Any, /, *args: Any, **how: Any) -> Future[Any]:
        if self.taken:
            (self.folder / f".{args[0][0].name}.{DEAD}.part").write_bytes(b"PK")
        return super().submit(fn, *args, **how)


def test_what_every_dead_worker_left_is_taken_away(tmp_path: Path) -> None:
    tasks = plan([replace(FORM, name=name) for name in "甲乙丙丁"])
    outcomes = list(run_on(Leaving(tmp_path), tasks, job(tmp_path, portion=1)))
    assert [bool(each.fault) for each in outcomes] == [False, True, True, True]
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


class Waiting(Executor):
    """Does the first chunks at once, then one whose program fails; what comes later waits for a worker."""

    def __init__(self, does: int) -> None:
        self.does, self.promises = does, list[Future[Any]]()

    def submit(self, fn: Any, /, *args: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if len(self.promises) < self.does:
            future.set_result(fn(*args))
        elif len(self.promises) == self.does:
            future.set_exception(MemoryError())
        self.promises.append(future)
        return future


def test_of_a_batch_broken_off_the_journal_knows_what_was_placed_and_the_rest_is_not_begun(
    tmp_path: Path,
) -> None:
    executor, heard = Waiting(3), list[str]()
    tasks = plan([replace(FORM, name=name) for name in "甲乙丙丁戊己"])
    outcomes = run_on(
        executor,
        tasks,
        job(tmp_path, portion=1),
        heard=lambda some: heard.extend(each.project for each in some),
    )
    assert next(outcomes).project == "甲"
    outcomes.close()  # type: ignore[attr-defined]
    assert journal.written(tmp_path) == {"01-甲.xlsx", "02-乙.xlsx", "03-丙.xlsx"}
    assert set(heard) == {"甲", "乙", "丙"}
    assert [future.cancelled() for future in executor.promises] == [False] * 4 + [True] * 2


# ---------------------------------------------------------------- scoring that fails on one form


class Unfit(ForPeople):
    pass


def find_or_fail(form: Form) -> Any:
    if form.name == "坏":
        raise KeyError("x")
    if form.name == "错":
        raise Unfit("没有这个规则。")
    return load("cn", 2024)


def test_forms_that_cannot_be_scored_are_faults_of_their_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path))
    good, bad = replace(FORM, file="一"), replace(FORM, name="坏", file="二")
    old = InputFault("零", "旧")
    inputs, scored = scored_inputs(Inputs((good, bad, good), (old,)), find_or_fail)
    assert [each.form for each in scored] == [good, good]
    assert inputs.forms == (good, good)
    assert inputs.faults[0] == old
    (new,) = inputs.faults[1:]
    assert (new.file, new.whole) == ("二", False)
    assert new.message.startswith("项目“坏”没有计分：处理这个文件时程序内部出错")
    alone, none = scored_inputs(Inputs((bad,), ()), find_or_fail)
    assert (none, alone.forms, [each.whole for each in alone.faults]) == ([], (), [True])
    same = Inputs((good,), (old,))
    assert scored_inputs(same, find_or_fail)[0] is same
    nameless = replace(bad, name="", id="7")
    assert "项目“7”没有计分" in str(scored_or_told(nameless, lambda _: 1 / 0))  # type: ignore[arg-type,return-value]
    with pytest.raises(Unfit):
        scored_or_told(replace(FORM, name="错"), find_or_fail)


def test_every_file_keeps_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZIPINGBIAO_HOME", str(tmp_path))
    bad = replace(FORM, name="坏")
    entries = tuple(
        ReadEntry(Path(name), name, Inputs(forms, ()), True)
        for name, forms in (("一", (FORM, bad)), ("二", (FORM,)))
    )
    skipped = (InputFault("三", "备份"),)
    reading, scored = scored_reading(Reading(entries, (), skipped), find_or_fail)
    assert len(scored) == 2
    assert [(each.shown, len(each.inputs.forms), len(each.inputs.faults)) for each in reading.entries] == [
        ("一", 1, 1),
        ("二", 1, 0),
    ]
    assert reading.skipped == skipped
    assert Task(1, FORM, "x").name == "x"
