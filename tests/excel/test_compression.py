"""[MS-OVBA] 2.4.1, read back by olevba, which is not ours."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from oletools.olevba import decompress_stream

from zipingbiao.hosts.excel.vba.compression import compress, decompress

SOURCE = st.text(st.characters(min_codepoint=9, max_codepoint=126), max_size=300).map(str.encode)


@given(st.lists(SOURCE, max_size=6).map(lambda pieces: b"".join(pieces * 20)))
def test_olevba_and_we_read_back_what_was_written(source: bytes) -> None:
    packed = compress(source)
    assert decompress(packed) == source
    if source:
        assert bytes(decompress_stream(bytearray(packed))) == source


def test_the_example_of_the_specification() -> None:
    """3.2.3: "Maximum Compression Example"."""
    assert compress(b"a" * 73) == bytes.fromhex("01 03 B0 02 61 45 00")


def test_the_normal_example_of_the_specification() -> None:
    """3.2.2: "Normal Compression Example"."""
    packed = bytes.fromhex(
        "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 30 6D 6E 6F"
        "70 06 71 02 70 04 10 72 73 74 75 76 10 77 78 79 7A 00 3C"
    )
    assert decompress(packed) == b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
