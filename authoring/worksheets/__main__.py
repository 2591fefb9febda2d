"""Write the worksheets; see the package."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from authoring.worksheets.lesson import lessons, sheets_of

FOLDER = Path(__file__).resolve().parents[2] / "worksheets"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge", "msedge", "chrome")
SECONDS = 120


def print_to_pdf(browser: str, page: Path) -> Path:
    """Print a page with a Chromium, without a window and without a network.

    Parameters
    ----------
    browser : str
        Path of the program.
    page : pathlib.Path
        The HTML file.

    Returns
    -------
    pathlib.Path
        The PDF beside it.
    """
    pdf = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                f"--user-data-dir={profile}",
                f"--print-to-pdf={pdf}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
    return pdf


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
    known = {path.stem[:2]: path for path in lessons()}
    unknown = [number for number in asked.lessons if number not in known]
    if unknown:
        print(f"There is no lesson {unknown[0]}. The lessons are: {', '.join(known)}.")
        return 2
    asked.to.mkdir(parents=True, exist_ok=True)
    browser = next((path for path in map(shutil.which, CHROMIUM_NAMES) if path), None)
    for number in asked.lessons or known:
        path = known[number]
        for page, ending in zip(sheets_of(path), ("", "-answers"), strict=True):
            file = asked.to / f"{path.stem}{ending}.html"
            file.write_text(page, encoding="utf-8")
            if browser:
                print_to_pdf(browser, file)
        print(f"{path.stem}: a sheet and its answers")
    if not browser:
        print("No Chromium, Chrome or Edge was found, so there is no PDF: open the pages in a browser and print them.")
    print(f"They lie in {asked.to}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
