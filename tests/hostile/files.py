"""The hostile files: name → bytes and what has to come of them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from hostile import packages as p
from hostile.document_files import DOCUMENTS
from hostile.packages import Hostile

SEED = Path(__file__).parents[1] / "data" / "forms.json"
FORM = json.loads(SEED.read_text("utf-8"))[0]


def _json(build: Callable[[], str], words: str = "", suffix: str = ".json") -> Hostile:
    return Hostile(lambda: build().encode(), words, suffix)


def _form(**fields: object) -> Callable[[], str]:
    return lambda: json.dumps({**FORM, **fields}, ensure_ascii=False)


def _raw(key: str, literal: str) -> Callable[[], str]:
    """The form with a JSON literal in place of one indicator's field, as no writer would put it."""

    def build() -> str:
        form = json.loads(json.dumps(FORM))
        form["indicators"][0][key] = "@@"
        return json.dumps(form, ensure_ascii=False).replace('"@@"', literal)

    return build


def _rows(count: int) -> str:
    return "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, count + 1))


ZIPS = {
    "空文件": Hostile(lambda: b"", "空的"),
    "四十二层压缩包": Hostile(lambda: p.nested(42), "压缩包"),
    "压缩炸弹": Hostile(lambda: p.cell("0" * 60_000_000, "str"), "压缩比异常"),
    "虚报大小": Hostile(p.lying_size, "损坏"),
    "声称四吉字节": Hostile(lambda: p.claimed_size(0xFFFFFFF0), "200 MB"),
    "两千零一个部分": Hostile(
        lambda: p.with_extra({f"xl/media/{n}.xml": b"<a/>" for n in range(2001)}), "2000"
    ),
    "截去一半": Hostile(lambda: p.SOUND[: len(p.SOUND) // 2], "不完整"),
    "只剩头": Hostile(lambda: p.SOUND[:4], "不完整"),
    "截去末尾": Hostile(lambda: p.SOUND[:-1], "不完整"),
    "中间清零": Hostile(lambda: p.SOUND[:3000] + bytes(3000) + p.SOUND[6000:], "损坏"),
    "压缩包密码": Hostile(p.encrypted_flag, "密码"),
    "没见过的压缩法": Hostile(lambda: p.with_method(99), "损坏"),
    "重复的部分": Hostile(lambda: p.doubled(p.SHEET, b"<worksheet/>"), "重复"),
    "大小写不同的重复部分": Hostile(
        lambda: p.with_extra({"XL/WORKSHEETS/SHEET1.XML": b"<worksheet/>"}), "重复"
    ),
    "上溯路径": Hostile(lambda: p.with_extra({"../../../../etc/cron.d/x": b"<a/>"})),
    "绝对路径": Hostile(lambda: p.with_extra({"/etc/passwd": b"<a/>", "C:\\x.xml": b"<a/>"})),
    "普通压缩包": Hostile(lambda: p.zipped({"自评表.xlsx": p.SOUND}), "解压"),
}
OTHER_KINDS = {
    "旧版": Hostile(lambda: p.OLE, "旧版 .xls"),
    "打开密码": Hostile(lambda: p.OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    "网页": Hostile(lambda: b"<html><script>alert(1)</script></html>", "网页"),
    "逗号表": Hostile(lambda: "项目名称,得分\n甲,98".encode(), "没有找到"),
    "PDF": Hostile(lambda: b"%PDF-1.7\n", "PDF"),
    "RAR": Hostile(lambda: b"Rar!\x1a\x07\x00", "RAR"),
    "程序": Hostile(lambda: b"MZ" + bytes(1000), "不是 Excel 工作簿"),
    "Word": Hostile(lambda: p.with_extra({"word/document.xml": b"<a/>"}), "Word"),
    "二进制工作簿": Hostile(lambda: p.with_extra({"xl/workbook.bin": b"x"}), ".xlsb"),
    "ODS": Hostile(lambda: p.zipped({"mimetype": b"x", "content.xml": b"<a/>"}, zipfile.ZIP_STORED), "ODS"),
    "宏和外部链接": Hostile(p.linked),
    "xls扩展名": Hostile(lambda: p.OLE, "旧版 .xls", ".xls"),
}
XML = {
    "十亿个笑": Hostile(lambda: p.sheet("&l9;", p.lol()), "DTD"),
    "外部实体": Hostile(
        lambda: p.sheet("&a;", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "DTD"
    ),
    "外部参数实体": Hostile(
        lambda: p.with_part(p.STYLES, b'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]><x/>'),
        "DTD",
    ),
    "长注释后的实体": Hostile(lambda: p.sheet("", f"<!-- <a {'x' * 70_000} -->{p.lol(2)}"), "DTD"),
    "注释里没有标签": Hostile(lambda: p.sheet("", f"<!-- {'x' * 70_000} -->{p.lol(2)}"), "开头异常"),
    "怪编码": Hostile(
        lambda: p.with_part(p.SHEET, b'<?xml version="1.0" encoding="cp037"?>' + "<x/>".encode("cp037")),
        "UTF-8",
    ),
    "十万层嵌套": Hostile(lambda: p.sheet("<a>" * 100_000 + "</a>" * 100_000), "没有找到"),
    "工作簿十万层嵌套": Hostile(
        lambda: p.with_part(p.BOOK, b"<workbook>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</workbook>"),
        "没有找到",
    ),
    "样式三千层嵌套": Hostile(
        lambda: p.with_part(p.STYLES, b"<styleSheet>" + b"<a>" * 3000 + b"</a>" * 3000 + b"</styleSheet>")
    ),
    "控制字符": Hostile(lambda: p.cell("a\x01b", "str"), "非法字符"),
    "转义控制字符": Hostile(lambda: p.text_cell("a_x0001__x0000__xD800_b")),
    "标签没有关": Hostile(lambda: p.with_part(p.SHEET, b"<worksheet><sheetData>"), "损坏"),
    "缺工作表": Hostile(lambda: p.with_part(p.SHEET, None), "缺少"),
    "缺工作簿": Hostile(lambda: p.with_part(p.BOOK, None), "缺少"),
    "关系指向文件夹外": Hostile(
        lambda: p.edited("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"../../../etc/passwd"),
        "缺少",
    ),
    "工作簿关系绕圈": Hostile(lambda: p.edited("_rels/.rels", b"xl/workbook.xml", b"_rels/.rels"), ""),
    "没有关系": Hostile(lambda: p.with_part("xl/_rels/workbook.xml.rels", b"<Relationships/>"), "找不到"),
}
SHEETS = {
    "全表大小": Hostile(
        lambda: p.sheet(
            '<row r="1048576"><c r="XFD1048576" t="str"><v>项目名称</v></c></row>',
            after='<mergeCells><mergeCell ref="A1:XFC1048576"/></mergeCells>',
        )
    ),
    "全表合并且有标签": Hostile(
        lambda: p.sheet(
            '<row r="1"><c r="A1" t="str"><v>项目名称</v></c></row>',
            after='<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        )
    ),
    "六十万格": Hostile(lambda: p.sheet(_rows(600_000)), "50 万格"),
    "两万个合并": Hostile(
        lambda: p.sheet(
            '<row r="1"><c r="A1" t="str"><v>项目名称</v></c></row>',
            after="<mergeCells>"
            + "".join(f'<mergeCell ref="A{n}:C{n}"/>' for n in range(1, 20_001))
            + "</mergeCells>",
        )
    ),
    "文字序号不存在": Hostile(lambda: p.cell("99999", "s"), "A1"),
    "文字序号十万位": Hostile(lambda: p.cell("9" * 100_000, "s"), "损坏"),
    "四万字一格": Hostile(lambda: p.text_cell("长" * 40_000)),
    "一百万字一格": Hostile(lambda: p.text_cell("".join(chr(0x4E00 + n % 9973) for n in range(1_000_000)))),
    "指数巨大": Hostile(lambda: p.cell("1E999999999")),
    "一百万位数": Hostile(lambda: p.cell("9" * 1_000_000)),
    "非数": Hostile(lambda: p.cell("NaN")),
    "文字里一百万位数": Hostile(lambda: p.text_cell("9" * 1_000_000)),
    "行号十万位": Hostile(lambda: p.sheet(f'<row r="{"9" * 100_000}"><c><v>1</v></c></row>'), "损坏"),
    "样式号十万位": Hostile(lambda: p.sheet(f'<row r="1"><c r="A1" s="{"9" * 100_000}"><v>1</v></c></row>')),
    "共享公式自指": Hostile(
        lambda: p.sheet(
            '<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:XFD1048576"/><v>1</v></c>'
            '<c r="B1"><f t="shared" si="0">A1</f><v>1</v></c></row>'
        )
    ),
    "名称一万个": Hostile(
        lambda: p.edited(
            p.BOOK,
            b"<definedNames>",
            b"<definedNames>"
            + b"".join(b'<definedName name="ZPB_X%d">1:1048576</definedName>' % n for n in range(10_000)),
        )
    ),
    "格式代码很长": Hostile(
        lambda: p.edited(
            p.STYLES,
            b"<fonts",
            b'<numFmts count="1"><numFmt numFmtId="200" formatCode="'
            + b"[" * 60_000
            + b'"/></numFmts><fonts',
        )
    ),
}
JSON = {
    "十万层列表": _json(lambda: "[" * 100_000 + "]" * 100_000, "嵌套"),
    "十万层对象": _json(lambda: '{"a":' * 100_000 + "1" + "}" * 100_000, "嵌套"),
    "一百万位整数": _json(_raw("weight", "9" * 1_000_000)),
    "一百万位小数": _json(_raw("weight", "0." + "1" * 1_000_000)),
    "指数巨大数": _json(_raw("weight", "1E999999999")),
    "指数百万位": _json(_raw("weight", "1E" + "9" * 1_000_000)),
    "JSON非数": _json(_raw("score", "NaN")),
    "无穷": _json(_raw("score", "-Infinity")),
    "GBK": Hostile(lambda: json.dumps(FORM, ensure_ascii=False).encode("gbk"), "", ".json"),
    "UTF16": Hostile(lambda: json.dumps(FORM, ensure_ascii=False).encode("utf-16"), "", ".json"),
    "乱字节": Hostile(lambda: bytes(range(256)) * 100, "UTF-8", ".json"),
    "半个代理字符": _json(lambda: json.dumps({**FORM, "name": "a\ud800b"})),
    "空字符": _json(_form(name="a\x00b")),
    "截断": _json(lambda: json.dumps([FORM])[:-40], "JSON"),
    "不是表": _json(lambda: '"自评表"', "应为"),
    "空JSON": _json(lambda: "", "JSON"),
    "重复键十万": _json(lambda: "{" + ",".join('"name":"x"' for _ in range(100_000)) + "}"),
    "不认识的键": _json(lambda: json.dumps({**FORM, **{f"k{n}": n for n in range(50_000)}})),
    "一千行指标": _json(_form(indicators=[FORM["indicators"][0]] * 1000)),
    "一百万字指标": _json(_raw("target", json.dumps("≥" * 1_000_000))),
    "指标值十万位": _json(_raw("target", json.dumps("≥" + "9" * 100_000 + "%"))),
    "完成值指数": _json(_raw("actual", json.dumps("1E999999"))),
    "括号十万层": _json(_raw("target", json.dumps("（" * 100_000))),
    "中文数字十万": _json(_raw("target", json.dumps("一亿" * 50_000))),
    "行尾JSONL": _json(lambda: "{\n[\n", "JSON", ".jsonl"),
    "巨大年度": _json(_form(year="9" * 100_000 + "年度")),
    "规则名上溯": _json(_form(rulebook="../../../../etc/passwd")),
    "规则名设备": _json(_form(rulebook="/dev/zero")),
}
FILES: dict[str, Hostile] = {**ZIPS, **OTHER_KINDS, **XML, **SHEETS, **JSON, **DOCUMENTS}
