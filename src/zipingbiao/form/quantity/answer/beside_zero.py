"""What is said where none may be: that there was none, what was only looked at, or figures that may speak of it."""

from __future__ import annotations

from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.none_of_it import SAVE_FOR, denied_behind, is_bad, says_none, was_not
from zipingbiao.form.quantity.answer.roles import Said
from zipingbiao.form.quantity.answer.taken_back import of_part_of_year, without_figures
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.ranks import is_grave, is_lesser
from zipingbiao.form.quantity.read import Parsed
from zipingbiao.form.quantity.readings import Comparator, Number, Unreadable

#: 清查327间办公室: what was looked at where nothing may be found.
_LOOKED_AT = late_pattern(
    "(?:清查|检查|抽查|核查|排查|巡查|走访|回访|抽检|清点|盘点|监测|检测|拦截|受理|接待|培训|出警)(?:(?!发现|确认|查出|新增|查实|存在)[^,;]){0,8}$"
)
#: 1起待调查组定性
_PENDING = late_pattern("[^,;]{0,6}(?:待[^,;]{0,6}(?:定性|认定|调查)|尚未定性|正在调查|调查中)")
#: 复议3件，均维持原决定: none of them was put right.
_UPHELD = late_pattern("[,(]?(?:均|都|全部)(?:予以|被)?维持")


def beside_zero(
    parsed: Parsed, told: tuple[Said, ...], text: str, name: str, asked: str, lexis: Lexicon
) -> Number | Unreadable | tuple[Said, ...]:
    """What is said where none may be: that there was none, that nobody can tell, or the figures that may speak of it."""
    nothing = Number(Comparator.BARE, Decimal(0))
    if SAVE_FOR.search(parsed.text) is not None and any(each.figure.reading.unit.name for each in told):
        return Unreadable(text, "写着除了哪一件以外没有发生")
    if any(_PENDING.match(parsed.marked, each.figure.end) for each in told):
        return Unreadable(text, "写着还没有定性")
    if told and all(denied_behind(each, lexis) for each in told):
        return nothing
    found = tuple(
        each
        for each in told
        if (_LOOKED_AT.search(each.before) is None or lexis.stance["bad"].search(each.before) is not None)
        and _UPHELD.match(parsed.marked, each.figure.end) is None
    )
    upheld = any(_UPHELD.match(parsed.marked, each.figure.end) for each in told)
    if told and not found and (upheld or says_none(parsed, asked, name, lexis)):
        return nothing
    if told and not found:
        return Unreadable(text, "写的是检查、处置的数，没有写发生了没有")
    told = found
    graver = tuple(each for each in told if not is_lesser(each, asked, name))
    if told and not graver and not any(is_grave(c, asked, name, lexis) for c in without_figures(parsed)):
        return nothing
    if of_part_of_year(parsed.text, asked + name):
        return Unreadable(text, "写的是几个月的数，指标值问的是全年")
    if SAVE_FOR.search(parsed.text) is not None:
        return Unreadable(text, "写着除了哪一件以外没有发生")
    counted = [each for each in graver if each.figure.reading.unit.dimension != "time"]
    if was_not(parsed.text, name) and not any(is_bad(each, asked + name, lexis) for each in counted):
        return nothing
    return graver
