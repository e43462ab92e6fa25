"""Which date of an actual says when the work was done: not the start, not the plan, not the day up to which is told."""

from __future__ import annotations

from collections.abc import Sequence

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.dates import Dated
from zipingbiao.form.quantity.lexicon import Lexicon
from zipingbiao.form.quantity.readings import Moment
from zipingbiao.record import record

_BACK_TO = late_pattern(r"[;,.!?()]")
_UP_TO = late_pattern("(?:截至|截止到?)$")


@record(frozen=True, slots=True)
class Timed:
    """What a text says of time. `done`: when; `planned`: only when it is meant to be done; `begun`: only when it began."""

    done: Moment | None = None
    planned: bool = False
    begun: bool = False


def timed(line: str, dates: Sequence[Dated], asked: str, words: Lexicon) -> Timed:
    """The date that answers a deadline. `asked`: target and 三级指标, which say whether the start is meant."""
    of_start = words.times["start"].search(asked) is not None and words.times["end"].search(asked) is None
    done: list[Moment] = []
    planned = begun = False
    for n, dated in enumerate(dates):
        if dated.moment is None:
            continue
        before = _BACK_TO.split(line[dates[n - 1].end if n else 0 : dated.start])[-1]
        following = dates[n + 1].start if n + 1 < len(dates) else len(line)
        after = _BACK_TO.split(line[dated.end : following])[0]
        if (
            _UP_TO.search(before) is not None and words.times["short"].search(line[dated.end :]) is not None
        ) or _is_planned(before, after, words):
            planned = True
        elif not of_start and _is_start(before, after, words):
            begun = True
        elif of_start and _is_before_start(before, after, asked, words):
            planned = True
        elif of_start and words.times["end"].search(after) and len(dates) > 1:
            continue
        else:
            done.append(dated.moment)
    if done:
        return Timed(max(done, key=lambda moment: moment.first))
    return Timed(planned=planned, begun=begun and not planned)


def _is_before_start(before: str, after: str, asked: str, words: Lexicon) -> bool:
    """3月完成招标 beside 开工时间: what comes before the start that was asked for."""
    ready = words.times["ready"].search(after) or words.times["ready"].search(before)
    started = words.times["started"].search(after) or words.times["started"].search(before)
    return ready is not None and started is None and words.times["started"].search(asked) is not None


def _is_planned(before: str, after: str, words: Lexicon) -> bool:
    plan = words.times["plan"]
    return plan.search(before) is not None or plan.match(after) is not None


def _is_start(before: str, after: str, words: Lexicon) -> bool:
    start, end = words.times["start"], words.times["end"]
    told = start.search(after) or start.search(before)
    return told is not None and end.search(after) is None
