"""A batch that is gone on with is the same batch; one folder has one writer; what was written says by which version."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from zipingbiao import __version__
from zipingbiao.batch import bulk, journal
from zipingbiao.batch.bulk import Job, plan, run, write_chunk
from zipingbiao.batch.files import WriteFault
from zipingbiao.edits.apply import apply_edits
from zipingbiao.edits.snapshot import Edit, EditKind
from zipingbiao.form.model import Form
from zipingbiao.package.gate import package_of
from zipingbiao.resources import TEMPLATE, workbook_path
from zipingbiao.rulebook.load import load
from zipingbiao.workbook.write.writer import Mode

FORMS = [Form(id=name, name=name) for name in ("甲", "乙", "丙")]


def job(out: Path) -> Job:
    data = workbook_path(TEMPLATE).read_bytes()
    return Job(out, data, None, "cn", (), Mode.FORMULAS, portion=1)


def begun(folder: Path, given: Job) -> None:
    """A run that was stopped after its first workbook."""
    folder.mkdir(exist_ok=True)
    outcomes = run(plan(FORMS), given)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert journal.written(folder) == {"01-甲.xlsx"}


def other_template(given: Job, folder: Path) -> Job:
    edit = Edit(EditKind.VALUE, "自评表", "A1", None, "本市的自评表")
    return replace(given, template=apply_edits(package_of(given.template, "模板"), [edit]))


def other_rulebook_file(given: Job, folder: Path) -> Job:
    """An office's own rules, changed without a new version."""
    return replace(given, rulebook=str(folder / "own.toml"))


def own_rules(folder: Path, remark: str) -> None:
    text = f'# {remark}\n[book]\nname = "own"\ntitle = "本局"\nversion = "1"\nextends = "cn"\n'
    (folder / "own.toml").write_text(text, "utf-8")


def own_templates(given: Job, folder: Path) -> Job:
    (folder / "own").mkdir()
    (folder / "own" / "summary.j2").write_text("{{ name }}", "utf-8")
    return replace(given, templates=(folder / "own",))


CHANGES: dict[str, tuple[Callable[[Job, Path], Job], str]] = {
    "rulebook": (lambda given, _: replace(given, rulebook="cn-hubei"), "评分规则"),
    "the user's default rulebook": (lambda given, _: replace(given, default_rulebook="cn-hubei"), "评分规则"),
    "template": (other_template, "模板"),
    "narrative": (own_templates, "说明模板"),
    "mode": (lambda given, _: replace(given, mode=Mode.VALUES), "写法"),
    "format": (lambda given, _: replace(given, extension=".xlsm"), "文件格式"),
}


@pytest.mark.parametrize("named", CHANGES)
def test_a_batch_goes_on_only_as_what_it_was(tmp_path: Path, named: str) -> None:
    change, said = CHANGES[named]
    out = tmp_path / "out"
    begun(out, job(out))
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    with pytest.raises(WriteFault, match=f"不能接着上次：{said}"):
        list(run(plan(FORMS), replace(change(job(out), tmp_path), resume=True)))
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    outcomes = list(run(plan(FORMS), replace(job(out), resume=True)))
    assert [each.skipped for each in outcomes] == [True, False, False]


def test_a_rulebook_that_was_chosen_is_not_the_default_of_the_same_name(tmp_path: Path) -> None:
    """A form says its own place where nobody chose; where somebody chose, it does not."""
    version = load("cn").version
    by_default, chosen = job(tmp_path), replace(job(tmp_path), rulebook="cn", default_rulebook="cn-hubei")
    assert journal.made_with(by_default)["rulebook"] == f"默认 {version}"
    assert journal.made_with(chosen)["rulebook"] == version


def test_another_version_does_not_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    begun(out, job(out))
    monkeypatch.setattr(journal, "__version__", "9.9")
    with pytest.raises(WriteFault, match=rf"程序版本（上次 {__version__}，这次 9\.9）"):
        list(run(plan(FORMS), replace(job(out), resume=True)))


def test_own_rules_are_told_by_their_content(tmp_path: Path) -> None:
    out = tmp_path / "out"
    own_rules(tmp_path, "第一稿")
    given = other_rulebook_file(job(out), tmp_path)
    begun(out, given)
    own_rules(tmp_path, "第二稿")
    with pytest.raises(WriteFault, match="评分规则"):
        list(run(plan(FORMS), replace(given, resume=True)))


def test_a_journal_that_does_not_say_is_not_gone_on_with(tmp_path: Path) -> None:
    journal.note(tmp_path, [("01-甲.xlsx", "x")])
    with pytest.raises(WriteFault, match="没有记下"):
        list(run(plan(FORMS), replace(job(tmp_path), resume=True)))


def test_without_resume_a_batch_begins_anew(tmp_path: Path) -> None:
    out = tmp_path / "out"
    begun(out, job(out))
    outcomes = list(run(plan(FORMS), replace(job(out), mode=Mode.VALUES, force=True)))
    assert not any(each.fault for each in outcomes)
    assert not (out / journal.NAME).exists()


def test_two_runs_do_not_write_into_one_folder(tmp_path: Path) -> None:
    first = run(plan(FORMS), job(tmp_path))
    next(first)
    with pytest.raises(WriteFault, match="另一次批量正在写这个文件夹"):
        next(run(plan(FORMS), job(tmp_path)))
    assert len(list(first)) == 2
    assert not (tmp_path / journal.LOCK).exists()
    assert [each.skipped for each in run(plan(FORMS), replace(job(tmp_path), resume=True))] == [True] * 3


def test_the_lock_of_a_killed_run_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / journal.LOCK).write_text(f"{socket.gethostname()} 4194304", "utf-8")
    assert len(list(run(plan(FORMS), job(tmp_path)))) == 3


@pytest.mark.parametrize(
    ("lock", "told"),
    [
        ("别的电脑 4194304", "电脑 别的电脑，进程 4194304"),
        ("PC of Li 4194304\n", "电脑 PC of Li，进程 4194304"),
        ("", "电脑 未知，进程 未知"),
    ],
)
def test_the_lock_of_another_machine_stands(tmp_path: Path, lock: str, told: str) -> None:
    (tmp_path / journal.LOCK).write_text(lock, "utf-8")
    with pytest.raises(WriteFault, match=told):
        list(run(plan(FORMS), job(tmp_path)))
    assert [path.name for path in tmp_path.iterdir()] == [journal.LOCK]


def test_a_worker_of_another_version_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = write_chunk(plan(FORMS), replace(job(tmp_path), version="9.9"))
    assert all("升级到同一版本" in each.fault for each in outcomes) and len(outcomes) == 3
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(bulk, "__version__", "9.9")
    assert not any(each.fault for each in write_chunk(plan(FORMS), replace(job(tmp_path), version="9.9")))


@pytest.mark.parametrize("mode", Mode)
def test_the_version_stands_in_every_workbook(tmp_path: Path, mode: Mode) -> None:
    from zipingbiao.scoring.score import score_form
    from zipingbiao.workbook.write.writer import FilledForm, compile_template

    template = compile_template(workbook_path(TEMPLATE).read_bytes())
    data = template.render(FilledForm(FORMS[0], score_form(FORMS[0], load())), mode)
    said = package_of(data, "a.xlsx").read("docProps/core.xml").decode()
    assert said.count(f"<cp:version>{__version__}</cp:version>") == 1
