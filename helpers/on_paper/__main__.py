"""Write sheets to print and slides to show, for all lessons or for some."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from helpers.notebooks import lesson_files
from helpers.on_paper.pages import pages_of
from helpers.series import own_lesson_file, own_lessons

FOLDER = Path(__file__).resolve().parents[2] / "worksheets"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge", "msedge", "chrome")
PAPERS = ("A4", "letter")
SECONDS = 120


def print_to_pdf(browser: str, page: Path, paper: str) -> bool:
    """Print a page with a Chromium, without a window and without a network; tell whether a PDF now lies beside it.

    The page itself names no paper, so that whoever prints it from a browser gets that of the printer. Slides do.
    """
    pdf = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        sized = Path(profile, page.name)
        sheet = page.read_text(encoding="utf-8")
        sized.write_text(sheet.replace("@page {", f"@page {{ size: {paper};", 1), encoding="utf-8")
        command = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={profile}/profile",
            f"--print-to-pdf={pdf}",
            sized.as_uri(),
        ]
        try:
            pdf.unlink(missing_ok=True)
            # A pipe would be held open by the programs that the browser starts, also after the time is up.
            subprocess.run(command, check=True, timeout=SECONDS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError):
            return False
    return pdf.is_file()


def main(arguments: list[str] | None = None) -> int:
    """Write the sheets of lessons by number such as ``01``, or of stories of one's own; of all, if none is named."""
    parser = argparse.ArgumentParser(prog="start.py print", description=__doc__)
    parser.add_argument(
        "lessons",
        nargs="*",
        help="numbers of lessons, such as 01, or stories of your own; all numbers if none is given",
    )
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder to write to")
    parser.add_argument("--paper", choices=PAPERS, default=PAPERS[0], help="of the PDFs")
    asked = parser.parse_args(arguments)
    known = {path.stem[:2]: path for path in lesson_files()}
    course = list(known)
    known |= {lesson.story: own_lesson_file(lesson.story) for lesson in own_lessons()}
    unknown = [number for number in asked.lessons if number not in known]
    if unknown:
        print(f"There is no lesson {unknown[0]}. The lessons are: {', '.join(known)}.")
        print("A story that was handed on is opened first: python3 start.py story open NAME.wss.zip")
        return 2
    folder = asked.to.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    pages = []
    for name, text in pages_of(known[number] for number in asked.lessons or course):
        pages.append(folder / name)
        pages[-1].write_text(text, encoding="utf-8")
    print(f"{len(pages)} pages to print, for {', '.join(asked.lessons or course)}.")
    browser = next((path for path in map(shutil.which, CHROMIUM_NAMES) if path), None)
    if not browser:
        print("No Chromium, Chrome or Edge was found, so there is no PDF: open the pages in a browser and print them.")
    elif not all(print_to_pdf(browser, page, asked.paper) for page in pages):  # the first that fails is the last tried
        print("The browser could not print, so a PDF is missing: open the pages in a browser and print them.")
    print(f"They lie in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
