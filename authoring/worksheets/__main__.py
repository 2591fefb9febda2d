"""Write the worksheets; see the package."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from authoring.worksheets.lesson import sheets_of
from helpers.notebooks import lesson_files

FOLDER = Path(__file__).resolve().parents[2] / "worksheets"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge", "msedge", "chrome")
SECONDS = 120


def print_to_pdf(browser: str, page: Path) -> bool:
    """Print a page with a Chromium, without a window and without a network; tell whether a PDF now lies beside it."""
    pdf = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={profile}",
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ]
        try:
            pdf.unlink(missing_ok=True)
            # A pipe would be held open by the programs that the browser starts, also after the time is up.
            subprocess.run(command, check=True, timeout=SECONDS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError):
            return False
    return pdf.is_file()


def main(arguments: list[str] | None = None) -> int:
    """Write the sheets that were asked for.

    Parameters
    ----------
    arguments : list of str, optional
        Numbers of lessons such as ``01``; all, if none is given.

    Returns
    -------
    int
        0, or 2 if there is no such lesson.
    """
    parser = argparse.ArgumentParser(prog="worksheets", description="Write worksheets for rooms without computers.")
    parser.add_argument("lessons", nargs="*", help="numbers of lessons, such as 01; all, if none is given")
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder to write to")
    asked = parser.parse_args(arguments)
    known = {path.stem[:2]: path for path in lesson_files()}
    unknown = [number for number in asked.lessons if number not in known]
    if unknown:
        print(f"There is no lesson {unknown[0]}. The lessons are: {', '.join(known)}.")
        return 2
    folder, pages = asked.to.resolve(), []
    folder.mkdir(parents=True, exist_ok=True)
    for number in asked.lessons or known:
        path = known[number]
        for page, ending in zip(sheets_of(path), ("", "-answers"), strict=True):
            pages.append(folder / f"{path.stem}{ending}.html")
            pages[-1].write_text(page, encoding="utf-8")
        print(f"{path.stem}: a sheet and its answers")
    browser = next((path for path in map(shutil.which, CHROMIUM_NAMES) if path), None)
    if not browser:
        print("No Chromium, Chrome or Edge was found, so there is no PDF: open the pages in a browser and print them.")
    elif not all(print_to_pdf(browser, page) for page in pages):  # the first that fails is the last that is tried
        print("The browser could not print, so a PDF is missing: open the pages in a browser and print them.")
    print(f"They lie in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
