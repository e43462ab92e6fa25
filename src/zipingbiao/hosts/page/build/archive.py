"""A zip without compression and without a date: the page compresses it as one, and the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def stored(files: Mapping[str, bytes]) -> bytes:
    """Files by name, in the order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, files[name])
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of an archive, folders left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
