"""A stranger's zip, read within bounds and without being unpacked to a disk.

A zip can say one thing of itself and be another, so no bound rests on what it says. `zipfile` alone decides where the
list of contents lies; it reads through `_Metered`, which counts what it is really given and stops it before the work
that multiplies. What is unpacked is counted as it comes, a little at a time, whatever size an entry claims: two names
for one place, entries that overlap and a thousandfold packing all cost what they really unpack.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

# A hand-in of the whole course has some 30 kB.
MAX_BYTES = 2_000_000
MAX_FILES = 50_000
MAX_UNPACKED = 300_000_000
# A list of contents is read whole and makes an object of each entry: a hundred bytes for each of the most files.
MAX_CONTENTS = 5_000_000
# `zipfile` unpacks at least so much at once, also of an entry that says it is empty.
LEAST_PIECE = 4096

ZIP_START = b"PK"
_ENTRY_START = b"PK\x01\x02"
# Beside the list of contents `zipfile` reads the end of the file, twice if there is a comment, and the records there.
_END = 2 * 2**16
_READABLE_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What the standard library raises over damaged zips.
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    IndexError,
    OverflowError,
)

TOO_LARGE = f"It is larger than {MAX_BYTES // 1_000_000} MB. A record is much smaller."
TOO_MANY = "It is a zip of too many files."
DAMAGED_ZIP = "It looks like a zip, but it is damaged."


class FileProblem(ValueError):
    """A file is left out; the message is a sentence for the teacher."""


class _Metered:
    """A file that gives no more bytes than are left, until `unbounded` is set, and says so instead of giving less."""

    def __init__(self, file: BinaryIO, left: int) -> None:
        self._file, self._left, self.unbounded = file, left, False
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        if self.unbounded:
            return self._file.read(size)
        content = self._file.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(content)
        if self._left < 0 or content.count(_ENTRY_START) > MAX_FILES:
            raise FileProblem(TOO_MANY)
        return content


@dataclass
class Archive:
    """A zip that has been opened."""

    zipped: zipfile.ZipFile
    left: int  # bytes that may still be unpacked of it

    @property
    def entries(self) -> list[zipfile.ZipInfo]:
        """Whatever its list of contents names."""
        return self.zipped.infolist()

    def read(self, entry: zipfile.ZipInfo) -> bytes:
        """Unpack one of the entries; FileProblem, if it cannot be read, or is no plain file of at most `MAX_BYTES`."""
        if entry.flag_bits & 1:
            raise FileProblem("It is locked with a password.")
        # The other methods unpack a block of any size at once.
        if entry.compress_type not in _READABLE_METHODS:
            raise FileProblem("It is packed in a way that is not read here. Unpack it first.")
        try:
            content = self._unpacked(entry)
        except _ZIP_FAULTS:
            raise FileProblem("It is damaged inside its zip.") from None
        if len(content) > MAX_BYTES:
            raise FileProblem(TOO_LARGE)
        if content.startswith(ZIP_START):
            raise FileProblem("It is a zip inside a zip. Unpack the outer one first.")
        return content

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        """Return the content of an entry, or a part of it that is longer than the most; what was unpacked is paid."""
        content = bytearray()
        try:
            with self.zipped.open(entry) as file:
                # Each piece is at most as long as all before it: what is unpacked in vain is never the greater part.
                while len(content) <= MAX_BYTES and (piece := file.read(max(LEAST_PIECE, len(content)))):
                    content += piece
        finally:
            # Opening an entry is work, even if there is nothing in it.
            self.left -= max(LEAST_PIECE, len(content))
        return bytes(content)


def open_archive(file: BinaryIO) -> Archive:
    """Open a zip and read its list of contents; FileProblem, if it is damaged or lists too much."""
    metered = _Metered(file, MAX_CONTENTS + _END)
    try:
        zipped = zipfile.ZipFile(metered)
    except FileProblem:
        raise
    except _ZIP_FAULTS:
        raise FileProblem(DAMAGED_ZIP) from None
    metered.unbounded = True  # from here on the pieces are counted
    return Archive(zipped, MAX_UNPACKED)
