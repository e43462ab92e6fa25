"""What a narrative template may contain: text, output, if/elif/else, listed filters, listed names and `gap("…")`.

Everything else (loops, macros, set, include, arithmetic, attributes, calls) is refused when the template is
loaded: an office's template comes from outside, and a note must not depend on more than the facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from zipingbiao.narrative.fault import NarrativeFault
from zipingbiao.narrative.variables import FLAGS, NUMBERS, TEXTS

FILTERS = ("quoted", "bracketed", "trim")
_MAX_DEPTH = 24
_BREAK = re.compile(r"\s*\n\s*")

_NAMES: dict[type[nodes.Node], str] = {
    nodes.For: "循环 for",
    nodes.Macro: "宏 macro",
    nodes.CallBlock: "call 块",
    nodes.FilterBlock: "filter 块",
    nodes.Assign: "赋值 set",
    nodes.AssignBlock: "赋值 set",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from … import",
    nodes.Extends: "extends",
    nodes.Block: "block 块",
    nodes.With: "with 块",
    nodes.Scope: "autoescape 块",
    nodes.Getattr: "取属性（.）",
    nodes.Getitem: "取下标（[ ]）",
    nodes.Concat: "文字拼接 ~",
    nodes.Test: "测试 is",
    nodes.List: "列表",
    nodes.Tuple: "元组",
    nodes.Dict: "字典",
}
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.CondExpr,
    nodes.Name,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
    nodes.Call,
)
_ORDER = ("lt", "lteq", "gt", "gteq")
_CONTAINS = ("in", "notin")


def check(tree: nodes.Template, file: str) -> None:
    """Refuse whatever is not allowed, with file and line (NarrativeFault)."""
    for node in _walk(tree, file, 0):
        _check_node(node, file)


def _walk(node: nodes.Node, file: str, depth: int) -> Iterator[nodes.Node]:
    if depth > _MAX_DEPTH:
        raise NarrativeFault(file, node.lineno, "判断或括号嵌套太深，请简化。")
    yield node
    if isinstance(node, nodes.Call):
        return  # its parts were checked as a whole
    for child in node.iter_child_nodes():
        yield from _walk(child, file, depth + 1)


def _check_node(node: nodes.Node, file: str) -> None:
    if not isinstance(node, _ALLOWED):
        what = _NAMES.get(type(node)) or (
            "运算" if isinstance(node, nodes.BinExpr | nodes.UnaryExpr) else type(node).__name__
        )
        raise NarrativeFault(
            file, _line(node), f'模板里不能用{what}，只能用 if/elif/else、列出的变量和过滤器、gap("…")。'
        )
    match node:
        case nodes.Name():
            _check_name(node, file)
        case nodes.Filter():
            _check_filter(node, file)
        case nodes.Call():
            _check_call(node, file)
        case nodes.Compare():
            _check_compare(node, file)
        case nodes.Output():
            for part in node.nodes:
                if isinstance(part, nodes.Name) and part.name in FLAGS:
                    raise NarrativeFault(
                        file, part.lineno, f"“{part.name}”是条件，只能放在 if 里，不能直接输出。"
                    )
        case _:
            pass


def _line(node: nodes.Node) -> int:
    """The line of a node; some carry none, and then their first part does."""
    return node.lineno or next((line for child in node.iter_child_nodes() if (line := _line(child))), 0)


def _check_name(node: nodes.Name, file: str) -> None:
    if node.ctx != "load" or node.name not in {*TEXTS, *FLAGS, *NUMBERS}:
        names = "、".join((*TEXTS, *FLAGS, *NUMBERS))
        raise NarrativeFault(file, node.lineno, f"没有名为“{node.name}”的变量。可用的变量：{names}。")


def _check_filter(node: nodes.Filter, file: str) -> None:
    plain = not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
    if node.name not in FILTERS or not plain or node.node is None:
        raise NarrativeFault(
            file, node.lineno, f"不能用过滤器“{node.name}”。可用的过滤器（不带参数）：{'、'.join(FILTERS)}。"
        )


def _check_call(node: nodes.Call, file: str) -> None:
    named = isinstance(node.node, nodes.Name) and node.node.name == "gap"
    if not named:
        raise NarrativeFault(file, node.lineno, '模板里不能调用函数，只有 gap("缺什么") 可用。')
    plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    if not plain or len(node.args) != 1 or _constant(node.args[0]) is None:
        raise NarrativeFault(file, node.lineno, 'gap 里只能写一段引号括起的文字，如 gap("时限")。')


def _constant(node: nodes.Node) -> str | None:
    """The text of a quoted constant without brackets of its own."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and not set(node.value) & set("【】"):
        return node.value
    return None


def _check_compare(node: nodes.Compare, file: str) -> None:
    """Comparisons that cannot fail when the note is written: texts with texts, numbers with numbers."""
    left: nodes.Node = node.expr
    for operand in node.ops:
        sides = (left, operand.expr)
        if operand.op in _ORDER and not all(_is_number(side) for side in sides):
            raise NarrativeFault(
                file, node.lineno, f"大于、小于只能用于数字变量（{'、'.join(NUMBERS)}）和整数。"
            )
        if operand.op in _CONTAINS and not all(_is_text(side) for side in sides):
            raise NarrativeFault(file, node.lineno, "in 两边只能是文字变量或引号括起的文字。")
        left = operand.expr


def _is_number(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Name):
        return node.name in NUMBERS
    return isinstance(node, nodes.Const) and type(node.value) is int


def _is_text(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Name):
        return node.name in TEXTS
    return _constant(node) is not None


class _Settle(NodeTransformer):
    """`gap("时限")` → 【请填写：时限】; line breaks of the file are no part of the note."""

    def visit_Call(self, node: nodes.Call) -> nodes.Const:  # noqa: N802 - the visitor's own spelling
        return nodes.Const(f"【请填写：{_constant(node.args[0])}】", lineno=node.lineno)

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.TemplateData:  # noqa: N802
        return nodes.TemplateData(_BREAK.sub("", node.data), lineno=node.lineno)


def settle(tree: nodes.Template) -> nodes.Template:
    """A checked template, ready to compile: no call is left in it."""
    settled: nodes.Template = _Settle().visit(tree)
    return settled
