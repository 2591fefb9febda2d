"""Build the browser edition: one folder and one zip.

Run it by ``python3 start.py site``, which makes the environment that it needs. All that the site holds comes from this
project and from what the locks in this folder name; at the end every page, lock and setting is looked through for an
address outside the site.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import sys
import time
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from browser_edition.fetch import HERE, BuildProblem, fetch_pyodide, fetch_wheels, pyodide_lock, pyodide_platform, run
from browser_edition.first_page import write_first_page, write_notices
from browser_edition.for_teachers import FOLDER as FOR_TEACHERS
from browser_edition.for_teachers import class_report_page, write_for_teachers
from browser_edition.own_stories import NOT_FOR_THE_WEB, files_of, pages_of_own_stories, write_own_stories
from browser_edition.pictures import pictures_of
from browser_edition.scorm import NAME as SCORM
from browser_edition.scorm import write_scorm
from browser_edition.serve import POLICY
from browser_edition.wheels import add_stub, add_wheels_of_the_kernel, build_our_wheel, pack_segno, write_lock
from helpers.html import element, filled
from helpers.notebooks import YOUR_RECORD, lesson_files, page_file
from lesson_page.install import install

ROOT = HERE.parent
NAME = "who-says-so-browser"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
# Without it one thing less differs between https and a school's own network, and no page is kept behind our back.
SERVICE_WORKER = "@jupyterlite/application-extension:service-worker-manager"
LEFT_OUT = [
    SERVICE_WORKER,
    "@jupyterlite/application-extension:share-file",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/help-extension",
    "@jupyterlab/apputils-extension:announcements",
]
# What JupyterLite puts beside its pages, and nothing here uses.
UNUSED = ("doc", "*.png", "jupyterlite.schema.*", "manifest.*", "package.json", "rspack.*", "service-worker.js")
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
}
# Where a browser keeps nothing, a lesson still runs, and is gone when it is closed.
DRIVERS = ["asyncStorage", "localStorageWrapper", "memoryStorageDriver"]
NAMESPACE = "http://www.w3.org/2000/svg"  # a name, which nobody fetches
OUTSIDE = re.compile(r"""(?:https?:)?//[\w-]+(?:\.[\w-]+)+[^\s"'<>)\\]*""")


def version() -> str:
    """Return the version of the project."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def digest(*contents: bytes) -> str:
    """Return a short fingerprint of some files."""
    return hashlib.sha256(b"\0".join(contents)).hexdigest()[:8]


class Site:
    """A site in the making: the folder that becomes it, made anew, and one for what was fetched and is half made."""

    def __init__(
        self, out: Path, work: Path, notebooks: list[Path], release: str, stories: Mapping[str, bytes]
    ) -> None:
        self.out = out
        self.work = work
        self.notebooks = notebooks
        # No lessons, and opened like them.
        self.pages = [page_file(YOUR_RECORD), class_report_page(work), *pages_of_own_stories(work)]
        self.stories = stories
        self.release = release
        # A name of their own for each text of the lessons: neither a saved copy nor a web cache can hide a new one.
        self.lessons = f"lessons-{release}-{digest(*(path.read_bytes() for path in [*notebooks, *self.pages]))}"

    def build(self) -> None:
        """Build it all."""
        pyodide = fetch_pyodide(self.work)
        wheels = self._gather_wheels()
        parts = [
            path.read_bytes()
            for path in sorted([*wheels.glob("*.whl"), *(HERE / "kernel").glob("*.mjs"), *(HERE / "page").iterdir()])
        ]
        python = f"python-{digest(*parts)}"
        packages = write_lock(wheels, pyodide_platform(self.work))
        self._write_configuration(python, packages)
        self._run_jupyterlite()
        static = self.out / "static"
        shutil.copytree(pyodide, static / pyodide.name)
        shutil.copytree(wheels, static / python)
        for script in (HERE / "kernel").glob("*.mjs"):
            shutil.copy(script, static / python)
        self._finish(python)

    def _gather_wheels(self) -> Path:
        wheels = self.work / "wheels"
        shutil.rmtree(wheels, ignore_errors=True)
        shutil.copytree(fetch_wheels(self.work), wheels)
        add_wheels_of_the_kernel(wheels)
        add_stub(wheels, "jedi", "0.0.0", 'raise ImportError("jedi is left out of the browser edition")\n')
        self._add_our_wheel(wheels)
        return wheels

    def _add_our_wheel(self, wheels: Path) -> None:
        self.pictures = pictures_of(self.notebooks)
        shutil.copy(build_our_wheel(self.release, self.pictures, self.work), wheels)

    def _write_configuration(self, python: str, packages: list[str]) -> None:
        self.source = self.work / "jupyterlite"
        shutil.rmtree(self.source, ignore_errors=True)
        contents = self.source / "contents" / self.lessons
        contents.mkdir(parents=True)
        for notebook in [*self.notebooks, *self.pages]:
            shutil.copy(notebook, contents)
        pyodide = f"./static/pyodide-{pyodide_lock()['version']}/"
        kernel = {
            "pyodideUrl": f"./static/{python}/kernel_start.mjs",
            "disablePyPIFallback": True,
            "pipliteUrls": [],
            "loadPyodideOptions": {
                "indexURL": pyodide,
                "lockFileURL": f"./static/{python}/pyodide-lock.json",
                "packages": packages,
            },
        }
        data = {
            "appName": "Who Says So?",
            "appUrl": "./notebooks",
            "faviconUrl": "./favicon.svg",
            # A saved copy belongs to the text that it is a copy of; settings and the record stay over all releases.
            "contentsStorageName": f"Who Says So? {self.lessons}",
            "settingsStorageName": "Who Says So? settings",
            "workspacesStorageName": "Who Says So? workspaces",
            "enableMemoryStorage": True,
            **{f"{kind}StorageDrivers": DRIVERS for kind in ("contents", "settings", "workspaces")},
            "disabledExtensions": LEFT_OUT,
            "exposeAppInBrowser": True,  # for the tests, and for whoever looks into a fault
            "litePluginSettings": {KERNEL: kernel},
        }
        write_json(self.source / "jupyter-lite.json", {"jupyter-lite-schema-version": 0, "jupyter-config-data": data})
        write_json(self.source / "overrides.json", SETTINGS)

    def _run_jupyterlite(self) -> None:
        shutil.rmtree(self.out, ignore_errors=True)
        command = [sys.executable, "-m", "jupyterlite_core", "build", "--apps", "notebooks"]
        command += ["--lite-dir", str(self.source), "--contents", str(self.source / "contents")]
        command += ["--output-dir", str(self.out), "--no-sourcemaps", "--no-unused-shared-packages"]
        # Whatever this computer has set up for Jupyter is not part of the site.
        kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
        environ = kept | {"JUPYTER_PREFER_ENV_PATH": "1", "SOURCE_DATE_EPOCH": str(moment())}
        fault = "JupyterLite could not be built"
        printed = run(command, fault, cwd=self.source, env=environ)
        if not (self.out / "notebooks" / "index.html").is_file():
            raise BuildProblem(f"{fault}:\n{printed[-2000:]}")

    def _finish(self, python: str) -> None:
        """Put our own pages in place of JupyterLite's, take out what nothing here uses, and look through the rest."""
        for leftover in [path for pattern in UNUSED for path in self.out.glob(pattern)]:
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        kernel = self.out / "extensions" / "@jupyterlite" / "pyodide-kernel-extension" / "static" / "pypi"
        for wheel in kernel.glob("*.whl"):
            wheel.unlink()  # they lie beside our own wheel
        write_json(kernel / "all.json", {})
        self._add_lesson_page()
        for page in self.out.rglob("index.html"):
            text = re.sub(r'<link rel="manifest"[^>]*>', "", page.read_text(encoding="utf-8"))
            first = element("meta", http_equiv="Content-Security-Policy", content=POLICY)
            if page == self.out / "notebooks" / "index.html":
                # An address from an earlier release, in a bookmark or in a lesson that is still open, leads to the
                # lesson as it is now.
                names = " ".join(path.name for path in self.notebooks)
                first += filled(HERE / "page" / "leads_on.html", lessons=self.lessons, names=names)
            whole = re.sub("<head>", lambda head, first=first: f"{head.group()}\n{first}", text, count=1)
            page.write_text(whole, encoding="utf-8")
        write_for_teachers(self.out, self.notebooks, self.lessons, self.pictures, self.work)
        given = write_own_stories(self.out, self.stories)
        write_first_page(
            self.out, self.notebooks, lessons=self.lessons, python=python, release=self.release, given=given
        )
        pack_segno(self.out)
        write_notices(self.out, python=python, release=self.release)
        refuse_outside_addresses(self.out)

    def _add_lesson_page(self) -> None:
        """Lay the lesson page beside JupyterLite's own extensions; in a site no notebook is signed."""
        settings = self.out / "jupyter-lite.json"
        whole = json.loads(settings.read_text(encoding="utf-8"))
        home, for_teachers = "../index.html", f"../{FOR_TEACHERS}/index.html"
        pages = [*self.notebooks, *self.pages]
        page = install(self.out / "extensions", pages, signed=False, home=home, for_teachers=for_teachers)
        whole["jupyter-config-data"]["federated_extensions"].append(page)
        write_json(settings, whole)


def write_json(path: Path, value: object) -> None:
    """Write a JSON file."""
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def outside_addresses(folder: Path) -> list[str]:
    """Find addresses outside the site in its pages, locks and settings, and in the scripts that are ours.

    The lessons themselves name their sources; that is text to read, and no page fetches it. What JupyterLite's own
    scripts might ask is seen by the tests, which count requests, and stopped by the policy in each page.
    """
    outside = []
    for path in sorted(folder.rglob("*")):
        ours = path.suffix == ".mjs" and path.parent.name.startswith("python-")
        looked_at = ours or path.suffix in (".html", ".css") or (path.suffix == ".json" and "files" not in path.parts)
        if not path.is_file() or not looked_at or path.is_relative_to(folder / "build"):
            continue
        if path.is_relative_to(folder / FOR_TEACHERS):  # they fetch nothing: the tests see to it
            continue
        if path.is_relative_to(folder / "api" / "contents") or path.name in ("package.json", "schema.json", "all.json"):
            continue
        if "schemas" in path.parts or "schema" in path.parts or path.name.startswith("third-party-licenses"):
            continue
        text = re.sub(r"<!--.*?-->|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        addresses = OUTSIDE.findall(text.replace(NAMESPACE, ""))
        outside += [f"{path.relative_to(folder).as_posix()}: {address}" for address in addresses]
    return outside


def refuse_outside_addresses(folder: Path) -> None:
    """Stop where the site names an address outside."""
    outside = outside_addresses(folder)
    if outside:
        raise BuildProblem("The site names addresses outside:\n" + "\n".join(outside[:20]))


def moment() -> int:
    """Return the time to write into files: now, or the one that the environment names, for the same bytes again.

    It must be another one for each release: many web servers tell by it whether a browser's copy is still good.
    """
    return int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())


def write_zip(folder: Path, archive: Path, *, inside: str) -> None:
    """Pack a folder: its files lie in the archive inside another one, or at its root."""
    when = time.gmtime(moment())[:6]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo((Path(inside) / path.relative_to(folder)).as_posix(), when)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(entry, path.read_bytes())


def size_of(folder: Path) -> int:
    """Return the sum of the sizes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def build(
    out: Path,
    release: str,
    notebooks: list[Path] | None = None,
    *,
    stories: Sequence[str] = (),
    scorm: bool = False,
) -> Path:
    """Build folder and zip.

    Parameters
    ----------
    out : pathlib.Path
        Where both are put.
    release : str
        The version that the pages name.
    notebooks : list of pathlib.Path, optional
        The lessons; those of the project, if not given.
    stories : sequence of str, optional
        Stories of one's own to build in: names in ``my_stories``, or files that were handed on.
    scorm : bool, default False
        Whether to write a package for learning platforms, too.

    Returns
    -------
    pathlib.Path
        The folder.
    """
    folder = out / NAME
    files = files_of(stories)
    site = Site(folder, ROOT / "build" / "browser_edition", notebooks or lesson_files(), release, files)
    site.build()
    write_zip(folder, archive_of(folder, release, stories), inside=folder.name)
    if scorm:
        package = site.work / SCORM
        shutil.rmtree(package, ignore_errors=True)
        shutil.copytree(folder, package)
        write_scorm(package, site.notebooks, site.lessons, release)
        write_zip(package, out / f"{SCORM}-{release}.zip", inside="")
    return folder


def archive_of(folder: Path, release: str, stories: Sequence[str]) -> Path:
    """Name the zip of an edition: one that holds a story of one's own says what it is not for."""
    return folder.with_name("-".join([NAME, release, *([NOT_FOR_THE_WEB] if stories else [])]) + ".zip")


def main(arguments: list[str] | None = None) -> int:
    """Build the browser edition from the command line."""
    parser = argparse.ArgumentParser(prog="start.py site", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where to put it (default: dist)")
    parser.add_argument("--release", default=version(), help="name another version than that of the project")
    parser.add_argument("--with", dest="stories", action="append", default=[], help="build in a story of one's own")
    parser.add_argument("--scorm", action="store_true", help="also a package for learning platforms (SCORM 1.2)")
    options = parser.parse_args(arguments)
    try:
        folder = build(options.out.resolve(), options.release, stories=options.stories, scorm=options.scorm)
    except BuildProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    archive = archive_of(folder, options.release, options.stories)
    megabytes = [f"{size / 1e6:.1f} MB" for size in (size_of(folder), archive.stat().st_size)]
    print(f"Built {folder} ({megabytes[0]}) and {archive.name} ({megabytes[1]}).")
    if options.stories:
        print("It holds texts that belong to others: for your school’s own network, not for the web.")
    if options.scorm:
        print(f"For a learning platform: {SCORM}-{options.release}.zip, beside it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
