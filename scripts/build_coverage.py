"""Branch coverage of form, scoring and checks under the everyday tests, written into docs/测试覆盖.md.

Fails below the goal, so that it can stand in front of a release.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "测试覆盖.md"
PACKAGES = ("form", "scoring", "checks")
GOAL = 95.0


def measured() -> dict[str, dict[str, int]]:
    """Package → statements and branches, all and covered."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        sources = [f"--cov=zipingbiao.{package}" for package in PACKAGES]
        shared = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
        command = ["-m", "pytest", *shared, *sources, "--cov-branch", f"--cov-report=json:{report}"]
        done = subprocess.run([sys.executable, *command], cwd=ROOT, check=False)
        if done.returncode:
            sys.exit("测试没有全部通过，没有写覆盖率。")
        files = json.loads(report.read_text("utf-8"))["files"]
    keys = ("num_statements", "covered_lines", "num_branches", "covered_branches")
    return {
        package: {
            key: sum(each["summary"][key] for name, each in files.items() if f"zipingbiao/{package}/" in name)
            for key in keys
        }
        for package in PACKAGES
    }


def share(counts: dict[str, int]) -> float:
    """Covered statements and branches in percent of all."""
    covered = counts["covered_lines"] + counts["covered_branches"]
    return 100 * covered / (counts["num_statements"] + counts["num_branches"])


def main() -> None:
    found = measured()
    found["合计"] = {key: sum(each[key] for each in found.values()) for key in found["form"]}
    lines = ["# 测试覆盖", "", "由 `make coverage` 写出：日常测试下语句与分支的覆盖。", ""]
    lines += ["| 部分 | 语句 | 分支 | 覆盖 |", "|---|---:|---:|---:|"]
    lines += [
        f"| {name} | {each['num_statements']} | {each['num_branches']} | {share(each):.1f} % |"
        for name, each in found.items()
    ]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines[4:]))
    if share(found["合计"]) < GOAL:
        sys.exit(f"低于目标 {GOAL:.0f} %。")


if __name__ == "__main__":
    main()
