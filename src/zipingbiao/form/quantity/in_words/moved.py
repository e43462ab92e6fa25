"""What a movement says of the one that was asked for: 上升 beside 下降, 投诉减少 beside 改善."""

from __future__ import annotations

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.in_words.asked import Asked, Stance
from zipingbiao.form.quantity.in_words.movement import OPPOSITE, Move, Way
from zipingbiao.form.quantity.readings import Level

#: What a mere 增加 of the matter itself may answer.
_GROWS = late_pattern("效|明显|显著|好|优|高|强|大|多|充分|充足|发挥|丰富|更新|达")
_PRICE = late_pattern("价格?|物价|运价|汇率")
#: Something went the way that was asked for.
_GOING = Stance(Level.MET, moving=True)


def moved_as(move: Move, asked: Asked) -> Stance | None:
    """What a movement says of the one that was asked for; nothing where none was asked for and it is no bad one."""
    wanted = asked.move
    unsteady = move.way in (Way.UP, Way.DOWN) and not move.weak and not move.negated
    if unsteady and wanted is not None and wanted.way is Way.STEADY and _PRICE.search(asked.name) is not None:
        return None  # 面粉价上涨两成 beside 价格 保持平稳
    good = _is_good(move, wanted)
    if good is None:
        return None
    if not good:
        matters = move.own or move.negated if wanted is not None else move.way is Way.WORSE
        return Stance(Level.MISSED, contrary=True) if matters else None
    if wanted is None:
        told = (
            move.own and (move.way not in OPPOSITE or _GROWS.search(asked.text) is not None)
        ) or move.way is Way.BETTER
        return None if asked.absence or move.way in (Way.STEADY, Way.LEVEL) or not told else _GOING
    if asked.strong and move.weak and not move.strong:
        return Stance(Level.PARTIAL)
    return None if asked.marked and not move.strong else _GOING


def _is_good(move: Move, wanted: Move | None) -> bool | None:
    """Whether a movement is the one asked for, or good of itself; None where that cannot be told."""
    if move.way in (Way.WORSE, Way.UNSTEADY):
        return move.negated
    if wanted is not None and wanted.negated and wanted.way in (Way.UP, Way.DOWN):
        opposite = Way.DOWN if wanted.way is Way.UP else Way.UP
        return (
            move.negated or move.way in (opposite, Way.STEADY, Way.LEVEL)
            if move.way in (Way.UP, Way.DOWN, Way.STEADY, Way.LEVEL)
            else None
        )
    if move.way is Way.BETTER:
        return not move.negated
    if move.way in (Way.STEADY, Way.LEVEL):
        if wanted is None or wanted.way in (Way.STEADY, Way.LEVEL):
            return not move.negated
        return False if move.way is Way.LEVEL and not move.negated else None
    if move.negated:
        return False if wanted is not None and wanted.way is move.way else None
    if wanted is None or wanted.way not in (Way.UP, Way.DOWN):
        return (move.way is Way.DOWN) is move.of_bad
    if move.of_bad is wanted.of_bad:
        return move.way is wanted.way
    return (move.way is Way.DOWN) is move.of_bad
