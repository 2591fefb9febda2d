"""The Python packages of the site: our own wheel with helpers and data, and the lock that names every package.

Our wheel holds all that a lesson reads, so that no file has to be found on a server and no service worker is needed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import sysconfig
import zipfile
from pathlib import Path

from browser_edition.fetch import BuildProblem, run
from helpers.browser import READS_MARKDOWN
from helpers.notebooks import HEADS, write_heads

ROOT = Path(__file__).resolve().parents[1]
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the same bytes at every build
OUR_WHEEL = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "who-says-so"
version = "{version}"
requires-python = ">=3.11"
license-files = ["LICENSE"]

[tool.hatch.build.targets.wheel]
packages = ["helpers"]
"""
# What the checks and the authors read alone: a lesson's page need not wait for it.
READ_BY_CHECKS_ALONE = ("*.md", "feature_readings", "numbers", "schemas", "who_would_choose.json")
SEPARATE_READINGS = ("first", "second", "first.json", "second.json")
FOR_A_CODE_HOST = "stills"
# Lies there, and no lesson waits for it: whoever prints a story of their own fetches it (helpers/browser.py).
WHEN_ASKED = (READS_MARKDOWN,)
OF_THE_KERNEL = ("ipykernel", "piplite", "pyodide_kernel")


def build_our_wheel(version: str, pictures: dict[str, bytes], work: Path) -> Path:
    """Build the wheel with helpers, data and charts drawn beforehand, by the name of their file; return its path."""
    stage, out = work / "our_wheel", work / "our_wheel_dist"
    for folder in (stage, out):
        shutil.rmtree(folder, ignore_errors=True)
    without = shutil.ignore_patterns("__pycache__", "*.pyc", FOR_A_CODE_HOST)
    shutil.copytree(ROOT / "helpers", stage / "helpers", ignore=without)
    without = shutil.ignore_patterns(*READ_BY_CHECKS_ALONE, *SEPARATE_READINGS)
    shutil.copytree(ROOT / "data", stage / "helpers" / "data", ignore=without, copy_function=copy_closely)
    write_heads(stage / "helpers" / "data" / HEADS)
    for name, picture in pictures.items():
        path = stage / "helpers" / "charts" / "drawn" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(picture)
    shutil.copy(ROOT / "LICENSE", stage)
    (stage / "pyproject.toml").write_text(OUR_WHEEL.format(version=version), encoding="utf-8")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    run(command, "Our own package could not be built", cwd=stage)
    (wheel,) = out.glob("*.whl")
    refuse_missing_files(stage / "helpers", wheel)
    return wheel


def copy_closely(source: str, target: str) -> None:
    """Copy a file of data, JSON without the space that is there for its authors."""
    text = Path(source).read_text(encoding="utf-8")
    if source.endswith(".json"):
        text = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    Path(target).write_text(text, encoding="utf-8", newline="\n")


def refuse_missing_files(folder: Path, wheel: Path) -> None:
    """Stop where a file did not come into a wheel: a lesson would find out only when it asks for it."""
    wanted = {path.relative_to(folder.parent).as_posix() for path in folder.rglob("*") if path.is_file()}
    with zipfile.ZipFile(wheel) as opened:
        missing = sorted(wanted.difference(opened.namelist()))
    if missing:
        raise BuildProblem("Our own package lacks files:\n" + "\n".join(missing[:20]))


def add_stub(folder: Path, name: str, version: str, text: str) -> None:
    """Write a wheel with one small module."""
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": text,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: who-says-so\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in files.items():
            wheel.writestr(zipfile.ZipInfo(path, EARLIEST), content)


def add_wheels_of_the_kernel(folder: Path) -> None:
    """Copy the small packages that come with JupyterLite's Python kernel."""
    shipped = Path(sysconfig.get_path("data")) / "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension"
    for name in OF_THE_KERNEL:
        (wheel,) = (shipped / "static" / "pypi").glob(f"{name}-*.whl")
        shutil.copy(wheel, folder)


def pack_segno(out: Path) -> None:
    """Pack the library that draws QR codes into one file, from which `serve.py` runs it: nothing is installed there."""
    import segno

    package = Path(segno.__file__).parent
    with zipfile.ZipFile(out / "segno.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(package.rglob("*.py")):
            entry = zipfile.ZipInfo(path.relative_to(package.parent).as_posix(), EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, path.read_bytes())


def lock_of(folder: Path, platform: dict[str, str]) -> dict:
    """Name all wheels of a folder, as Pyodide wants it: by file, hash and modules."""
    return {"info": platform, "packages": dict(_entry(wheel) for wheel in sorted(folder.glob("*.whl")))}


def _entry(wheel: Path) -> tuple[str, dict]:
    name, version, *_ = wheel.name.split("-")
    name = name.replace("_", "-").lower()
    with zipfile.ZipFile(wheel) as opened:
        tops = {path.split("/")[0].removesuffix(".py") for path in opened.namelist()}
    return name, {
        "name": name,
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(top for top in tops if "." not in top),
        "depends": [],  # each is named, and none is looked for
        "unvendored_tests": False,
    }


def write_lock(folder: Path, platform: dict[str, str]) -> list[str]:
    """Write the lock beside the wheels, for a platform of `pyodide_platform`; return the packages to begin with."""
    lock = lock_of(folder, platform)
    (folder / "pyodide-lock.json").write_text(json.dumps(lock, indent=1) + "\n", encoding="utf-8")
    return sorted(lock["packages"].keys() - {*WHEN_ASKED})
