"""The parts of a package while they are changed: contents, relations and content types, and the new package."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator, Mapping
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from zipingbiao.package.gate import Package
from zipingbiao.package.relations import TYPES, Relation, relations_of, relations_part, without_parts
from zipingbiao.package.xml_lists import appended, attributes_of, elements, prefix_of, prefixed

#: The relation types of Excel, WPS and LibreOffice; a strict file has others of its own.
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NO_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'
)
_OLDEST = (1980, 1, 1, 0, 0, 0)


class Parts(Mapping[str, bytes]):
    """What stands in a package, by part name whatever its case. `file` is the name used in messages.

    `changed`: what was written since (None: taken away); all other parts go into the new package as they came.
    """

    def __init__(self, package: Package) -> None:
        self.file = package.file
        self._package = package
        self._names = {name: _normal(info.filename) for name, info in package.parts.items()}
        self.changed: dict[str, bytes | None] = {}

    def __getitem__(self, name: str) -> bytes:
        if name.lower() not in self._names:
            raise KeyError(name)
        written = self.changed.get(self._names[name.lower()])
        return self._package.read(name) if written is None else written

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._names.values()))

    def __len__(self) -> int:
        return len(self._names)

    # Contents

    def original(self, name: str) -> bytes | None:
        """A part as it came; None for one added since."""
        return self._package.read(name) if self._package.has(name) else None

    def text(self, name: str) -> str:
        """A part as text; a stray byte of another encoding survives the way there and back."""
        data = self[name]
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16").replace('encoding="UTF-16"', 'encoding="UTF-8"', 1)
        return data.decode("utf-8-sig", errors="surrogateescape")

    def write(self, name: str, content: str | bytes) -> None:
        """A part's new content; a part of a new name is added."""
        name = self._names.setdefault(name.lower(), name)
        if isinstance(content, str):
            content = content.encode(errors="surrogateescape")
        self.changed[name] = content

    def put_back(self, name: str, content: bytes | None) -> None:
        """A part as somebody kept it: its bytes, or away with it."""
        if content is not None:
            self.write(name, content)
        elif name.lower() in self._names:
            self.changed[self._names.pop(name.lower())] = None

    def remove(self, part: str) -> None:
        """A part away, with every reference to it and what only it referred to."""
        kept = without_parts(self, {self._names.get(part.lower(), part)})
        for name in list(self):
            if name not in kept:
                self.put_back(name, None)
            elif kept[name] != self[name]:
                self.write(name, kept[name])

    def free_name(self, pattern: str) -> str:
        """`xl/worksheets/sheet{}.xml` with the first number that no part has."""
        return next(name for n in range(1, 100_000) if (name := pattern.format(n)) not in self)

    # Relations and content types

    def related(self, part: str, kind: str) -> Relation | None:
        """The first relation of a kind that a part has."""
        return next((each for each in relations_of(self, part) if each.kind == kind), None)

    def relate(self, part: str, type: str, target: str) -> str:
        """A new relation of a part; its id."""
        name = relations_part(part)
        text = self.text(name) if name in self else _NO_RELATIONS
        taken = {each.id for each in relations_of(self, part)}
        id = next(f"rIdZpb{n}" for n in range(1, 100_000) if f"rIdZpb{n}" not in taken)
        entry = f'<Relationship Id="{id}" Type="{escape(type)}" Target="/{escape(target)}"/>'
        self.write(name, appended(text, "Relationships", prefixed(entry, prefix_of(text))))
        return id

    def declare(self, part: str, type: str) -> None:
        """The content type of a new part."""
        text = self.text(TYPES)
        entry = f'<Override PartName="/{escape(part)}" ContentType="{type}"/>'
        self.write(TYPES, appended(text, "Types", prefixed(entry, prefix_of(text))))

    def declare_extension(self, part: str, type: str) -> None:
        """The content type of all parts of this part's extension, where none is declared yet."""
        extension = posixpath.splitext(part)[1].removeprefix(".")
        text = self.text(TYPES)
        declared = {
            attributes_of(each.group()).get("Extension", "").lower() for each in elements(text, "Default")
        }
        if extension not in declared:
            # Defaults come before overrides, as Excel writes them.
            head = text.index(">", text.index(f"<{prefix_of(text)}Types")) + 1
            entry = prefixed(f'<Default Extension="{extension}" ContentType="{type}"/>', prefix_of(text))
            self.write(TYPES, f"{text[:head]}{entry}{text[head:]}")

    def packed(self) -> bytes:
        """The new package: parts in their old order, new ones last."""
        out = io.BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as target:
            seen = set()
            for info in self._package.archive.infolist():
                name = _normal(info.filename)
                seen.add(name)
                if name in self.changed and self.changed[name] is None:
                    continue
                copy = ZipInfo(info.filename, info.date_time)
                copy.compress_type = info.compress_type
                copy.external_attr = info.external_attr
                written = self.changed.get(name)
                target.writestr(copy, self._package.raw(info) if written is None else written)
            for name, content in self.changed.items():
                if content is not None and name not in seen:
                    target.writestr(new_entry(name), content)
        return out.getvalue()


def new_entry(name: str) -> ZipInfo:
    """An entry of a package that tells of no time: the same content gives the same bytes."""
    info = ZipInfo(name, _OLDEST)
    info.compress_type = ZIP_DEFLATED
    return info


def _normal(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")
