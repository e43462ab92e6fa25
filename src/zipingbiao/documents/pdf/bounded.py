"""A PDF opened with every stream measured before it is unpacked, and every page's drawing bounded."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psparser import LIT, PSKeyword
from pdfminer.utils import apply_matrix_pt

from zipingbiao.documents.bounds import MB, too_much
from zipingbiao.documents.pdf.page import Device
from zipingbiao.package.fault import ReadFault

MAX_PAGES = 300
#: Unpacked: one stream, and all that a document is asked for; a font of all Chinese characters has 20 MB.
_MAX_STREAM, _MAX_STREAMS = 32 * MB, 120 * MB
#: What one page draws; a full form has 0.1 MB.
_MAX_PAGE = 1 * MB
#: What a drawing within the drawing costs at least: some hundred on a page are enough.
_EACH = 8192
#: Packings that may grow without being measurable step by step; forms do not use them for more than small things.
_MAX_OTHER = 24 * 1024
#: A document whose own list of objects is broken is searched through whole; a large one is not.
_MAX_REPAIR = 2 * MB
_STEP = 64 * 1024
_FLATE = (LIT("FlateDecode"), LIT("Fl"))
_GROWING = (LIT("LZWDecode"), LIT("LZW"), LIT("RunLengthDecode"), LIT("RL"))
_ASCII_85 = (LIT("ASCII85Decode"), LIT("A85"))
_ASCII_HEX = (LIT("ASCIIHexDecode"), LIT("AHx"))
_IMAGE = LIT("Image")


class Pages:
    """The pages of a document. Raises ReadFault for what is encrypted, broken or too large."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self._gauge = _Gauge(file)
        try:
            parser = _Parser(BytesIO(data), self._gauge)
            self._document = _Document(parser, self._gauge, fallback=len(data) <= _MAX_REPAIR)
        except PDFPasswordIncorrect as fault:
            raise ReadFault(file, "这个 PDF 设有打开密码，无法读取，请提供没有密码的文件。") from fault

    def __iter__(self) -> Iterator[PDFPage]:
        for n, page in enumerate(PDFPage.create_pages(self._document)):
            if n >= MAX_PAGES:
                raise too_much(self.file, f"这个 PDF 超过 {MAX_PAGES} 页")
            yield page

    def count(self) -> int:
        """How many pages there are, as far as they are read."""
        return sum(1 for _ in self)


class _Gauge:
    """How much has been unpacked."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._left = _MAX_STREAMS
        self._seen: set[int] = set()

    def measure(self, stream: PDFStream, data: bytes) -> None:
        """Refuse a stream that would unpack to more than is read. Pictures are emptied: nobody looks at them."""
        if stream.attrs.get("Subtype") is _IMAGE:
            stream.attrs = {key: value for key, value in stream.attrs.items() if key not in ("Filter", "F")}
            stream.rawdata = b""
            return
        for name, _ in stream.get_filters():
            if name in _FLATE:
                data = self._inflated(data)
            elif name in _ASCII_85:
                data = ascii85decode(data)
            elif name in _ASCII_HEX:
                data = asciihexdecode(data)
            elif name in _GROWING and len(data) > _MAX_OTHER:
                raise too_much(self.file, "这个 PDF 用了少见的压缩法，可能展开得很大")
        self._left -= len(data)
        if self._left < 0:
            raise too_much(self.file, f"这个 PDF 展开后超过 {_MAX_STREAMS // MB} MB")

    def _inflated(self, data: bytes) -> bytes:
        machine, out, size = zlib.decompressobj(), [], 0
        try:
            for at in range(0, len(data), _STEP):
                piece = machine.decompress(data[at : at + _STEP], _MAX_STREAM + 1 - size)
                size += len(piece)
                out.append(piece)
                if size > _MAX_STREAM:
                    raise too_much(self.file, "这个 PDF 的压缩比异常，可能是恶意文件")
                if machine.eof:
                    break
        except zlib.error:
            pass  # pdfminer takes what can be had of it, which is no more
        return b"".join(out)


class _Parser(PDFParser):
    """Measures each stream as it is read."""

    def __init__(self, file: BytesIO, gauge: _Gauge) -> None:
        super().__init__(file)
        self._gauge = gauge

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        super().do_keyword(pos, token)
        if token is self.KEYWORD_STREAM and self.curstack:
            stream = self.curstack[-1][1]
            if isinstance(stream, PDFStream) and stream.decipher is None:
                self._gauge.measure(stream, stream.rawdata or b"")


class _Document(PDFDocument):
    """Measures the streams of a document that only its permissions encrypt, once their numbers are known."""

    def __init__(self, parser: PDFParser, gauge: _Gauge, *, fallback: bool) -> None:
        self._gauge = gauge
        self._measured: set[int] = set()
        super().__init__(parser, fallback=fallback)

    def getobj(self, objid: int) -> object:
        found = super().getobj(objid)
        if (
            isinstance(found, PDFStream)
            and found.decipher is not None
            and objid not in self._measured
            and found.rawdata is not None
            and found.objid is not None
            and found.genno is not None
        ):
            self._measured.add(objid)
            plain = found.decipher(found.objid, found.genno, found.rawdata, found.attrs)
            self._gauge.measure(found, plain)
        return found


class Interpreter(PDFPageInterpreter):
    """Draws a page; what it draws, forms within forms included, is bounded. `start` before each page."""

    file = ""
    _budget: list[int]

    def start(self, file: str) -> None:
        self.file, self._budget = file, [_MAX_PAGE]

    def subinterp(self) -> Interpreter:
        found = super().subinterp()
        assert isinstance(found, Interpreter)
        found.file, found._budget = self.file, self._budget
        return found

    def do_q(self) -> None:
        super().do_q()
        self._looks.save()

    def do_Q(self) -> None:  # noqa: N802
        super().do_Q()
        self._looks.restore()

    def do_W(self) -> None:  # noqa: N802
        points = [point for _, *given in self.curpath for point in zip(given[::2], given[1::2], strict=False)]
        if points:
            self._looks.clip([apply_matrix_pt(self.ctm, point) for point in points])

    do_W_a = do_W  # noqa: N815

    @property
    def _looks(self) -> Device:
        assert isinstance(self.device, Device)
        return self.device

    def execute(self, streams: Sequence[Any]) -> None:
        for stream in streams:
            self._budget[0] -= len(stream_value(stream).get_data()) + _EACH
        if self._budget[0] < 0:
            raise too_much(self.file, "这个 PDF 有一页画的东西太多")
        super().execute(streams)
