"""Run as a program of its own: read a Word file or a PDF from the standard input, and write its words.

It is called with the folder of the libraries and the file's ending, by `helpers.story_workshop.documents`. It knows
nothing of the course, so that a hostile file finds nothing here.
"""

import sys
from io import BytesIO
from zipfile import ZipFile

MOST_MEMORY = 1_500_000_000
MOST_MARKUP = 4_000_000
MOST_PARTS = 5_000
MOST_PAGES = 30
MOST_LETTERS = 200_000
LOCKED, DAMAGED = 3, 4


def main() -> int:
    """Read, write, and tell by a number what went wrong."""
    folder, ending = sys.argv[1:]
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    except (ImportError, OSError, ValueError):
        pass  # Windows has no such bound; the time that is given to us is one
    sys.path.insert(0, folder)
    content = sys.stdin.buffer.read()
    try:
        text = _words_of_pdf(content) if ending == "pdf" else _words_of_docx(content)
    except PermissionError:
        return LOCKED
    except Exception:  # whatever a library raises at a broken file
        return DAMAGED
    sys.stdout.buffer.write(text[:MOST_LETTERS].encode("utf-8", errors="replace"))
    return 0


def _words_of_pdf(content: bytes) -> str:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise PermissionError
    texts = []
    for number, page in enumerate(reader.pages):
        if number == MOST_PAGES or sum(map(len, texts)) > MOST_LETTERS:
            break
        texts.append(page.extract_text())
    return "\n".join(texts)


def _words_of_docx(content: bytes) -> str:
    from mammoth import extract_raw_text

    with ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        # Pictures are not even unpacked: what is read are the parts that tell of words.
        markup = sum(part.file_size for part in parts if part.filename.casefold().endswith((".xml", ".rels")))
        if markup > MOST_MARKUP or len(parts) > MOST_PARTS:
            raise ValueError("larger than any story")
    return extract_raw_text(BytesIO(content)).value


if __name__ == "__main__":
    sys.exit(main())
