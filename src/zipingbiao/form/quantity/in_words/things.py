"""Several things that one target asks for in words: of each of them something has to be said, and something good."""

from __future__ import annotations

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.in_words.asked import Asked
from zipingbiao.form.quantity.in_words.clause import told_by
from zipingbiao.form.quantity.in_words.movement import OPPOSITE, moves_in
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.readings import Level
from zipingbiao.form.quantity.text import pairs_of, shares_a_pair

_LIST = late_pattern("[、和及与]")
_DEED = late_pattern("^(?:完成|开展|实施|建设|新建|购置|采购|组织|做好|加强)|(?:工作|任务|等)$")
#: PM2.5和臭氧双下降: both of two.
_BOTH = late_pattern("[和与及].*(?:双|均|都|两项|分别)")
#: 春秋两季, 上下半年: two things in three or four characters.
_SEASONS = late_pattern("([春夏秋冬])([春夏秋冬])[两二]?季?|上、?(下)半年")


def things_of(asked: Asked, words: Lexicon) -> tuple[str, ...]:
    """The things that a target lists, or the indicator's name where the target asks for all of them; () where it lists none."""
    text = asked.text
    listed = text if "、" in text else asked.name if text in words.done or asked.whole else ""
    listed = listed if "、" in listed else text if _BOTH.search(text) is not None else ""
    things = [_DEED.sub("", thing) for thing in _LIST.split(listed)]
    things = [thing for thing in things if len(thing) > 1 and thing not in words.levels]
    if len(things) > 1:
        return tuple(things)
    seasons = _SEASONS.search(text)
    if seasons is None:
        return ()
    return ("上半年", "下半年") if seasons[3] else (f"{seasons[1]}季", f"{seasons[2]}季")


def speaks_of_all(text: str, things: tuple[str, ...], words: Lexicon) -> bool:
    """完成了培训 beside 完成培训、检测和报告编制: of each thing that is listed something has to be said."""
    if words.stance["whole"].search(text) is not None:
        return True
    return all(shares_a_pair(thing, text) for thing in things)


def one_is_untold(clause: str, things: tuple[str, ...], asked: Asked, words: Lexicon) -> bool:
    """总氮多次超标 beside COD、氨氮、总氮达标: a clause that names one of the things and says nothing good of it."""
    named = [thing for thing in things if _is_named(thing, clause, things)]
    if not named or len(named) == len(things):
        return False
    if _goes_the_other_way(clause, asked, words):
        return True
    return not any(one.level is Level.MET for one in told_by(clause, asked, words))


def _goes_the_other_way(clause: str, asked: Asked, words: Lexicon) -> bool:
    """臭氧上升 beside PM2.5和臭氧双下降, whether more of it is good or bad."""
    if asked.move is None or asked.move.way not in OPPOSITE:
        return False
    ways = [move.way for move in moves_in(clause, asked.name, words) if not move.negated]
    return OPPOSITE[asked.move.way] in ways


def _is_named(thing: str, clause: str, things: tuple[str, ...]) -> bool:
    """Whether a clause has two characters of a thing that no other thing has."""
    others = [other for other in things if other != thing]
    return any(pair in clause and not any(pair in other for other in others) for pair in pairs_of(thing))
