"""Run by `compile.mjs` inside Pyodide, under Node: the sources of the page become what the page carries.

It stands beside `imports.py` there, not in our package: nothing of ours is imported but that.
"""

from __future__ import annotations

import _imp
import ast
import zipfile
from collections.abc import Mapping
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]

from imports import needed  # type: ignore[import-not-found]

_MAGIC = 0x0A0D0D0A
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def build(library: str, ours: str, library_out: str, ours_out: str) -> None:
    """Archives by their paths: the cut library and our files, both compiled."""
    with zipfile.ZipFile(library) as archive:
        whole = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    with zipfile.ZipFile(ours) as archive:
        site = {name: archive.read(name) for name in archive.namelist()}
    _write(library_out, needed(whole, site))
    _write(ours_out, site)


def _write(path: str, files: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(files):
            data = files[name]
            if name.endswith(".py"):
                name, data = f"{name}c", _compiled(name, data)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, data)


def _compiled(name: str, source: bytes) -> bytes:
    """A .pyc that says of itself "unchecked": nothing looks for the source, which stays outside.

    Docstrings stay outside too: no page shows them, and they are a twentieth of it. What is not ours goes in without its
    assertions as well, what is ours without the types of its functions, which nothing of ours asks for while it runs.
    """
    ours = name.startswith("zipingbiao/")
    tree = _undocumented(source, name)
    if ours:
        _leave_out_types(tree)
    code = compile(tree, name, "exec", dont_inherit=True, optimize=0 if ours else 2)
    return bytes(_code_to_hash_pyc(code, _imp.source_hash(_MAGIC, source), False))


def _undocumented(source: bytes, name: str) -> ast.Module:
    tree = ast.parse(source, name)
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.copy_location(ast.Pass(), node.body[0])]
    return tree


def _leave_out_types(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
