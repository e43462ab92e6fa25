"""The hostile documents: name → bytes, their kind's ending, and what the refusal has to say."""

from __future__ import annotations

import struct
import zlib

from hostile import documents as d
from hostile.packages import OLE, Hostile, zipped

WORD_FILES = {
    "Word炸弹": Hostile(lambda: d.word("<w:p>" + " " * 60_000_000), "压缩比异常", ".docx"),
    "Word实体": Hostile(
        lambda: d.word("&a;", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "DTD", ".docx"
    ),
    "Word标签没有关": Hostile(lambda: d.word("<w:tbl>"), "损坏", ".docx"),
    "Word没有正文": Hostile(
        lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b""}), "损坏", ".docx"
    ),
    "Word没有表格": Hostile(lambda: d.word("<w:p><w:r><w:t>通知</w:t></w:r></w:p>"), "没有表格", ".docx"),
    "Word五万层段落": Hostile(lambda: d.word("<w:p>" * 50_000 + "</w:p>" * 50_000), "没有表格", ".docx"),
    "Word表套表": Hostile(lambda: d.word(d.nested(1000)), "24 层", ".docx"),
    "Word跨九万列": Hostile(
        lambda: d.word(d.table(d.cell("项目名称", '<w:gridSpan w:val="99999"/>'))), "列数", ".docx"
    ),
    "Word跨万亿列": Hostile(
        lambda: d.word(d.table(d.cell("项目名称", f'<w:gridSpan w:val="{"9" * 30}"/>'))), "没有找到", ".docx"
    ),
    "Word前空万亿列": Hostile(
        lambda: d.word(
            "<w:tbl>"
            + '<w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr><w:tc/></w:tr>' * 50
            + "</w:tbl>"
        ),
        "没有找到",
        ".docx",
    ),
    "Word二十万格": Hostile(lambda: d.word(d.table("<w:tc/>" * 200_000)), "列数", ".docx"),
    "Word三万行": Hostile(
        lambda: d.word("<w:tbl>" + "<w:tr><w:tc/></w:tr>" * 30_000 + "</w:tbl>", packed=False),
        "万行",
        ".docx",
    ),
    "Word五十万个标记": Hostile(lambda: d.word("<w:p/>" * 500_000, packed=False), "万个标记", ".docx"),
    "Word六千个表": Hostile(lambda: d.word(d.table(d.cell()) * 6000), "个表格", ".docx"),
    "Word带宏": Hostile(
        lambda: d.word(d.table(d.cell("项目名称")), extra={"word/vbaProject.bin": OLE}), "没有找到", ".docm"
    ),
    "Word打开密码": Hostile(lambda: d.compound_file({"EncryptedPackage": bytes(5000)}), "打开密码", ".docx"),
    "旧Word打开密码": Hostile(lambda: d.old_document(flags=0x0100), "打开密码", ".doc"),
    "旧Word乱码": Hostile(lambda: d.old_document(magic=0), "损坏", ".doc"),
}
SHEET_FILES = {
    "ODS炸弹": Hostile(lambda: d.ods(" " * 60_000_000), "压缩比异常", ".ods"),
    "ODS标签没有关": Hostile(lambda: d.ods("<table:table-row>"), "损坏", ".ods"),
    "ODS五万层": Hostile(lambda: d.ods("<text:p>" * 50_000 + "</text:p>" * 50_000), "没有找到", ".ods"),
    "ODS重复一百万行": Hostile(
        lambda: d.ods(d.ods_row(d.ods_cell(), 'table:number-rows-repeated="1048576"')), "万格", ".ods"
    ),
    "ODS重复百万行万列": Hostile(
        lambda: d.ods(
            d.ods_row(
                d.ods_cell(attributes='table:number-columns-repeated="16384"'),
                'table:number-rows-repeated="1048576"',
            )
        ),
        "万格",
        ".ods",
    ),
    "ODS重复数百位": Hostile(
        lambda: d.ods(d.ods_row(d.ods_cell(), f'table:number-rows-repeated="{"9" * 100_000}"')),
        "没有找到",
        ".ods",
    ),
    "ODS空行一百万": Hostile(
        lambda: d.ods(d.ods_row(d.ods_cell("")) * 1 + d.ods_row("", 'table:number-rows-repeated="1048576"')),
        "没有找到",
        ".ods",
    ),
    "ODS全表合并": Hostile(
        lambda: d.ods(
            d.ods_row(
                d.ods_cell(
                    attributes='table:number-rows-spanned="1048576" table:number-columns-spanned="16384"'
                )
            )
        ),
        "没有找到",
        ".ods",
    ),
    "ODS六千个大合并": Hostile(
        lambda: d.ods(
            d.ods_row(
                d.ods_cell(attributes='table:number-rows-spanned="90000" table:number-columns-spanned="900"')
                * 100
            )
            * 60
        ),
        "合并单元格太多",
        ".ods",
    ),
    "ODS打开密码": Hostile(
        lambda: d.ods("", {"META-INF/manifest.xml": b"<m><encryption-data/></m>"}), "打开密码", ".ods"
    ),
    "旧表只有头": Hostile(lambda: OLE, "旧版 .xls", ".xls"),
    "旧表打开密码": Hostile(lambda: d.old_workbook([(0x002F, bytes(54))]), "打开密码", ".xls"),
    "旧表五十万格": Hostile(
        lambda: d.old_workbook([(0x0809, struct.pack("<HH", 0x600, 0x10))] + [(0x0203, b"")] * 500_000),
        "万格",
        ".xls",
    ),
    "旧表空记录": Hostile(lambda: d.old_workbook([(0x0001, b"")] * 600_000), "50 万条", ".xls"),
    "旧表乱码": Hostile(lambda: d.old_workbook([(0x0203, b"\xff" * 14)] * 50), "旧版 .xls", ".xls"),
    "旧表绕圈": Hostile(d.circular_compound, "旧版 .xls", ".xls"),
}
PDF_FILES = {
    "PDF只有头": Hostile(lambda: b"%PDF-1.7\n", "损坏", ".pdf"),
    "PDF乱码": Hostile(lambda: b"%PDF-1.7\n" + bytes(range(256)) * 20_000, "PDF", ".pdf"),
    "PDF截断": Hostile(lambda: d.many_pages(50)[:2000], "PDF", ".pdf"),
    "PDF五千页": Hostile(lambda: d.many_pages(5000), "300 页", ".pdf"),
    "PDF谎报页数": Hostile(
        lambda: d.pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 999999999>>"]),
        "PDF",
        ".pdf",
    ),
    "PDF页面绕圈": Hostile(
        lambda: d.pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]),
        "PDF",
        ".pdf",
    ),
    "PDF前表绕圈": Hostile(lambda: d.pdf([b"<</Type/Catalog>>"], trailer=b"/Prev 48"), "PDF", ".pdf"),
    "PDF炸弹": Hostile(lambda: d.one_page(d.flate(bytes(60_000_000))), "压缩比异常", ".pdf"),
    "PDF两层炸弹": Hostile(
        lambda: d.one_page(
            d.stream(
                zlib.compress(zlib.compress(bytes(60_000_000), 9), 9), b"/Filter[/FlateDecode/FlateDecode]"
            )
        ),
        "压缩比异常",
        ".pdf",
    ),
    "PDF少见压缩": Hostile(
        lambda: d.one_page(d.stream(b"\x81\0" * 500_000, b"/Filter/RunLengthDecode")), "少见的压缩法", ".pdf"
    ),
    "PDF画百万笔": Hostile(lambda: d.one_page(d.flate(b"0 0 m 9 9 l S " * 500_000)), "太多", ".pdf"),
    "PDF图套图": Hostile(lambda: d.forms_within_forms(9, 10), "太多", ".pdf"),
    "PDF自己画自己": Hostile(
        lambda: d.one_page(
            d.stream(b"/F Do"),
            b"<</XObject<</F 5 0 R>>>>",
            [
                d.stream(
                    b"/F Do /F Do",
                    b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>",
                )
            ],
        ),
        "扫描件",
        ".pdf",
    ),
    "PDF十万层数组": Hostile(lambda: d.one_page(d.stream(b"[" * 100_000)), "PDF", ".pdf"),
    "PDF对象五万层": Hostile(
        lambda: d.pdf([b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 50_000 + b"]" * 50_000 + b">>"]),
        "PDF",
        ".pdf",
    ),
    "PDF密密的线": Hostile(lambda: d.one_page(d.flate(d.lines(550) + d.TEXT), d.FONT), "框线", ".pdf"),
    "PDF没有框线": Hostile(lambda: d.one_page(d.stream(d.TEXT), d.FONT), "框线", ".pdf"),
    "PDF扫描件": Hostile(
        lambda: d.one_page(
            d.stream(b"/I Do"),
            b"<</XObject<</I 5 0 R>>>>",
            [
                d.flate(
                    bytes(60_000_000),
                    b"/Subtype/Image/Width 10000/Height 20000/BitsPerComponent 8/ColorSpace/DeviceGray",
                )
            ],
        ),
        "扫描件",
        ".pdf",
    ),
    "PDF加密": Hostile(
        lambda: d.pdf(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Kids[]/Count 0>>",
                b"<</Filter/Standard/V 2/R 3/Length 128/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32),
            ],
            trailer=b"/Encrypt 3 0 R/ID[<4142><4142>]",
        ),
        "打开密码",
        ".pdf",
    ),
}
TEXT_FILES = {
    "网页没有表格": Hostile(lambda: b"<html><body>hello</body></html>", "没有表格", ".html"),
    "网页跨百万列": Hostile(lambda: b"<table><tr><td colspan=999999>x</td></tr></table>", "列数", ".html"),
    "网页跨百万行": Hostile(
        lambda: b"<table>" + b"<tr><td rowspan=999999>x<td rowspan=99999999999>y</tr>" * 300 + b"</table>",
        "",
        ".html",
    ),
    "网页表套表": Hostile(lambda: b"<table><tr><td>" * 100_000, "24 层", ".html"),
    "网页尖括号": Hostile(lambda: b"<table>" + b"<" * 200_000, "没有表格", ".html"),
    "网页没有完的标签": Hostile(lambda: b"<table>" + b"<a " * 150_000, "没有表格", ".html"),
    "网页没有完的引号": Hostile(lambda: b"<table>" + b'<a b="' * 150_000, "没有表格", ".html"),
    "网页没有完的脚本": Hostile(lambda: b"<table>" + b"<script>" * 150_000, "没有表格", ".html"),
    "网页没有完的注释": Hostile(lambda: b"<table>" + b"<!--" * 150_000, "没有表格", ".html"),
    "网页五十万个标记": Hostile(lambda: b"<table>" + b"<br>" * 500_000, "万个标记", ".xls"),
    "网页三十兆": Hostile(lambda: b"<table><tr><td>" + b"x" * 30_000_000, "24 MB", ".html"),
    "逗号一百万列": Hostile(lambda: b"a" + b",1" * 1_000_000, "太大", ".csv"),
    "逗号十万行": Hostile(lambda: b"a,b\n" * 100_000, "2 万行", ".csv"),
    "引号没有完": Hostile(lambda: b'a,"' + b"x\n" * 1_000_000, "", ".csv"),
    "二进制": Hostile(lambda: bytes(range(256)) * 100, "不支持的文件类型", ".csv"),
    "XML": Hostile(lambda: b"<?xml version='1.0'?><a/>", "XML", ".xml"),
    "XML表格2003": Hostile(
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "2003",
        ".xls",
    ),
    "四十兆以上": Hostile(lambda: b"%PDF-1.7\n" + bytes(42_000_000), "40 MB", ".pdf"),
    "照片": Hostile(lambda: b"\xff\xd8\xff\xe0" + bytes(1000), "图片", ".jpg"),
    "演示文稿": Hostile(lambda: zipped({"ppt/presentation.xml": b"<a/>"}), "演示文稿", ".pptx"),
    "版式文件": Hostile(lambda: zipped({"OFD.xml": b"<a/>"}), "OFD", ".ofd"),
}
DOCUMENTS: dict[str, Hostile] = {**WORD_FILES, **SHEET_FILES, **PDF_FILES, **TEXT_FILES}
