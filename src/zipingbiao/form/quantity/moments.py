"""Which date of an actual says when the work was done: not the start, not the plan, not the day up to which is told; and how soon, told by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.quantity.dates import Dated
from zipingbiao.form.quantity.lexicon import Lexicon, lexicon
from zipingbiao.form.quantity.numbers import Figure, find_numbers
from zipingbiao.form.quantity.numerals import NUMERAL
from zipingbiao.form.quantity.read import IMPOSSIBLE_DATE
from zipingbiao.form.quantity.readings import Comparator, Moment, Number, Range, Unreadable, is_upper
from zipingbiao.form.quantity.text import normalise, shares_a_pair
from zipingbiao.form.quantity.units import known_unit
from zipingbiao.record import record

_BACK_TO = late_pattern(r"[;,.!?()]")
#: What is done then; 当场下发整改通知 and 活动当日天气良好 are no end of the work.
DEED_DONE = "即?(?:予以)?(?:全部|均)?(?:已|完成)?(?:办[结理完]|完成|处[置理]|答复|公[示布]|发放|修[复好]|解决|到[达场]|出具|减免|辟谣|反馈|送达|兑付|报送|上报|支付|拨付|下达|上网|批[复准]?)"
#: At most so many days: 当日办结, 次日公示.
_IN_DAYS = (
    (late_pattern(f"即来即办|随到随办|(?:当场|即时){DEED_DONE}"), 0),
    (late_pattern(f"(?:当日|当天|即日){DEED_DONE}"), 1),
    (late_pattern(f"(?:次日|翌日|第二天){DEED_DONE}"), 2),
)
_THE_DAY = late_pattern("(?:当日|当天|即日)((?:即|就|均|都|已|全部)?[一-鿿]{2,4})")
_NOT_ALL = late_pattern(
    r"除|未|没|不|延|部分|多数|大都|大多|基本|个别|一般|平均|超|逾|推迟|\d+个?(?:天|日|小时|工作日)"
)
#: 5月送达: a date, not five months.
_LASTS = late_pattern("^(?:份)?[一-鿿]{2,}")
#: 2024年12月工程暂停, 12月20日报审: a day on which nothing was brought to its end.
_ENDS_NOTHING = late_pattern(
    "施工到|做到第|进行到|暂停|停工|中止|终止|报审|送审|报批|上会|流标|废标|退回|驳回|封顶|复工|变更|延期|推迟|顺延|受阻|搁置|取消"
)
_TAKEN_BACK = late_pattern(
    r"预计|计划|拟|将于|争取|正在|在建|约?\d+%|主体|封顶|中止|终止|暂停|停工|变更|部分|基本"
)
#: 工作有序开展, 正常推进
_ON_THE_WAY = late_pattern(
    "(?:有序|正常|稳步|扎实|顺利|积极|持续|全面|加快|按[一-鿿]{2,4})(开展|推进|进行|实施)|(推进|进行|实施|开展)(?:之?中|顺利|有序|情况)"
)
_BEFORE_THAT = late_pattern("[一-鿿]{1,4}前(?![后期段往])")
_EARLY_STEP = late_pattern("[一-鿿]{0,4}完成[一-鿿]{0,4}(招标|设计|立项|采购|合同|前期|审批|勘察|征地|财评)")
_BUILT_ASKED = late_pattern("完工|竣工|建成")
_BUILT_ON = late_pattern("(?:[日号月旬底初])(?:已|全部|全面)?(?:完工|竣工|建成)")
_THEN_ACCEPTED = late_pattern(
    "(?:[日号月旬底初])(?:通过|组织|完成)?(?:竣工)?(?:验收|审计|结算|备案|移交)[^;]*$"
)
_HANDED_ASKED = late_pattern("完工|竣工|建成|交付|移交|到货|安装|拨付|发放|印发|维修|改造|采购")
_HANDED_OVER = late_pattern(
    "[日号月旬底初](?:前|就|已|全部|正式)?(?:完工|竣工|建成|交付|移交|到货|安装完|拨付|发放|印发|修完|改完)"
)
_THEN_OPENED = late_pattern(
    "[日号月旬](?:如期|正式|顺利|按时)?(?:开园|开学|开馆|开业|营业|首演|开课|入住|开放)[^;]*$"
)
_MADE_KNOWN = ("挂网", "发布公告")
_TO_MAKE_KNOWN = late_pattern("发布|公告|公示|公开|通知")
_UP_TO = late_pattern("(?:截至|截止到?)$")
_MONTHS = late_pattern(r"(\d{1,2})月")
_DAY = late_pattern(
    r"(?:已?于|在)?(1[0-2]|0?[1-9])[./](3[01]|[12]\d|0?[1-9])(?![\d.%/])(?=$|[日号]?[一-鿿])[日号]?"
)
#: 全部于11.26完成
_DOTTED = late_pattern(r"(?<=[于在至])(1[0-2]|0?[1-9])\.(3[01]|[12]\d|0?[1-9])(?=[一-鿿])(?![万亿元年天个])")
_ALL_AHEAD = late_pattern(
    rf"(?:均|都|全部|每次都?)?[比较](?:规定|承诺|法定|要求)?(?:的)?(?:时限|时间|期限)提前了?(?:\d{{1,3}}|{NUMERAL}|半)个?"
    r"(?:工作日|天|日|小时|月|周)(?:以上)?(?:[一-鿿]{0,6})"
)
_AHEAD = late_pattern(
    rf"(?:[比较]?(?:原?计划|期限|合同工?期?|节点|目标|规定时间|要求|时限|原定时间))?提前了?(?:\d{{1,3}}|{NUMERAL}|半)"
    r"个?(?:工作日|天|日|月|周|星期|多月)(?:[一-鿿]{0,6})"
)


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
        if _BEFORE_THAT.match(after) is not None:
            continue  # 赶在9月1日开学前一周竣工
        up_to = _UP_TO.search(before) is not None and len(dates) > 1
        if up_to or (_is_whole_year(dated.moment) and not after and following < len(line)):
            continue  # 截至2024年底，9月27日建成; 2024年，…
        if _is_planned(before, after, words):
            planned = True
        elif (
            _tells_how_far(line, dated, before, asked, words)
            or _goes_on(after, line[dated.end :], asked, words)
            or _is_a_step(before, after, asked)
            or (not of_start and _is_start(before, after, asked, words))
        ):
            begun = True
        elif of_start and _is_before_start(before, after, asked, words):
            planned = True
        elif of_start and words.times["end"].search(after) and len(dates) > 1:
            continue
        else:
            done.append(dated.moment)
    built = _BUILT_ON.findall(line) if _BUILT_ASKED.search(asked) is not None else []
    if len(done) == len(dates) == 2 and len(built) == 1 and _THEN_ACCEPTED.search(line) is not None:
        return Timed(min(done, key=lambda moment: moment.first))  # 10月28日完工，11月15日验收
    handed = _HANDED_OVER.search(line) is not None and _HANDED_ASKED.search(asked) is not None
    if len(done) == len(dates) == 2 and handed and _THEN_OPENED.search(line) is not None:
        return Timed(min(done, key=lambda moment: moment.first))  # 8月20日移交，9月2日如期开园
    if done:
        return Timed(max(done, key=lambda moment: moment.first))
    return Timed(planned=planned, begun=begun and not planned)


def _tells_how_far(line: str, dated: Dated, before: str, asked: str, words: Lexicon) -> bool:
    """截至12月31日，形象进度85%; 2024年，主体封顶; 全年有序推进: up to when is told, not when it was done."""
    rest = line[dated.end :]
    whole_year = dated.moment is not None and _is_whole_year(dated.moment)
    if not rest.strip(",;.") or not (whole_year or _UP_TO.search(before) is not None):
        return False
    done = words.times["end"].search(rest) is not None or words.word(rest) is not None
    done = done or (whole_year and shares_a_pair(rest, asked))
    taken_back = words.times["short"].search(rest) or _TAKEN_BACK.search(rest)
    return not done or taken_back is not None


def _goes_on(after: str, rest: str, asked: str, words: Lexicon) -> bool:
    """12月编制工作有序开展: that the work goes on is no end of it, unless to be under way was asked for."""
    on = _ON_THE_WAY.search(after or rest)
    return on is not None and on[1] not in asked and words.times["end"].search(rest) is None


def _is_whole_year(moment: Moment) -> bool:
    ends = (moment.first.month, moment.first.day, moment.last.month, moment.last.day)
    return ends == (1, 1, 12, 31)


def _is_a_step(before: str, after: str, asked: str) -> bool:
    """12月20日报审, 10月31日前完成招标 beside 完工: a step of the way, which the row did not ask for."""
    stopped, early = _ENDS_NOTHING.search(before + after), _EARLY_STEP.match(after)
    if stopped is not None and stopped.group() not in asked:
        return True
    return early is not None and early[1] not in asked


def _is_before_start(before: str, after: str, asked: str, words: Lexicon) -> bool:
    """3月完成招标 beside 开工时间: what comes before the start that was asked for."""
    ready = words.times["ready"].search(after) or words.times["ready"].search(before)
    started = words.times["started"].search(after) or words.times["started"].search(before)
    return ready is not None and started is None and words.times["started"].search(asked) is not None


def _is_planned(before: str, after: str, words: Lexicon) -> bool:
    plan = words.times["plan"]
    return plan.search(before) is not None or plan.match(after) is not None


def _is_start(before: str, after: str, asked: str, words: Lexicon) -> bool:
    start, end = words.times["start"], words.times["end"]
    told = start.search(after) or start.search(before)
    if told is not None and told.group() in _MADE_KNOWN and _TO_MAKE_KNOWN.search(asked) is not None:
        return False  # 3月11日挂网 beside 申报通知发布
    return told is not None and end.search(after) is None


def in_days(text: str, target: Number | Range, about: str) -> Number | None:
    """当日办结 beside 24小时内: at most so long, where that is soon enough; None where it is not, or where not all were so soon.

    `about`: the row's name and target, of which the deed may be (当日移送 beside 线索移交).
    """
    if not isinstance(target, Number) or target.unit.dimension != "time" or target.unit.per:
        return None
    told = [days for pattern, days in _IN_DAYS if pattern.search(text) is not None]
    if not told:
        own = _THE_DAY.search(text)
        told = [1] if own is not None and shares_a_pair(own[1], about) else []
    day = known_unit("天")
    if not is_upper(target) or not told or _NOT_ALL.search(text) or day is None:
        return None
    if max(told) * day.factor > target.value * target.unit.factor:
        return None
    return Number(Comparator.BARE, Decimal(max(told)), day)


def durations(line: str, dates: Sequence[Dated]) -> list[Figure]:
    """`12月` as an answer to `=12月` is a duration, not December."""
    found = []
    for dated in dates[:1] if len(dates) == 1 and _LASTS.search(line[dates[0].end :]) is None else ():
        piece = _MONTHS.fullmatch(line[dated.start : dated.end])
        if piece is not None:
            figure = next(iter(find_numbers(f"={piece.group()}", lexicon())), None)
            if figure is not None:
                bare = (
                    replace(figure.reading, comparator=Comparator.BARE)
                    if isinstance(figure.reading, Number)
                    else figure.reading
                )
                found.append(Figure(dated.start, dated.end, bare))
    return found


def latest(line: str, dates: Sequence[Dated]) -> Moment | Unreadable | None:
    """The date a text names; of several the latest, since that is when the work was done."""
    if any(dated.moment is None for dated in dates):
        return Unreadable(line, f"{IMPOSSIBLE_DATE}：{line}")
    moments = [dated.moment for dated in dates if dated.moment is not None]
    return max(moments, key=lambda moment: moment.first) if moments else None


def written_out(text: str) -> str:
    """7.25上线 with its date as 7月25日."""
    text = _DOTTED.sub(r"\1月\2日", normalise(text))
    day = _DAY.match(text)
    return text if day is None else f"{day[1]}月{day[2]}日{text[day.end() :]}"


def is_told_ahead(text: str) -> bool:
    """较计划提前3天: in time, whichever day that was."""
    return _AHEAD.fullmatch(normalise(text)) is not None


def is_all_ahead(text: str, target: Number | Range) -> bool:
    """均较规定时限提前2天以上办结 beside 7日内: within the time, however long it took."""
    bounded = is_upper(target) and isinstance(target, Number) and target.unit.dimension == "time"
    return bounded and _ALL_AHEAD.fullmatch(normalise(text)) is not None
