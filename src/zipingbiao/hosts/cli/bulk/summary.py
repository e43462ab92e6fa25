"""What a batch came to: one line a project, or the projects to look at where there are too many to list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import click

from zipingbiao.batch.bulk import Job, Outcome
from zipingbiao.hosts.cli import shared
from zipingbiao.workbook.write.writer import Mode

#: More lines than this nobody reads on a screen.
_LISTED = 200


@dataclass(slots=True)
class Summary:
    """Counts of a batch, and the lines of the table. `count`: projects expected, however many there are.

    `modes`: how many of the `kept` ones are the same, only written in another mode.
    """

    job: Job
    count: int
    seen: int = 0
    written: int = 0
    failed: int = 0
    kept: int = 0
    modes: Counter[Mode] = field(default_factory=Counter)
    gaps: int = 0
    left_out: int = 0
    _rows: list[Outcome] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        self.seen += 1
        self.written += not outcome.fault and not outcome.skipped
        self.failed += bool(outcome.fault)
        self.kept += outcome.kept
        if outcome.kept_as is not None:
            self.modes[outcome.kept_as] += 1
        self.gaps += outcome.gaps
        worth_it = self.count <= _LISTED or outcome.fault or outcome.errors or outcome.remarks
        if worth_it and len(self._rows) < _LISTED:
            self._rows.append(outcome)
        else:
            self.left_out += 1

    def show(self) -> None:
        """The table, then what was written and what was not."""
        if self._rows:
            shared.print_table("", _HEADINGS, [_row(each, self.job) for each in self._rows])
        if self.left_out:
            click.echo(
                f"上面只列出未写入和有错误的项目（最多 {_LISTED} 个），其余 {self.left_out} 个没有列出；全部结果请加 --json。"
            )
        verb = "将写入" if self.job.dry_run else "写入"
        told = f"；{self.failed} 个项目{'不会' if self.job.dry_run else '未'}写入：" if self.failed else "。"
        click.echo(f"{verb} {self.written} 本自评表，文件夹 {self.job.out}{told}")
        for each in self._rows:
            if each.fault:
                click.echo(f"  {each.n} {each.project}：{each.fault}")
        if self.failed and not self.job.dry_run:
            click.echo(self._next_step())
        for each in self._rows:
            for remark in each.remarks:
                click.echo(f"注意 {each.n} {each.project}：{remark}")
        if self.gaps:
            click.echo(f"有 {self.gaps} 处【请填写】等单位补充：在工作簿里直接改写。")

    def _next_step(self) -> str:
        """What to do about those not written; --resume again helps only where something can be put right."""
        if self.kept < self.failed:
            return "处理后加 --resume 再运行一次，只写剩下的。" + (self._about_kept() if self.kept else "")
        return self._about_kept()

    def _about_kept(self) -> str:
        told = [
            f"有 {count} 本文件夹里已有，内容与台账相同，只是写法不同（已有的是{_MODES[mode]}，这次要写{_MODES[self.job.mode]}），没有覆盖："
            "要换成这次的写法，加 --force 再运行（原文件另存备份）；不换的，用上次的选项。"
            for mode, count in sorted(self.modes.items(), key=lambda each: each[0].value)
        ]
        others = self.kept - self.modes.total()
        if others:
            told.append(
                f"有 {others} 本文件夹里已有，内容与现在的台账不同，没有覆盖：确认以台账为准的，加 --force 再运行（原文件另存备份）；"
                "工作簿里改过的，先用 zipingbiao update 收回台账，或换一个文件夹。"
            )
        return "".join(told)


_MODES = {Mode.FORMULAS: "公式", Mode.VALUES: "数值", Mode.FINAL: "报送版"}
_HEADINGS = [
    ("序号", "right"),
    ("项目", "left"),
    ("执行率", "right"),
    ("总分", "right"),
    ("等级", "center"),
    ("错误/警告/提示", "center"),
    ("待填", "right"),
    ("结果", "left"),
]


def _row(each: Outcome, job: Job) -> tuple[str, ...]:
    return (
        str(each.n),
        each.project,
        "" if each.rate is None else f"{shared.shown(each.rate)}%",
        "" if each.skipped else shared.shown(each.total),
        each.grade or "",
        "" if each.skipped else f"{each.errors}/{each.warnings}/{each.hints}",
        "" if each.skipped else str(each.gaps),
        each.fault
        or (
            "已有，不重写"
            if each.skipped and job.dry_run
            else "已有，未重写"
            if each.skipped
            else "将写入"
            if job.dry_run
            else "已写入"
        ),
    )
