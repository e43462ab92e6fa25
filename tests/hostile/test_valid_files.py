"""Everything the project writes is a sound workbook: by our own checks, and by the Open XML SDK where it can be had."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from hostile.everything import DATA, with_texts, workbooks
from hostile.soundness import faults
from hostile.test_injection import PAYLOADS, SCRIPTS
from zipingbiao.form.interchange import read_interchange
from zipingbiao.resources import workbook_path

#: Where `make slow` puts it.
_VALIDATOR = Path(__file__).parents[2] / ".venv/npm/node_modules/.bin/ooxml-validator"
EDGES = (
    "长" * 5000, "x" * 20_000, "\n" * 300 + "末", "a\x00\x01\x0b\x1fb", "_x0041_", "_x000D_", "😀" * 200, "\ud7ff\ue000\ufffd",
    "]]>&amp;<![CDATA[", '"' * 300, "'" * 300, "  前后空格  ", "\t", "e\u0301\u202e", "第" * 256, "&" * 256,
)  # fmt: skip


@pytest.fixture(scope="module")
def written() -> dict[str, bytes]:
    """All kinds of workbooks: of published forms, of hostile texts, of texts at the limits; and those we ship."""
    published = read_interchange(DATA.read_text("utf-8"), "forms.json").forms
    texts = PAYLOADS + SCRIPTS + EDGES
    hostile = [with_texts(texts[k:] + texts[:k], n) for n, k in ((0, 0), (1, 11), (2, 37))]
    edges = [with_texts(EDGES[k:] + EDGES[:k], 0) for k in range(0, len(EDGES), 3)]
    found = {f"公布的 {name}": data for name, data in workbooks(published).items()}
    found |= {f"恶意的 {name}": data for name, data in workbooks(hostile).items()}
    found |= {f"极限的 {name}": data for name, data in workbooks(edges).items()}
    shipped = workbook_path("自评台账模板.xlsx").parent
    return found | {path.name: path.read_bytes() for path in shipped.glob("*.xlsx")}


def test_our_own_checks(written: dict[str, bytes]) -> None:
    told = {name: found[:5] for name, data in written.items() if (found := faults(data))}
    assert told == {}


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"),
    [
        (
            "xl/worksheets/sheet1.xml",
            b"<mergeCells",
            b'<mergeCells><mergeCell ref="A1:B9"/></mergeCells><x',
            "overlap",
        ),
        (
            "xl/workbook.xml",
            b"</definedNames>",
            b'<definedName name="Zpb_Name">A1</definedName></definedNames>',
            "name twice",
        ),
        ("xl/_rels/workbook.xml.rels", b"sheet1.xml", b"sheet9.xml", "not there"),
        (
            "[Content_Types].xml",
            b'PartName="/xl/styles.xml"',
            b'PartName="/xl/style.xml"',
            "no content type|of no part",
        ),
        ("xl/worksheets/sheet1.xml", b' s="1"', b' s="9999"', "style 9999"),
    ],
)
def test_the_checks_see_a_fault(part: str, old: bytes, new: bytes, fault: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(workbook_path("自评表模板.xlsx")) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new, 1)
                if fault == "overlap":
                    data = data.replace(b"<x", b"<mergeCells", 1)
            target.writestr(name, data)
    assert any(word in told for told in faults(stream.getvalue()) for word in fault.split("|"))


def _validator() -> str:
    found = str(_VALIDATOR) if _VALIDATOR.exists() else shutil.which("ooxml-validator")
    if not found:
        pytest.skip("没有 Open XML SDK 校验器：sh scripts/ooxml_validator.sh（要有 npm）")
    return found


@pytest.mark.slow
def test_the_open_xml_sdk(written: dict[str, bytes], tmp_path: Path) -> None:
    validator = _validator()
    told = {}
    for n, (name, data) in enumerate(written.items()):
        path = tmp_path / f"{n}.xlsx"
        path.write_bytes(data)
        done = subprocess.run([validator, str(path)], capture_output=True, encoding="utf-8", timeout=120)
        if done.returncode:
            told[name] = done.stdout[:2000] + done.stderr[:500]
    assert told == {}, json.dumps(told, ensure_ascii=False, indent=1)[:4000]
