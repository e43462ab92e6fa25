"""Several things asked for in one cell (`阅读活动40场、公益讲座12场`): each is looked for in the actual by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.roles import Role, Said
from zipingbiao.form.quantity.in_words.asked import Stance
from zipingbiao.form.quantity.in_words.stance import asked_in, stance_of
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.readings import (
    Comparator,
    Item,
    Level,
    Number,
    Several,
    Trend,
)
from zipingbiao.form.quantity.text import shares_a_pair
from zipingbiao.form.quantity.units import ADDITIVE, same_kind
from zipingbiao.record import record

#: Two items joined so; anything else between two figures makes one of them say something of the other.
_JOINED = late_pattern(r"^[、,;和及与并]*")
_DEPENDENT = late_pattern("每|各|均|平均|其中|含|共|合计|累计|总")
_CLAUSES = late_pattern(r"[;,!?()]|(?<!\d)\.|\.(?!\d)|但是?")
_BETWEEN = late_pattern("[、,;]")
_HAN = late_pattern("[一-鿿]")
_DIGIT = late_pattern(r"\d")
_SHORTEST = 2
#: What a thing is called lies right before its figure; a longer text would be compared letter by letter.
_LONGEST = 24
#: A shorter piece of a list is part of a word.
_NAMED = 3
_DONE = "完成"


def items_of(marked: str, told: Sequence[Said]) -> Several | None:
    """The things that a target lists, most of them with a figure; None where its figures are something else.

    `told`: the figures of the text `marked`.
    """
    if len(told) < 2:
        return None
    found: list[Item] = []
    figured: list[tuple[str, Number]] = []
    end = 0
    for each in told:
        number = each.figure.reading
        first, *further = _BETWEEN.split(marked[end : each.figure.start])
        *words, what = (first, *further) if not end else further or [first]
        if not isinstance(number, Number) or not _is_own(each, number) or _DEPENDENT.search(what) is not None:
            return None
        what = _JOINED.sub("", what)[-_LONGEST:]
        if len(what) < _SHORTEST and len(_HAN.findall(each.after)) >= _SHORTEST:
            what = each.after  # 14个文化站
        found += [*_in_words(words), Item(what, number)]
        figured.append((what, number))
        end = each.figure.end
    found += _in_words(_BETWEEN.split(marked[end:])[1:])
    told_apart = len({what for what, _ in figured if len(what) >= _SHORTEST}) == len(figured)
    units = [number.unit for _, number in figured]
    kinds_apart = not any(same_kind(one, other) for n, one in enumerate(units) for other in units[n + 1 :])
    return Several(tuple(found)) if told_apart or kinds_apart else None


def _is_own(each: Said, number: Number) -> bool:
    """Whether a figure is what is asked for of one thing: neither a change, nor so many a month, nor what is left over."""
    bounded = number.comparator is not Comparator.BARE
    if (
        number.trend is not Trend.NONE
        or (number.unit.per and not bounded)
        or each.role < Role.PART
        or not number.unit.name
    ):
        return False
    plain = number.unit.dimension.startswith(ADDITIVE) or number.unit.dimension == "ratio"
    return plain or bounded


def _in_words(pieces: Sequence[str]) -> list[Item]:
    """The things of a list that have no figure."""
    named = [_JOINED.sub("", piece) for piece in pieces]
    return [Item(what[-_LONGEST:], None) for what in named if len(_HAN.findall(what)) >= _NAMED]


@record(frozen=True, slots=True)
class Told:
    """What an actual tells of one item: its figure, or what its words say."""

    number: Number | None
    stance: Stance
    counted: bool = False  # its words stand beside figures that are not its own


def told_of(actual: str, target: Several, told: Sequence[Said], words: Lexicon) -> tuple[Told, ...] | None:
    """What an actual says of each thing its target lists; None where a sentence beside them takes it all back.

    `told`: the figures of the actual.
    """
    clauses = [clause for clause in _CLAUSES.split(actual) if clause]
    if any(words.roles["unfinished"].search(clause) for clause in clauses if not _named(clause, target)):
        return None
    return tuple(_of_one(item, target, told, clauses, words) for item in target.items)


def _of_one(
    item: Item, target: Several, told: Sequence[Said], clauses: Sequence[str], words: Lexicon
) -> Told:
    """One item by its figure, else by the clauses that name it."""
    own = [each for each in told if _whose(each, target) is item]
    asked = asked_in(_DONE, item.what, words)
    about = [clause for clause in clauses if _speaks_of(clause, item, target)]
    if own:
        about = [clause for clause in about if _DIGIT.search(clause) is None]
    said = [stance_of(clause, asked, words) for clause in about]
    worst = (Level.MISSED, Level.PARTIAL, Level.MET)
    known = [stance for stance in said if stance.level in worst]
    in_words = min(known, key=lambda stance: worst.index(stance.level), default=Stance(Level.UNKNOWN))
    if not own or in_words.level in (Level.MISSED, Level.PARTIAL):  # 提灌站4座,提灌站尚未验收
        return Told(None, in_words, any(_DIGIT.search(clause) for clause in about))
    return _by_figure(own[0]) if len(own) == 1 else Told(None, Stance(Level.UNKNOWN))


def _by_figure(each: Said) -> Told:
    number = each.figure.reading
    if each.role in (Role.LACKING, Role.LOST, Role.PLANNED):
        return Told(None, Stance(Level.MISSED, planned=each.role is Role.PLANNED))
    if each.role < Role.PART or not isinstance(number, Number):
        return Told(None, Stance(Level.UNKNOWN))
    return Told(number, Stance(Level.UNKNOWN))


def _whose(each: Said, target: Several) -> Item | None:
    """The item a figure answers: the one it shares most of the name with, else the only one of its kind."""
    numbered = [(item, item.number) for item in target.items if item.number is not None]
    fitting = [item for item, number in numbered if same_kind(each.figure.reading.unit, number.unit)]
    shared = {
        item.what: _shared(item.what, each.before[-_LONGEST:] + each.after[:_LONGEST]) for item in fitting
    }
    most = max(shared.values(), default=0)
    best = [item for item in fitting if shared[item.what] == most]
    if most < _SHORTEST and _JOINED.sub("", each.before) and len(target.items) > len(fitting) == 1:
        return (
            fitting[0]
            if not any(_shared(item.what, each.before[-_LONGEST:]) for item in target.items)
            else None
        )
    if most < _SHORTEST and _JOINED.sub("", each.before):
        return None
    return best[0] if len(best) == 1 else None


def _speaks_of(clause: str, item: Item, target: Several) -> bool:
    """Whether a clause has two characters of the item's name that no other item has."""
    others = [other.what for other in target.items if other is not item]
    return any(pair in clause and not any(pair in other for other in others) for pair in _pairs(item.what))


def _named(clause: str, target: Several) -> bool:
    return any(shares_a_pair(item.what, clause) for item in target.items)


def _pairs(text: str) -> Iterator[str]:
    return (text[i : i + _SHORTEST] for i in range(len(text) - 1))


def _shared(what: str, before: str) -> int:
    """The longest run of characters that two texts have in common."""
    return max(
        (
            end - start
            for start in range(len(what))
            for end in range(start + 1, len(what) + 1)
            if what[start:end] in before
        ),
        default=0,
    )
