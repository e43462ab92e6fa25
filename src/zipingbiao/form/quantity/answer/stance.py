"""What an actual in words says of a target in words: met, partly, missed, or nothing that can be told.

An actual is the answer to its target: full marks need that it repeats what is asked, goes the same way, or says so with
a word of the highest level, and takes nothing back. Each clause is told by its parts (direction, degree, negation, hedge,
stage, presence or absence of something bad); the sentence is as good as its worst clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.answer.asked import Asked, Stance
from zipingbiao.form.quantity.answer.bounds import against_bound, is_bounded
from zipingbiao.form.quantity.answer.figures_say import by_figures
from zipingbiao.form.quantity.answer.how_often import is_rarer
from zipingbiao.form.quantity.answer.movement import Move, Way, moves_in
from zipingbiao.form.quantity.answer.ranks import Reached, reached
from zipingbiao.form.quantity.answer.roles import Said, without_name
from zipingbiao.form.quantity.lexicon import TWICE_DENIED, Lexicon
from zipingbiao.form.quantity.readings import Level
from zipingbiao.form.quantity.text import normalise, shares_a_pair

_CLAUSES = late_pattern(r"[;,!?:()]|(?<!\d)\.|\.(?!\d)|但是?|然而|不过|而(?=[^且])")
_LIST = late_pattern("[、和及与]")
_DEED = late_pattern("^(?:完成|开展|实施|建设|新建|购置|采购|组织|做好|加强)|(?:工作|任务|等)$")
_COUNT = late_pattern(r"\d")
_QUOTED = late_pattern("[“「《]([^“”「」《》]{1,20})[”」》]")
_HAN = late_pattern("[一-鿿]")
#: 已完成招标: the step itself is what was done.
_STEP = "▪"
_FIRST_STEP = late_pattern(f"(?:已|均|全部|完成|了)*{_STEP}(?:已|均|全部|完成)*")
_CONFORMS = late_pattern("(?:符合|达到|满足|遵守|遵循|执行).*(?:规范|标准|要求|规程|规定|准则|制度)")
_CONFORMING = late_pattern(
    "符合|合格|达标|达到|满足|按照?|依照?|依据|规范|标准|合规|验收|通过|一致|严格|优|良|无|未|遵|执行"
)
#: So many characters beside praise are a matter of their own.
_A_SUBJECT = 4
_NEAR = 8
_NUMBERED = late_pattern(r"[1-9]\d*(?:\.\d+)?(?:起|件|次|例|人|个|处|宗|户|项|家|名|%|‰)")
_NOTHING_OF = late_pattern(
    "(?:无(?!线|障碍|纸|偿|人机|害化|缝|限|论)|没有|不存在|零(?!售|距离|星|部件)|杜绝|不发生|不出现)"
)
_MENDED = late_pattern("整改|处置|处理|解决|办结|化解|追回|排除|排查|修复|消除|整治|治理|控制|防范|防控")
#: 不超标准 is answered by 未超标准.
_NOT = late_pattern("^不(?:得|能|会|再)?")
_HEDGED = late_pattern("(?:基本上?|大体上?|大致|部分|初步|勉强)(?:能够?|可以?|已)?$")


def asked_in(text: str, name: str, words: Lexicon) -> Asked:
    """A target in words, taken apart once."""
    told = words.strip_prefix(normalise(text).removeprefix("="))[0]
    label = normalise(name)
    moves = list(moves_in(told, label, words))
    stance = words.stance
    absence = stance["absent"].search(told) is not None and stance["bad"].search(told + label) is not None
    absence = absence or _NOTHING_OF.match(told) is not None
    times = words.times
    return Asked(
        text=told,
        name=label,
        move=moves[0] if moves else None,
        strong=stance["strong"].search(told) is not None or stance["complete"].search(told) is not None,
        marked=stance["marked"].search(told) is not None,
        absence=absence or words.is_zero(told),
        start=times["start"].search(told + label) is not None and times["end"].search(told) is None,
        whole=stance["whole"].search(told) is not None,
        bounded=is_bounded(told),
    )


def stance_of(actual: str, asked: Asked, words: Lexicon, told: Sequence[Said] = ()) -> Stance:
    """What an actual says of what was asked in words. `told`: the figures of the actual with their roles."""
    bound = against_bound(asked.text, normalise(actual), told)
    if bound is not None:
        return bound
    known = by_figures(actual, asked, words, told)
    if known is not None:
        return _less_what_words_say(known, actual, asked, words)
    by_words = _by_words(actual, asked, words)
    rank = reached(asked.text, normalise(actual))
    if rank in (Reached.SAME, Reached.BETTER) and by_words.level is Level.UNKNOWN:
        return Stance(Level.MET)
    if rank is Reached.WORSE and by_words.level in (Level.MET, Level.UNKNOWN):
        return Stance(Level.PARTIAL)
    return Stance(Level.UNKNOWN) if rank is Reached.OTHER and by_words.level is Level.MET else by_words


def _less_what_words_say(known: Stance, actual: str, asked: Asked, words: Lexicon) -> Stance:
    """住院报销由68%提高到70%,门诊与上年持平: a clause without a figure takes part of what the figures say back."""
    if known.level is not Level.MET or asked.move is None:
        return known
    rest = ",".join(c for c in _CLAUSES.split(normalise(actual)) if c and not any(map(str.isdigit, c)))
    told = _by_words(rest, asked, words).level if rest else Level.UNKNOWN
    return Stance(Level.PARTIAL) if told in (Level.PARTIAL, Level.MISSED) else known


def _without_names(actual: str, words: Lexicon) -> str:
    """推行“提前申报”: what stands in quotes is the name of something, not what became of the work."""
    signs = [words.stance[key] for key in ("planned", "underway", "hedge")]
    return _QUOTED.sub(lambda found: "" if any(s.search(found[1]) for s in signs) else found.group(), actual)


def _by_words(actual: str, asked: Asked, words: Lexicon) -> Stance:
    text = words.strip_prefix(normalise(_without_names(actual, words)))[0].removeprefix("=")
    step = _step(text, asked, words)
    if text in _same(asked) or (text in words.done and step is None):
        return Stance(Level.MET)
    clauses = [clause for clause in _CLAUSES.split(text) if clause]
    told = [
        one
        for clause in clauses
        for one in _clause(clause, asked, words)
        if one.level is not Level.MET or not _of_spending(clause, asked, words)
    ]
    bad = [each for each in told if each.level is Level.MISSED]
    other = _of_another_matter(text, asked, words)
    good = any(each.level is Level.MET and not (each.praise and other) for each in told)
    if bad:
        level = Level.PARTIAL if good and not all(each.contrary for each in bad) else Level.MISSED
        return Stance(level, any(each.contrary for each in bad), any(each.planned for each in bad))
    if any(each.level is Level.PARTIAL for each in told):
        return Stance(Level.PARTIAL)
    if not _speaks_of_all(text, asked, words) or _is_beside(text, asked, words):
        return Stance(Level.UNKNOWN)
    if not good and _all_of_them(text, asked, words):
        return Stance(Level.MET)
    repeated = _repeats(text, asked, words)
    return repeated if repeated is not None else Stance(Level.MET if good else Level.UNKNOWN)


def _speaks_of_all(text: str, asked: Asked, words: Lexicon) -> bool:
    """完成了培训 beside 完成培训、检测和报告编制: of each thing that is listed something has to be said."""
    if words.stance["whole"].search(text) is not None:
        return True
    listed = (
        asked.text if "、" in asked.text else asked.name if asked.text in words.done or asked.whole else ""
    )
    things = [_DEED.sub("", thing) for thing in _LIST.split(listed)] if "、" in listed else []
    things = [thing for thing in things if len(thing) > 1 and thing not in words.levels]
    spoken = [shares_a_pair(thing, text) for thing in things]
    return len(things) < 2 or all(spoken)


def _is_beside(text: str, asked: Asked, words: Lexicon) -> bool:
    """修复古籍37册 beside 符合修复规范, 合同已签订 beside 按时限完成: what was done, not what was asked of it."""
    if _CONFORMS.match(asked.text) is not None:
        return _CONFORMING.search(text) is None and _COUNT.search(text) is not None
    start, end = words.times["start"], words.times["end"]
    if asked.start or end.search(asked.text) is None or start.search(text) is None:
        return False
    return end.search(_FIRST_STEP.sub("", start.sub(_STEP, text))) is None


def _all_of_them(text: str, asked: Asked, words: Lexicon) -> bool:
    """17个乡镇街道均已建站 beside 乡镇街道全覆盖."""
    done = words.stance["whole"].search(text) is not None and ("已" in text or "完成" in text)
    return asked.whole and done and shares_a_pair(asked.text, text)


def _of_another_matter(text: str, asked: Asked, words: Lexicon) -> bool:
    """按时提交审计报告 beside 报告质量较高, 完成年度工作任务 beside 社会和谐: praise of something that nobody asked about."""
    about = asked.text + asked.name
    punctual = words.stance["punctual"]
    graded = any(asked.text in step for family in words.steps for step in family)
    if graded and punctual.search(text) is not None and punctual.search(about) is None:
        return "时" not in about
    if shares_a_pair(text, about):
        return False
    subject = words.long_words.sub("", words.stance["comparing"].sub("", text))
    return len(_HAN.findall(subject)) >= _A_SUBJECT


def _same(asked: Asked) -> tuple[str, ...]:
    """Texts that are the target itself: 不超标准, 未超标准."""
    return (asked.text, _NOT.sub("未", asked.text))


def _repeats(text: str, asked: Asked, words: Lexicon) -> Stance | None:
    """What an actual says that holds what is asked, word for word: 基本满足需求 takes something back; None where it denies it."""
    if len(asked.text) < 2:
        return None
    at = next((found for each in _same(asked) if (found := text.find(each)) >= 0), -1)
    if at < 0 or words.negated_end.search(text, max(0, at - _NEAR), at) is not None:
        return None
    return Stance(Level.PARTIAL if _HEDGED.search(text, 0, at) is not None else Level.MET)


# ---------------------------------------------------------------- one clause


def _clause(clause: str, asked: Asked, words: Lexicon) -> Iterator[Stance]:
    """What one clause says; nothing where it says nothing of the matter."""
    stance, bare = words.stance, clause if _in_target(clause, asked) else without_name(clause, asked.name)
    rest, absent = _without_absence(bare, asked, words)
    if absent:
        yield Stance(Level.MET)
    elif _has_bad(rest, asked, words):
        yield Stance(Level.MISSED, contrary=True)
    if stance["planned"].search(rest) and not stance["planned"].search(asked.text):
        yield Stance(Level.MISSED, planned=True)
        return
    moves = list(moves_in(rest, asked.name + asked.text, words))
    for move in moves:
        verdict = _moved(move, asked)
        if verdict is not None:
            yield verdict
    if stance["undone_shape"].search(rest) is not None and not absent and not moves:
        yield Stance(Level.MISSED)
    if stance["cycle"].search(asked.text) is not None and stance["once"].search(rest) is not None:
        yield Stance(Level.MISSED, contrary=True)
    if is_rarer(rest, asked.text):
        yield Stance(Level.PARTIAL)
    taken_back = stance["underway"].search(rest) is not None and not asked.start
    hedges = stance["hedge"].search(rest) or stance["hedged_by_basic"].search(bare)
    if (taken_back or hedges is not None) and not (hedges is not None and hedges.group() in asked.text):
        yield Stance(Level.PARTIAL)
    elif asked.start and stance["underway"].search(rest) is not None:
        yield Stance(Level.MET)
    if asked.strong and stance["weak"].search(rest) and not stance["strong"].search(rest):
        yield Stance(Level.PARTIAL)
    level = _level(rest, asked, words, moved=bool(moves))
    if level is not None and not absent:
        yield Stance(level, praise=level is Level.MET)


def _of_spending(clause: str, asked: Asked, words: Lexicon) -> bool:
    """各项经费得到保障 says nothing of an effect, where neither target nor name speak of money."""
    spending = words.stance["spending"]
    return (
        spending.search(clause) is not None and words.stance["money"].search(asked.text + asked.name) is None
    )


def _in_target(clause: str, asked: Asked) -> bool:
    """Whether what the clause shares with the name is asked for by the target itself."""
    return len(asked.text) > 2 and asked.text in asked.name and asked.text in clause


def _without_absence(clause: str, asked: Asked, words: Lexicon) -> tuple[str, bool]:
    """The clause without 未发生事故 and the like, and whether it said so."""
    found = words.stance["absent"].search(clause)
    while found is not None:
        if clause[: found.start()].endswith(TWICE_DENIED):
            return clause[found.end() :], False
        after = clause[found.end() : found.end() + _NEAR + 4]
        bad = words.stance["bad"].search(after)
        near = after[: _NEAR + 2]
        alike = shares_a_pair(near, asked.text)
        named = bad is None and asked.absence and (not after or after[0] in "一例起件人次□过了" or alike)
        if bad is not None or named:
            end = found.end() + (bad.end() if bad is not None else len(after))
            return clause[: found.start()] + clause[end:], True
        found = words.stance["absent"].search(clause, found.end())
    return clause, False


def _has_bad(clause: str, asked: Asked, words: Lexicon) -> bool:
    """发生较大事故1起 where the target or the name speak of safety, stability, or of that very thing."""
    bad = words.stance["bad"].search(clause)
    if bad is None or _MENDED.search(clause) is not None or (asked.move is not None and not asked.absence):
        return False
    about = asked.text + asked.name
    matters = bad.group() in about or any(
        word in about for word in ("安全", "稳定", "平安", "和谐", "质量", "良好")
    )
    before = words.stance["present"].search(clause[: bad.start()])
    counted = _NUMBERED.search(clause[bad.end() :]) or _NUMBERED.search(clause[: bad.start()])
    moved = any(True for _ in moves_in(clause, asked.name, words))
    return matters and not moved and (before is not None or counted is not None)


def _level(clause: str, asked: Asked, words: Lexicon, *, moved: bool) -> Level | None:
    """The level of the listed words of a clause; words that say nothing of the result only count where they are asked for."""
    step = _step(clause, asked, words)
    if step is not None:
        return step
    word = words.word(clause)
    if (
        word is None
        or (moved and word.level is not Level.MET)
        or (asked.start and word.level is Level.PARTIAL)
    ):
        return None
    if (
        word.level is Level.PARTIAL
        and word.word == "基本"
        and not words.stance["hedged_by_basic"].search(clause)
    ):
        return None
    if word.level is Level.MET and _is_movement(words, word.word):
        return None
    if (
        word.level is Level.MET
        and word.word in asked.name
        and word.word not in asked.text
        and len(asked.text) > 2
    ):
        return None  # 修复 of 文物修复质量: the work, not how well it was done
    if word.level is Level.MET and words.stance["vague"].fullmatch(word.word):
        asks = word.word in asked.text or word.word in asked.name
        asks = asks and not words.stance["comparing"].fullmatch(word.word)
        return Level.MET if asks and not moved else None
    return word.level


def _is_movement(words: Lexicon, word: str) -> bool:
    """Words of a direction count by the way they go, not as praise."""
    return any(words.stance[key].fullmatch(word) for key in ("up", "down", "better", "steady", "level"))


def _step(clause: str, asked: Asked, words: Lexicon) -> Level | None:
    """优 answered by 良: one step down is partly, the last step is missed."""
    for family in words.steps:
        wanted = next((n for n, step in enumerate(family) if asked.text in step), None)
        got = next((n for n, step in enumerate(family) if clause in step), None)
        if wanted is not None and got is not None:
            last = len(family) - 1
            return Level.MET if got <= wanted else Level.MISSED if got == last else Level.PARTIAL
    return None


# ---------------------------------------------------------------- where something moves


def _moved(move: Move, asked: Asked) -> Stance | None:
    """What a movement says of the one that was asked for; nothing where none was asked for and it is no bad one."""
    wanted = asked.move
    good = _is_good(move, wanted)
    if good is None:
        return None
    if not good:
        matters = move.own if wanted is not None else move.way is Way.WORSE
        return Stance(Level.MISSED, contrary=True) if matters else None
    if wanted is None:
        told = move.own or move.way is Way.BETTER
        return None if asked.absence or move.way in (Way.STEADY, Way.LEVEL) or not told else Stance(Level.MET)
    if asked.strong and move.weak and not move.strong:
        return Stance(Level.PARTIAL)
    return None if asked.marked and not move.strong else Stance(Level.MET)


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
