"""What a browser cannot have, named with where it can be had; never silently missing."""

from __future__ import annotations

from collections.abc import Mapping

from zipingbiao.for_people import ForPeople

_ELSEWHERE = "请在装了 zipingbiao 的电脑上用命令行"
#: Commands whose first word is not there.
COMMANDS: Mapping[str, str] = {
    "excel": f"本网页不能安装 Excel 的函数和按钮。{_ELSEWHERE}：zipingbiao excel。",
    "libreoffice": f"本网页不能安装 LibreOffice 的函数和按钮。{_ELSEWHERE}：zipingbiao libreoffice。",
    "wps": f"本网页不能安装 WPS 的加载项。{_ELSEWHERE}：zipingbiao wps。",
    "web": f"本网页不能再生成网页。{_ELSEWHERE}：zipingbiao web build。",
    "doctor": f"本网页没有要检查的安装环境。检查电脑上的安装，{_ELSEWHERE}：zipingbiao doctor。",
    "config": f"本网页没有设置文件。{_ELSEWHERE}：zipingbiao config。",
    "template": f"本网页不核对本单位的模板。{_ELSEWHERE}：zipingbiao template check。",
    "desk": f"本网页不保存复核登记册。{_ELSEWHERE}：zipingbiao desk。",
}
_PDF = "本网页不能导出 PDF（请用浏览器打印，或在装了 LibreOffice 的电脑上用命令行：zipingbiao bulk --pdf）。"
#: Options that need another program, another process or another machine: command, option, the values meant.
OPTIONS: Mapping[tuple[str, str], tuple[tuple[str, ...], str]] = {
    ("bulk", "pdf"): (("True",), _PDF),
    ("bulk", "pdf-merged"): (("True",), _PDF),
    ("bulk", "format"): (
        ("xlsm",),
        f"本网页不能写带宏的 .xlsm。{_ELSEWHERE}：zipingbiao bulk --format xlsm。",
    ),
    ("bulk", "jobs"): (
        tuple(map(str, range(2, 65))),
        f"本网页只用一个进程，请去掉 jobs；要用多个进程，{_ELSEWHERE}：zipingbiao bulk --jobs。",
    ),
    ("bulk", "scheduler"): ((), f"本网页不能用多台机器。{_ELSEWHERE}：zipingbiao bulk --scheduler。"),
    ("collect", "to"): (
        ("csv", "parquet"),
        f"本网页不能写数据表，请用汇总表（xlsx）；csv、parquet {_ELSEWHERE}：zipingbiao collect --to。",
    ),
    ("export", "to"): (
        ("docx",),
        f"本网页不能写 Word 的自评表，请导出一体化导入表、数据表或 JSON；Word 的{_ELSEWHERE.removeprefix('请')}：zipingbiao export --to docx。",
    ),
    **{
        (command, "desk"): (
            (),
            f"本网页不保存复核登记册，请去掉 desk；要用登记册，{_ELSEWHERE}：zipingbiao {command} --desk。",
        )
        for command in ("check", "diff", "return", "waive")
    },
    ("return", "format"): (
        ("docx", "both"),
        f"本网页不能写 Word 的退回意见，请用 Excel 的（format: xlsx）；Word 的{_ELSEWHERE.removeprefix('请')}：zipingbiao return。",
    ),
}


#: Kinds of file that need compiled libraries.
FILES: Mapping[str, str] = {
    ".pdf": f"本网页不能读 PDF。请提供 Word、Excel 原件，或{_ELSEWHERE.removeprefix('请')}：zipingbiao check。",
}


class NotInThePage(ForPeople):
    """Something the page cannot do; the sentence says where it can be done."""


def refuse(command: str, options: Mapping[str, object]) -> None:
    """Raise :class:`NotInThePage` for a command or an option that is not there."""
    first = command.split(" ", maxsplit=1)[0]
    if first in COMMANDS:
        raise NotInThePage(COMMANDS[first])
    for (name, option), (values, sentence) in OPTIONS.items():
        given = options.get(option)
        if name == first and given not in (None, False) and (not values or str(given) in values):
            raise NotInThePage(sentence)
