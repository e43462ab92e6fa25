"""Which modules of the standard library the page can ever ask for: every import statement is followed, none is guessed.

It runs inside Pyodide (`inside.py`): only that Python can read the sources of its own library.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

#: What Python and Pyodide need before the first line of ours, and what is imported by a name made at run time.
ROOTS = (
    "_pyodide",
    "pyodide",
    "encodings",
    "site",
    "zipimport",
    "codecs",
    "io",
    "abc",
    "importlib",
    "_sysconfigdata__emscripten_wasm32-emscripten",
    "unicodedata",
    "xml.etree.cElementTree",
)
#: Asked for by import statements that the page never reaches: tests, debuggers, other machines, other processes.
NEVER = frozenset(
    {
        "_android_support", "_aix_support", "_apple_support", "_ios_support", "_osx_support", "_pyio", "_pyrepl",
        "bdb", "cProfile", "curses", "doctest", "ensurepip", "ftplib", "http.cookiejar", "http.server", "idlelib",
        "imaplib", "lib2to3", "mailbox", "multiprocessing", "pdb", "pickletools", "profile", "pstats", "pydoc",
        "pydoc_data", "rlcompleter", "smtplib", "socketserver", "sqlite3", "test", "tkinter", "turtle", "unittest",
        "venv", "webbrowser", "wsgiref", "xmlrpc",
    }
)  # fmt: skip

#: Ways of writing that no file of this trade has: of old Macs, mainframes and DOS, and of alphabets that Unicode replaced.
_UNUSED_CODECS = re.compile(
    r"encodings\.(mac_(?!roman)\w+|cp(037|1006|1026|11\d\d|273|424|500|7\d\d|85[2-8]|86\d|874|875)"
    r"|iso8859_(?!1$|2$|15$)\d+|hp_roman8|koi8_\w|kz1048|palmos|ptcp154|tis_620|rot_13|uu_codec|mbcs|oem)"
)


def needed(library: Mapping[str, bytes], ours: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the library that `ours` can import, directly or through others of the library."""
    modules = {module_of(name): name for name in library if name.endswith(".py")}
    waiting = [*ROOTS, *(each for name, data in ours.items() for each in _imports(name, data))]
    found: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        for name in _with_packages(wanted):
            if name in found or name not in modules or _never(name):
                continue
            found.add(name)
            file = modules[name]
            waiting += _imports(file, library[file])
    for folder in ("encodings", "_pyodide", "pyodide"):
        found |= {name for name in modules if name.split(".")[0] == folder and not _never(name)}
    return {modules[name]: library[modules[name]] for name in sorted(found)}


def module_of(file: str) -> str:
    """`xml/etree/__init__.py` → `xml.etree`."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _never(name: str) -> bool:
    return any(each in NEVER for each in _with_packages(name)) or bool(_UNUSED_CODECS.fullmatch(name))


def _with_packages(name: str) -> Iterator[str]:
    """`xml.etree.ElementTree` → `xml`, `xml.etree`, `xml.etree.ElementTree`."""
    parts = name.split(".")
    return (".".join(parts[: n + 1]) for n in range(len(parts)))


def _imports(file: str, source: bytes) -> Iterable[str]:
    """Every module a file names in an import, wherever the import stands; of `from a import b` also `a.b`."""
    if not file.endswith(".py"):
        return
    package = module_of(file).split(".")
    if not file.endswith("/__init__.py"):
        package = package[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join((*above, *(node.module.split(".") if node.module else ())))
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)
