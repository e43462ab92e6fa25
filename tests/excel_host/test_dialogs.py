"""Excel's own dialogs: prompts no longer than Excel takes, and nothing of a long list left out."""

from __future__ import annotations

import pytest

from excel_host.engine import PROMPT, open_book
from zipingbiao.hosts.buttons.host import Cancelled
from zipingbiao.hosts.excel.dialogs import ExcelDialogs, pages_of
from zipingbiao.resources import TEMPLATE, workbook_path

NAMES = [f"第{n}号项目：{'信息系统运行维护' * 5}" for n in range(1, 61)]


@pytest.fixture
def dialogs() -> ExcelDialogs:
    return ExcelDialogs(open_book(workbook_path(TEMPLATE)).app)


def answered(dialogs: ExcelDialogs, *answers: object) -> list[str]:
    """Lets a person type these; the prompts that were shown."""
    api = dialogs._app.api
    api.answers[:], api.prompts[:] = list(answers), []
    return api.prompts  # type: ignore[no-any-return]


def test_sixty_projects_are_all_shown_on_pages_that_excel_takes() -> None:
    pages = list(pages_of([f"{n} {name[:30]}" for n, name in enumerate(NAMES, 1)]))
    assert all(len(page) <= PROMPT for page in pages)
    shown = "\n".join(pages).splitlines()
    assert [line.split()[0] for line in shown if line[:1].isdecimal()] == [str(n) for n in range(1, 61)]
    assert f"（1/{len(pages)}）" in pages[0]


@pytest.mark.parametrize("name", ["𠮷" * 300, "短", "", "a" * 1000])
def test_no_name_makes_a_prompt_too_long(name: str, dialogs: ExcelDialogs) -> None:
    prompts = answered(dialogs, "", "", 1.0)
    assert dialogs.choose("选择项目", [name] * 40) == 0
    assert all(len(prompt.encode("utf-16-le")) // 2 <= PROMPT for prompt in prompts)


@pytest.mark.parametrize(
    ("answers", "chosen"),
    [
        ((60.0,), 59),
        (("60",), 59),
        (("", "", 7.0), 6),
        (("第42号",), 41),
        (("第4", "第43号"), 42),
        (("没有这个", 3.0), 2),
        ((61.0, "0", 1.0), 0),
    ],
)
def test_a_project_is_chosen_by_number_or_by_name(
    answers: tuple[object, ...], chosen: int, dialogs: ExcelDialogs
) -> None:
    prompts = answered(dialogs, *answers)
    assert dialogs.choose("选择项目", NAMES) == chosen
    assert len(prompts) == len(answers)


def test_what_was_looked_for_narrows_the_list(dialogs: ExcelDialogs) -> None:
    prompts = answered(dialogs, "第4", "没有的", False)
    with pytest.raises(Cancelled):
        dialogs.choose("选择项目", NAMES)
    assert prompts[1].startswith("4 第4号项目") and "\n40 第40号项目" in prompts[1]
    assert prompts[2].startswith("没有“没有的”。\n1 第1号项目")


def test_a_long_text_is_shown_to_its_end(dialogs: ExcelDialogs) -> None:
    app = dialogs._app.impl
    dialogs.show("规则", "\n".join(f"第{n}条" for n in range(1, 66)))
    assert len(app.alerts) == 3
    assert "第65条" in app.alerts[-1] and "下一页" not in app.alerts[-1]
    app.alerts.clear()
    app.replies[:] = ["cancel"]
    dialogs.show("规则", "\n".join(f"第{n}条" for n in range(1, 66)))
    assert len(app.alerts) == 1


def test_a_short_text_is_one_box(dialogs: ExcelDialogs) -> None:
    dialogs.show("关于", "一行")
    assert dialogs._app.impl.alerts == ["一行"]
