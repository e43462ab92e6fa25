"""Old Word files: converted by the LibreOffice of this machine, here one that only copies, or told what to do instead."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from batch.test_printing import program
from zipingbiao.batch import old_word
from zipingbiao.batch.old_word import as_docx
from zipingbiao.package.fault import ReadFault

posix = pytest.mark.skipif(os.name == "nt", reason="shell scripts")
#: Writes beside the wished file what it was given, where from, and as what.
COPIES = (
    'out=; last=; kind=; for a in "$@"; do [ "$last" = --outdir ] && out=$a; [ "$last" = --convert-to ] && kind=$a; last=$a; done; '
    'mkdir -p "$out"; { cat "$last"; echo "|$kind|$last"; } > "$out/document.$kind"'
)


@pytest.fixture(autouse=True)
def own_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    old_word._office.cache_clear()
    yield
    old_word._office.cache_clear()


@posix
def test_a_document_goes_through_libreoffice_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ZIPINGBIAO_SOFFICE", program(tmp_path / "soffice", COPIES))
    before = sorted(tmp_path.iterdir())
    data, kind, source = as_docx(b"one", "a.doc").decode().strip().split("|")
    assert (data, kind) == ("one", "docx")
    # A folder of ours under the name we give, and a file without the name it came with.
    assert Path(source).parent.name.startswith("zipingbiao-doc-")
    assert Path(source).name == "document.doc"
    assert as_docx(b"two", "b.doc").startswith(b"two|")
    # The profile is one for all files of a run, and stays for the next one.
    (profile,) = set(tmp_path.iterdir()) - set(before)
    assert profile.name.startswith("zipingbiao-office-")


@posix
def test_a_document_that_cannot_be_converted_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZIPINGBIAO_SOFFICE", program(tmp_path / "soffice", "exit 1"))
    with pytest.raises(ReadFault) as told:
        as_docx(b"broken", "坏.doc")
    assert (told.value.file, told.value.message) == (
        "坏.doc",
        "LibreOffice 转换不了这个旧版 Word 文件（可能已损坏，或没有装 Writer），请用 Word 或 WPS 打开后另存为 .docx。",
    )


def test_without_libreoffice_the_ways_out_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZIPINGBIAO_SOFFICE", str(tmp_path / "nowhere"))
    with pytest.raises(ReadFault) as told:
        as_docx(b"any", "旧.doc")
    assert (told.value.file, told.value.message) == (
        "旧.doc",
        "旧版 Word 文件（.doc、.wps、.rtf）要用 LibreOffice 转换，本机没有找到 LibreOffice；"
        "请用 Word 或 WPS 另存为 .docx，或安装 LibreOffice（免费）。",
    )
