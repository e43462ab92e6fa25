"""[MS-OVBA]: a source-only VBA project. Excel compiles the modules when the book is opened."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import Enum

from zipingbiao.hosts.excel.vba.compound import compound_file
from zipingbiao.hosts.excel.vba.compression import compress

#: VBA sources are ASCII: a project has one byte code page, and Chinese comes from the ribbon, cells or Python.
_ENCODING = "ascii"
_CODEPAGE = 1252
_MAX_NAME = 31
_PROJECT_ID = "{6C1F0B0E-3D5B-4B0A-9E55-7A69706E6762}"
#: As Excel itself writes them, whichever Office it belongs to: 2.0 is found in every one since 2007.
_REFERENCES = (
    (
        "stdole",
        r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation",
    ),
    (
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared"
        r"\OFFICE16\MSO.DLL#Microsoft Office 16.0 Object Library",
    ),
)


class ModuleKind(Enum):
    """What a module belongs to; the value is its VB_Base."""

    STANDARD = ""
    CLASS = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
    WORKBOOK = "0{00020819-0000-0000-C000-000000000046}"
    SHEET = "0{00020820-0000-0000-C000-000000000046}"

    @property
    def is_document(self) -> bool:
        return self in (ModuleKind.WORKBOOK, ModuleKind.SHEET)


@dataclass(frozen=True, slots=True)
class Module:
    """One module: its name and its source without the Attribute lines."""

    name: str
    source: str = ""
    kind: ModuleKind = ModuleKind.STANDARD

    def text(self) -> str:
        """The stored source: Attribute lines and body, lines ended as Windows does."""
        lines = [f'Attribute VB_Name = "{self.name}"']
        if self.kind is not ModuleKind.STANDARD:
            document = self.kind.is_document
            lines += [
                f'Attribute VB_Base = "{self.kind.value}"',
                "Attribute VB_GlobalNameSpace = False",
                "Attribute VB_Creatable = False",
                f"Attribute VB_PredeclaredId = {document}",
                f"Attribute VB_Exposed = {document}",
                "Attribute VB_TemplateDerived = False",
                f"Attribute VB_Customizable = {document}",
            ]
        body = self.source.replace("\r\n", "\n").strip("\n")
        return "\r\n".join([*lines, *body.split("\n")] if body else lines) + "\r\n"


def vba_project(name: str, modules: tuple[Module, ...]) -> bytes:
    """The bytes of `xl/vbaProject.bin`; ValueError for a name or a source that VBA would not take."""
    _validate(modules)
    vba = {module.name: compress(module.text().encode(_ENCODING)) for module in modules}
    vba["_VBA_PROJECT"] = bytes.fromhex("cc61ffff000000")
    vba["dir"] = compress(_dir_stream(name, modules))
    return compound_file(
        {"VBA": vba, "PROJECT": _project_stream(name, modules), "PROJECTwm": _names(modules)}
    )


def _validate(modules: tuple[Module, ...]) -> None:
    names = [module.name.casefold() for module in modules]
    if len(set(names)) != len(names):
        raise ValueError(f"two VBA modules of one name: {names}")
    for module in modules:
        if len(module.name) > _MAX_NAME:
            raise ValueError(f"VBA module name longer than {_MAX_NAME}: {module.name}")
        if not module.text().isascii():
            raise ValueError(f"VBA module {module.name} is not ASCII")


def _record(id: int, data: bytes) -> bytes:
    return struct.pack("<HL", id, len(data)) + data


def _both(id: int, unicode_id: int, text: str) -> bytes:
    """A text in the code page and in UTF-16."""
    return _record(id, text.encode(_ENCODING)) + _record(unicode_id, text.encode("utf-16-le"))


def _dir_stream(name: str, modules: tuple[Module, ...]) -> bytes:
    """2.3.4.2: information, references, modules."""
    long, short = struct.Struct("<L").pack, struct.Struct("<H").pack
    parts = [
        _record(0x01, long(3)), _record(0x02, long(0x409)), _record(0x14, long(0x409)), _record(0x03, short(_CODEPAGE)),
        _record(0x04, name.encode(_ENCODING)), _both(0x05, 0x40, ""), _record(0x06, b""), _record(0x3D, b""),
        _record(0x07, long(0)), _record(0x08, long(0)), short(0x09) + long(4) + long(1) + short(1), _both(0x0C, 0x3C, ""),
    ]  # fmt: skip
    for title, library in _REFERENCES:
        encoded = library.encode(_ENCODING)
        parts += [_both(0x16, 0x3E, title), _record(0x0D, long(len(encoded)) + encoded + long(0) + short(0))]
    parts += [_record(0x0F, short(len(modules))), _record(0x13, short(0xFFFF))]
    for module in modules:
        kind = 0x21 if module.kind is ModuleKind.STANDARD else 0x22
        parts += [
            _both(0x19, 0x47, module.name), _both(0x1A, 0x32, module.name), _both(0x1C, 0x48, ""),
            _record(0x31, long(0)), _record(0x1E, long(0)), _record(0x2C, short(0xFFFF)), _record(kind, b""), _record(0x2B, b""),
        ]  # fmt: skip
    return b"".join((*parts, short(0x10), long(0)))


def _project_stream(name: str, modules: tuple[Module, ...]) -> bytes:
    """2.3.1: the project as an INI text, unprotected and visible."""
    key = sum(_PROJECT_ID.encode()) & 0xFF
    lines = [f'ID="{_PROJECT_ID}"', *(_module_line(module) for module in modules), f'Name="{name}"']
    lines += ['HelpContextID="0"', 'VersionCompatible32="393222000"']
    lines += [f'CMG="{_obscured(bytes(4), key, 0x8D)}"', f'DPB="{_obscured(bytes(1), key, 0x8B)}"']
    visible = _obscured(bytes([0xFF]), key, 0x9D)
    lines += [f'GC="{visible}"', "", "[Host Extender Info]"]
    lines += ["&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000", "", "[Workspace]"]
    lines += [f"{module.name}=0, 0, 0, 0, C" for module in modules]
    return ("\r\n".join(lines) + "\r\n").encode(_ENCODING)


def _module_line(module: Module) -> str:
    if module.kind.is_document:
        return f"Document={module.name}/&H00000000"
    return f"{'Class' if module.kind is ModuleKind.CLASS else 'Module'}={module.name}"


def _names(modules: tuple[Module, ...]) -> bytes:
    """2.3.3: module names in both encodings."""
    pairs = (m.name.encode(_ENCODING) + b"\0" + m.name.encode("utf-16-le") + b"\0\0" for m in modules)
    return b"".join(pairs) + b"\0\0"


def _obscured(data: bytes, key: int, seed: int) -> str:
    """2.4.3.2: the data encryption of the protection fields (here: of "not protected")."""
    version = 2
    encrypted_version, encrypted_key = seed ^ version, seed ^ key
    out = [seed, encrypted_version, encrypted_key]
    plain_before, before, twice_before = key, encrypted_key, encrypted_version
    for byte in bytes([7] * ((seed & 6) // 2)) + struct.pack("<L", len(data)) + data:
        made = byte ^ ((twice_before + plain_before) & 0xFF)
        out.append(made)
        twice_before, before, plain_before = before, made, byte
    return "".join(f"{byte:02X}" for byte in out)
