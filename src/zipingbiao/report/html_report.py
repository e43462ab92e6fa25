"""The HTML report: one file that needs nothing else, to be looked at offline and printed.

Every text goes through autoescape, or into a JSON block whose `<`, `>` and `&` are escaped; a content security policy
lets nothing run but the one script of the page, told by its hash, and nothing be fetched.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from zipingbiao import __version__
from zipingbiao.checks.labels import GROUPS, SEVERITIES, STATUSES, WAIVED, next_step
from zipingbiao.report.bins import bins
from zipingbiao.report.page import page_of
from zipingbiao.report.pivots import department_of
from zipingbiao.report.subject import Review
from zipingbiao.report.svg import Point, distribution, scatter
from zipingbiao.report.tally import Tally, most_frequent, tallies
from zipingbiao.report.workbook_report import outcome, overview
from zipingbiao.resources import templates_path

_FREQUENT = 12
#: From so many forms on the pages of the projects lie folded until they are asked for.
_MANY = 60
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def report_html(review: Review, bundle: str) -> str:
    """The page; the same review gives the same page."""
    folder = templates_path() / "report"
    environment = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = look() + (folder / "report.css").read_text("utf-8")
    script = (folder / "report.js").read_text("utf-8")
    results = tallies(review)
    return environment.get_template("report.html.j2").render(
        version=__version__,
        policy=policy(script),
        style=Markup(style),
        script=Markup(script),
        data=embedded(_data(review, results)),
        title="自评表审核报告",
        overview=list(overview(review, results, bundle)),
        distribution=distribution(bins(review.totals)),
        scatter=scatter(_points(review)),
        frequent=_frequent(results),
        rules=[_rule(tally) for tally in results],
        pages=[page_of(each) for each in review.forms],
        folded=len(review.forms) > _MANY,
        severities={severity.value: name for severity, name in SEVERITIES.items()},
        groups={group.value: name for group, name in GROUPS.items()},
        waived=WAIVED,
        next_step=next_step,
    )


def look() -> str:
    """The style that the report and 自评表.html share."""
    return (templates_path() / "report" / "look.css").read_text("utf-8")


def policy(script: str) -> str:
    """The content security policy: nothing from outside, no script but this one."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def embedded(data: object) -> Markup:
    """JSON that may stand inside a script element: no `<` that could end it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return Markup(text)


def _data(review: Review, results: tuple[Tally, ...]) -> dict[str, Any]:
    """What the page's filters work on: projects, rules and findings, words looked up by their codes."""
    return {
        "projects": [
            {
                "n": each.n,
                "name": each.name,
                "department": department_of(each.form.department),
                "unit": each.form.unit.strip() or "（未填）",
            }
            for each in review.forms
        ],
        "rules": {tally.info.code: tally.info.title for tally in results},
        "severities": {severity.value: name for severity, name in SEVERITIES.items()},
        "groups": {group.value: name for group, name in GROUPS.items()},
        "findings": [
            {
                "p": each.n,
                "i": i,
                "code": finding.code,
                "severity": finding.severity.value,
                "group": finding.group.value,
                "cell": finding.cell or "",
                "message": finding.message,
                "found": finding.found,
                "expected": finding.expected,
                "advice": next_step(finding),
                "waived": finding.waiver is not None,
            }
            for each in review.forms
            for i, finding in enumerate(each.checked.findings, 1)
        ],
    }


def _points(review: Review) -> list[Point]:
    points = []
    for each in review.forms:
        rate, total = each.scored.execution.rate, each.scored.total
        if rate is not None and total is not None and not each.left_out:
            label = f"{each.name}：执行率 {rate}%，总分 {total}"
            points.append(Point(rate, total, label, f"#p{each.n}"))
    return points


def _frequent(results: tuple[Tally, ...]) -> list[Mapping[str, Any]]:
    """The most frequent findings with the length of their bar in percent of the longest."""
    chosen = most_frequent(results, _FREQUENT)
    longest = max((tally.findings for tally in chosen), default=1)
    return [
        {
            "code": tally.info.code,
            "title": tally.info.title,
            "severity": tally.severity.value,
            "findings": tally.findings,
            "forms": tally.forms,
            "share": tally.findings * 100 // longest,
        }
        for tally in chosen
    ]


def _rule(tally: Tally) -> Mapping[str, Any]:
    return {
        "code": tally.info.code,
        "title": tally.info.title,
        "statement": tally.info.statement,
        "source": tally.info.source,
        "severity": tally.info.severity.value,
        "outcome": outcome(tally),
        "counts": [
            (STATUSES[status], tally.statuses[status]) for status in STATUSES if status in tally.statuses
        ],
        "why": tally.why,
    }
