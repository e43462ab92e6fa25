"""The narrator: templates, reasons and word lists of a set of directories, and the fitting of a text into its limit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from zipingbiao.deviation.rows import Kind
from zipingbiao.narrative.engine import SUFFIX, Templates
from zipingbiao.narrative.fault import NarrativeFault
from zipingbiao.narrative.lexis import Lexis, lexis_of
from zipingbiao.narrative.reasons import FILE, Reasons, load_reasons
from zipingbiao.narrative.respondents import People, people_of
from zipingbiao.narrative.statements import Said, Tells, Typed, said_of_money, said_of_row
from zipingbiao.narrative.variables import DEFAULTS, Value
from zipingbiao.settings import load_settings

#: What is left when not even the facts fit into the limit.
_LAST_RESORT = "原因：【请填写：原因】。改进措施：【请填写：措施及完成时限】。"
_BRIEFEST = 2
_REMEMBERED = 4096
_NEEDED = (
    "row.j2",
    "over.j2",
    "funds.j2",
    "fact-funds.j2",
    "summary.j2",
    *(f"fact-{kind}.j2" for kind in Kind),
)


@dataclass(frozen=True, slots=True)
class Narrator:
    """Ready to write: get one from :meth:`load` and keep it."""

    directories: tuple[Path, ...]
    templates: Templates
    reasons: Reasons
    lexis: Lexis
    people: People
    _said: dict[Typed, Said] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls, directories: tuple[Path, ...] | None = None) -> Narrator:
        """The shipped templates, overlaid by the files of `directories` (None: the office's own, by its settings).

        Loaded once; anew when a file changed. NarrativeFault names file and line of what cannot be used.
        """
        if directories is None:
            own = load_settings().templates
            directories = (own,) if own is not None else ()
        files = _files(directories)
        stamp = tuple((str(path), (stat := path.stat()).st_mtime_ns, stat.st_size) for path in files)
        known = _LOADED.get(directories)
        if known is None or known[0] != stamp:
            known = _LOADED[directories] = (stamp, _load(directories, files))
        return known[1]

    def __reduce__(self) -> tuple[Callable[..., Narrator], tuple[tuple[Path, ...]]]:
        """Compiled templates do not travel between processes; they are loaded anew."""
        return Narrator.load, (self.directories,)

    def render(self, name: str, facts: dict[str, Value]) -> str:
        """One template with the given facts; facts not given are "", False, 0."""
        return self.templates.render(name, {**DEFAULTS, **facts})

    def said(self, typed: Typed) -> Said:
        """What the unit said about a row; remembered, because the rows of one unit repeat themselves."""
        found = self._said.get(typed)
        if found is None:
            if len(self._said) >= _REMEMBERED:
                self._said.clear()
            found = self._said[typed] = said_of_row(typed, self.reasons, self.lexis)
        return found

    def said_of_money(self, note: str, facts: dict[str, Value], tells: Tells) -> Said:
        """What the unit said about the money beside its figures. `tells`: of a clause, whether it explains the adjustment."""
        fact = self.render("fact-funds.j2", facts) if note else ""
        changed = bool(facts.get("changed"))
        return said_of_money(note, fact, changed=changed, reasons=self.reasons, lexis=self.lexis, tells=tells)

    def write(self, names: tuple[str, str], facts: dict[str, Value], said: Said, limit: int) -> str:
        """Fact and explanation within `limit` characters: secondary facts go first, then trailing clauses.

        Nothing is cut inside a clause, and no gap is dropped.
        """
        current: Said | None = said
        while current is not None:
            for brief in range(_BRIEFEST + 1):
                values = {**DEFAULTS, **facts, **current.words, "brief": brief}
                values["fact"] = self.templates.render(names[0], values)
                text = self.templates.render(names[1], values)
                if len(text) <= limit:
                    return text
            current = current.fewer(self.lexis)
        return _LAST_RESORT


# ---------------------------------------------------------------- loading

_Stamp = tuple[tuple[str, int, int], ...]
_LOADED: dict[tuple[Path, ...], tuple[_Stamp, Narrator]] = {}


def _files(directories: tuple[Path, ...]) -> list[Path]:
    """Templates and lists of reasons, the shipped ones first, so that later ones win."""
    for directory in directories:
        if not directory.is_dir():
            raise NarrativeFault(
                str(directory), 0, "没有这个模板目录，请核对设置 templates 或环境变量 ZIPINGBIAO_TEMPLATES。"
            )
    folders = (shipped_templates(), *directories)
    return [
        path
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.suffix == SUFFIX or path.name == FILE
    ]


def _load(directories: tuple[Path, ...], files: list[Path]) -> Narrator:
    reasons = load_reasons(path for path in files if path.name == FILE)
    templates = Templates({path.name: path for path in files if path.suffix == SUFFIX})
    lists = [path for path in files if path.name == FILE]
    for reason in reasons.all:
        if reason.template not in templates:
            raise NarrativeFault(
                str(lists[-1]), 0, f"类型 {reason.code} 的模板 {reason.template} 不存在，请把它放在同一目录。"
            )
    for name in _NEEDED:
        if name not in templates:
            raise NarrativeFault(
                str(shipped_templates() / name), 0, "缺少这个模板，程序安装不完整，请重新安装。"
            )
    return Narrator(directories, templates, reasons, lexis_of(reasons.words), people_of(reasons.words))


def shipped_templates() -> Path:
    """The directory of the templates that come with the program: in a wheel, or at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_shipped" / "templates", package.parent.parent / "templates"):
        if (folder / "narrative").is_dir():
            return folder / "narrative"
    raise NarrativeFault(str(package), 0, "找不到随程序安装的说明模板，请重新安装。")
