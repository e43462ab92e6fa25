"""`check --mark` and `check --unmark`: the findings shown in the closed workbooks themselves, and taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zipingbiao.batch.folder import Entry, read_each
from zipingbiao.batch.inputs import read_input, together
from zipingbiao.checks.finding import Checked, Finding
from zipingbiao.hosts.cli import shared


def mark_files(read: Sequence[Entry], checked: Sequence[Checked]) -> int:
    """Mark each file with the findings on its forms, those against other files included; the worst exit code."""
    from zipingbiao.commands.closed_marks import Changed, mark_package
    from zipingbiao.hosts.cli.write_back import rewrite_all
    from zipingbiao.package.gate import Package

    first = 0
    wanted = []
    for each in read:
        mine = checked[first : first + len(each.inputs.forms)]
        first += len(each.inputs.forms)
        if not each.inputs.forms:
            continue  # reading has told why
        findings: tuple[Finding, ...] = tuple(finding for one in mine for finding in one.findings)

        def change(package: Package, findings: tuple[Finding, ...] = findings) -> Changed:
            return mark_package(package, findings)

        wanted.append((each.path, change))
    return rewrite_all(wanted)


def unmark_files(files: Sequence[Path], *, as_data: bool) -> int:
    """Take the marks out of each file; the worst exit code."""
    from zipingbiao.commands.closed_marks import unmark_package
    from zipingbiao.hosts.cli.write_back import rewrite_all

    missing = together(read_input(path) for path in files if not path.exists())
    if as_data:
        shared.print_data({"forms": [], "errors": shared.errors_data(missing.faults)})
    else:
        shared.report_faults(missing)
    below = [
        each.path
        for each in read_each([path for path in files if path.is_dir()]).entries
        if each.inputs.forms
    ]
    named = [path for path in files if not path.is_dir()]
    code = rewrite_all([(path, unmark_package) for path in (*named, *below)])
    return max(code, shared.exit_code(missing))
