"""What `catalogue.toml` says of each rule, and what the rulebook at hand makes of it: its numbers, its severity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from zipingbiao.checks.finding import Group, Severity
from zipingbiao.checks.labels import GROUPS, SEVERITIES
from zipingbiao.form.coverage import KIND_NAMES, FormKind
from zipingbiao.rulebook.load import DEFAULT as GENERAL
from zipingbiao.rulebook.load import load
from zipingbiao.rulebook.rulebook import STATUS_LABELS, Parameter, Rulebook, RuleStatus
from zipingbiao.rulebook.schema import rule_entries
from zipingbiao.rulebook.slots import filled, shown, slots_of

#: Bundle of a bureau's own look at the forms: `default` and more. `review` is its older name.
DEFAULT, FINANCE = "default", "finance"
BUNDLES: Mapping[str, str] = {DEFAULT: DEFAULT, FINANCE: FINANCE, "review": FINANCE}
_GRAVEST_FIRST = tuple(Severity)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OTHER_FIGURES = "；其中的数所用的规则另有规定，见下"


class Scope(StrEnum):
    """What a rule looks at."""

    ROW = "row"  # one row alone; PERF_CHECK asks it too
    FORM = "form"
    SET = "set"  # several forms side by side
    AGAINST = "against"  # a form beside what was approved for it
    WAIVER = "waiver"  # the waivers themselves


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One rule as a rulebook has it.

    `severity` is the gravest the rule can give, `usual` what the catalogue says where the place sets nothing else.
    `blocks_final`: its gravest findings keep a form from becoming a 报送版. `quote`: the words it rests on. `figures`:
    the rulebook's values that stand in its texts, each with a source of its own.
    """

    code: str
    slug: str
    title: str
    severity: Severity
    usual: Severity
    group: Group
    bundle: str
    scope: Scope
    statement: str
    advice: str
    source: str
    status: RuleStatus
    quote: str
    blocks_final: bool
    figures: tuple[Parameter, ...] = ()

    def graded(self, severity: Severity | None) -> Severity:
        """The severity of one finding. A rule that calls a case milder than its gravest stays milder, never graver."""
        if severity is None or severity is self.usual:
            return self.severity
        return max(severity, self.severity, key=_GRAVEST_FIRST.index)

    def blocks(self, severity: Severity) -> bool:
        """Whether a finding of that severity stops the 报送版; a milder case than the gravest never does."""
        return self.blocks_final and severity is self.severity

    def text(self) -> str:
        """Everything there is to say about the rule, as Chinese lines."""
        bundle = "填报单位自查" if self.bundle == DEFAULT else "财政复核"
        lines = [
            f"{self.code} {self.title}（{self.slug}）",
            f"级别：{SEVERITIES[self.severity]}　处理：{GROUPS[self.group]}　范围：{bundle}",
            *(("报送版：这个问题没有处理（改好或豁免）以前，不能生成报送版。",) if self.blocks_final else ()),
            f"规则：{self.statement}",
            f"怎么办：{self.advice}",
            f"依据：{self.source}（{STATUS_LABELS[self.status]}）",
            *((f"原文：“{self.quote}”",) if self.quote else ()),
            *(_figure_words(figure) for figure in self.figures),
            *(f"{why}。" for kind in FormKind if (why := unfit(self.code, kind))),
        ]
        return "\n".join(lines)

    def as_data(self) -> dict[str, object]:
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
            "status": self.status.value,
            "quote": self.quote,
            "blocks_final": self.blocks_final,
            "figures": [
                {
                    "id": each.id,
                    "label": each.label,
                    "value": shown(each),
                    "source": str(each.source),
                    "quote": each.source.quote,
                    "status": each.status.value,
                }
                for each in self.figures
            ],
        }


def _figure_words(figure: Parameter) -> str:
    """`其中“须说明的执行率”90%：《…》填表说明（地方规定），原文“…”`."""
    quote = f"，原文“{figure.source.quote}”" if figure.source.quote else ""
    return (
        f"其中“{figure.label}”：{shown(figure)}，依据{figure.source}（{STATUS_LABELS[figure.status]}）{quote}"
    )


@lru_cache(maxsize=64)
def catalogue(rulebook: Rulebook) -> Mapping[str, RuleInfo]:
    """All rules by code, in order, with the rulebook's numbers in their texts and its own severities."""
    return {code: _info(code, raw, rulebook) for code, raw in sorted(rule_entries().items())}


def _info(code: str, raw: Mapping[str, str], rulebook: Rulebook) -> RuleInfo:
    usual, own = Severity(raw["severity"]), rulebook.rules.get(code)
    severity = Severity(own.severity) if own is not None and own.severity else usual
    blocks = raw.get("blocks_final", severity is Severity.ERROR)
    if own is not None and own.blocks_final is not None:
        blocks = own.blocks_final
    title, statement, advice = (filled(raw[key], rulebook) for key in ("title", "statement", "advice"))
    figures = tuple(rulebook.parameter(id) for id in dict.fromkeys(slots_of(raw["statement"])))
    source, quote = raw["source"], raw.get("quote", "")
    if own is not None:
        source, quote = str(own.source), own.source.quote
    elif _speaks_of_other_figures(quote, figures):
        source, quote = f"{source}{_OTHER_FIGURES}", ""
    return RuleInfo(
        code=code,
        slug=raw["slug"],
        title=title,
        severity=severity,
        usual=usual,
        group=Group(raw["group"]),
        bundle=raw.get("bundle", DEFAULT),
        scope=scope_of(code),
        statement=statement,
        advice=advice,
        source=source,
        status=own.status if own is not None else RuleStatus(raw["status"]),
        quote=quote,
        blocks_final=bool(blocks),
        figures=figures,
    )


def _speaks_of_other_figures(quote: str, figures: Iterable[Parameter]) -> bool:
    """Whether the words that a rule rests on hold a number of the general rules that this rulebook has set otherwise."""
    told = set(_NUMBER.findall(quote))
    for figure in figures if told else ():
        general = load(GENERAL).parameters.get(figure.id)
        if general is not None and general.value != figure.value:
            theirs, ours = (set(_NUMBER.findall(shown(each))) for each in (general, figure))
            if told & (theirs - ours):
                return True
    return False


def all_rules(rulebook: Rulebook) -> tuple[RuleInfo, ...]:
    """The catalogue in order of code, as a rulebook has it."""
    return tuple(catalogue(rulebook).values())


def explain_rule(code: str, rulebook: Rulebook) -> RuleInfo | None:
    """One rule as a rulebook has it; None for a code nobody has."""
    return catalogue(rulebook).get(code)


@lru_cache(maxsize=1)
def codes() -> tuple[str, ...]:
    """All codes, in order."""
    return tuple(sorted(rule_entries()))


@lru_cache(maxsize=1024)
def unfit(code: str, kind: FormKind) -> str:
    """Why the rule of a code does not apply to a kind of form; "" where it does."""
    why = rule_entries()[code].get("not_for", {}).get(kind.value, "")
    return f"不适用于{KIND_NAMES[kind]}：{why}" if why else ""


def scope_of(code: str) -> Scope:
    """What the rule of a code looks at."""
    return Scope(rule_entries()[code].get("scope", Scope.FORM))


def asks_for(code: str) -> str:
    """The field of a row without which the rule of a code has nothing to ask; "" for none."""
    return str(rule_entries()[code].get("asks", ""))


@lru_cache(maxsize=256)
def asks_note(code: str) -> bool:
    """Whether what the rule of a code finds is answered by a 说明, of the row or beside the money."""
    return bool(rule_entries()[code].get("asks_note", False))


@lru_cache(maxsize=16)
def rules_of(bundle: str, *scopes: Scope) -> tuple[str, ...]:
    """The codes of a bundle with one of these scopes; `finance` holds `default` and more."""
    wanted = BUNDLES[bundle]
    return tuple(
        code
        for code in codes()
        if scope_of(code) in scopes and wanted in (rule_entries()[code].get("bundle", DEFAULT), FINANCE)
    )
