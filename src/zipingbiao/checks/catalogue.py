"""What `catalogue.toml` says of each rule: title, severity, statement, advice, source, status."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from zipingbiao.checks.finding import Group, Severity

#: Bundle of a bureau's own look at the forms: `default` and more. `review` is its older name.
DEFAULT, FINANCE = "default", "finance"
BUNDLES: Mapping[str, str] = {DEFAULT: DEFAULT, FINANCE: FINANCE, "review": FINANCE}


class Scope(StrEnum):
    """What a rule looks at."""

    ROW = "row"  # one row alone; PERF_CHECK asks it too
    FORM = "form"
    SET = "set"  # several forms side by side
    WAIVER = "waiver"  # the waivers themselves


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One entry of the catalogue. `severity` is the gravest the rule can give."""

    code: str
    slug: str
    title: str
    severity: Severity
    group: Group
    bundle: str
    scope: Scope
    statement: str
    advice: str
    source: str
    status: str

    def text(self) -> str:
        """Everything there is to say about the rule, as Chinese lines."""
        severity = {"E": "错误", "W": "警告", "I": "提示"}[self.severity]
        group = {"now": "本次可改", "explain": "须说明", "next": "下年申报时改进"}[self.group]
        bundle = "填报单位自查" if self.bundle == DEFAULT else "财政复核"
        status = {
            "official": "有文件依据",
            "local": "地方规定",
            "observed": "公开表格的通行做法",
            "assumed": "本工具约定，非文件规定",
        }[self.status]
        lines = [
            f"{self.code} {self.title}（{self.slug}）",
            f"级别：{severity}　处理：{group}　范围：{bundle}",
            f"规则：{self.statement}",
            f"怎么办：{self.advice}",
            f"依据：{self.source}（{status}）",
        ]
        return "\n".join(lines)

    def as_data(self) -> dict[str, str]:
        """The same as JSON data."""
        return {
            "code": self.code,
            "slug": self.slug,
            "title": self.title,
            "severity": self.severity.value,
            "group": self.group.value,
            "bundle": self.bundle,
            "statement": self.statement,
            "advice": self.advice,
            "source": self.source,
            "status": self.status,
        }


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, RuleInfo]:
    """All entries by code, in order."""
    text = (resources.files("zipingbiao.checks") / "catalogue.toml").read_text("utf-8")
    return {code: _info(code, raw) for code, raw in sorted(tomllib.loads(text).items())}


def _info(code: str, raw: Mapping[str, str]) -> RuleInfo:
    return RuleInfo(
        code=code,
        slug=raw["slug"],
        title=raw["title"],
        severity=Severity(raw["severity"]),
        group=Group(raw["group"]),
        bundle=raw.get("bundle", DEFAULT),
        scope=Scope(raw.get("scope", Scope.FORM)),
        statement=raw["statement"],
        advice=raw["advice"],
        source=raw["source"],
        status=raw["status"],
    )


def all_rules() -> tuple[RuleInfo, ...]:
    """The catalogue in order of code."""
    return tuple(catalogue().values())


def explain_rule(code: str) -> RuleInfo | None:
    """The entry of a code; None for a code nobody has."""
    return catalogue().get(code)


@lru_cache(maxsize=16)
def rules_of(bundle: str, *scopes: Scope) -> tuple[RuleInfo, ...]:
    """The rules of a bundle with one of these scopes; `finance` holds `default` and more."""
    wanted = BUNDLES[bundle]
    mine = (info for info in all_rules() if info.scope in scopes)
    return tuple(info for info in mine if wanted in (info.bundle, FINANCE))
