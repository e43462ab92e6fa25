"""What a cell holds beside its answer: unseen signs, line breaks, remarks about papers, numbers of documents and telephones."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from zipingbiao.form.late_pattern import late_pattern
from zipingbiao.form.model import Entry

#: Most cells hold none of this.
_MAY_HOLD = late_pattern(
    r"[\n\r\v\u2028\u2029\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u2e80-\u2fdf〔［\[（(]|\d{7}"
)
_UNSEEN = late_pattern(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
#: Signs of strokes that look like the characters they stand for.
_RADICALS = late_pattern(r"[\u2e80-\u2fdf]")
_LINES = late_pattern(r"[ \t\u3000]*[\n\r\v\u2028\u2029][\s]*")
_PAUSE = "，。；、：,;:（("
_CLOSING = "，。；、：,;:）)%％‰"
#: 鄂财〔2024〕15号: the number of a document, not of anything that was done.
_DOCUMENT = late_pattern(r"([〔［\[])20\d\d([〕］\]])第?\d{1,5}号")
#: （见附件1）, （附照片3张）, （截至2024年12月31日）
_REMARK = late_pattern(
    r"[（(](?:(?:详?见|参见|另附|后附)[^()（）\d]{0,10}\d{0,2}(?:、附?[件表]\d)?|附[件表图录][一二三四五六七八九\d]{0,2}"
    r"|[另后]?附[一-鿿]{0,8}\d{1,3}[张份页本册套]|(?:联系|咨询)[^()（）]{0,24})[)）]"
)
_AT_YEARS_END = late_pattern(
    r"[（(](?:数据)?(?:截至|截止)(?:(20\d\d)年)?(?:12月(?:31[日号]|底|末)?|年底|年末)[)）]"
)
_ENCLOSED = late_pattern(r"[（(](?:[一-鿿]{0,8}[〔［\[][〕］\]]号)[)）]")
_TELEPHONE = late_pattern(
    r"(?:联系|咨询|监督)?(?:电话|手机|热线)[为是:：]?(?:0\d{2,3}-?)?\d{7,11}|(?<!\d)(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9})(?!\d)"
)
#: 通过项目实施，: by what means, not what came of it.
_MEANS = late_pattern("^通过[^，,；;。]{0,16}(?:实施|开展|推进|建设|项目|工作)[，,](?=.)")
_EMPTY = late_pattern("[（(][)）]")
#: 完成情况：, 经统计，; 实际 and 全年 before what says of itself of when and of what it is.
_LEAD_IN = late_pattern(
    r"^(?:(?:实际)?完成情况[为是]?[:：]|(?:经|据)(?!初步)[一-鿿]{0,4}(?:统计|汇总|核实|核算|查实)[，,:：]"
    r"|(?:全年|本年度?|当年|实际|已)(?=20\d\d[年—-]|[-−－]\d|[一二三四]季度|[A-Z]{2,}|现有|现处|共有|与\d|合同|预算|全[国省市州县区]平均|略有|有所|增多|比|第\d|预计)"
    r"|截至(?:20\d\d年)?(?:年底|年末|12月底|12月31日|目前)[，,](?=已?(?:按[期时]|如期|提前|及时)|\d{1,2}[.月]\d{1,2}))(?=.)"
)


def without_asides(entry: Entry, year: int | None) -> Entry:
    """The entry with its lines told apart and without what is no part of the answer; unchanged where nothing else would be left."""
    text = entry.text
    if text.startswith("通过"):
        text = _MEANS.sub("", text)
    if _MAY_HOLD.search(text) is None:
        return entry if text is entry.text else replace(entry, text=text)
    seen = _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), _UNSEEN.sub("", text))
    apart = _LINES.sub(_between_lines, seen.strip())
    bare = _AT_YEARS_END.sub(lambda found: "" if found[1] in (None, str(year)) else found.group(), apart)
    bare = _REMARK.sub("", _DOCUMENT.sub(r"\1\2号", bare))
    bare = _EMPTY.sub("", _TELEPHONE.sub("", _ENCLOSED.sub("", bare)))
    kept = bare if bare.strip("，。；、,.; ") else apart
    return entry if kept == entry.text else replace(entry, text=kept)


def without_lead_in(entry: Entry) -> Entry:
    """完成情况：否, 经统计，91%, 全年2023年108天: the answer without the words that only lead to it."""
    text = _LEAD_IN.sub("", entry.text)
    return entry if text == entry.text else replace(entry, text=text)


def _between_lines(found: re.Match[str]) -> str:
    """A pause between two lines, unless one stands there; none before a unit that was wrapped."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    if not before or not after or before[-1] in _PAUSE or after[0] in _CLOSING:
        return ""
    if before[-1].isdigit() and not after[0].isdigit():
        return ""
    return "；"
