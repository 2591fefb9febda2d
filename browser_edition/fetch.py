"""Fetch what the site is made of: Pyodide from the npm registry, Python packages from the package index.

Only what the locks in this folder name, checked by hash. npm itself is not needed. Where a school or a company has
registries of its own, the usual settings name them: `NPM_CONFIG_REGISTRY` or `.npmrc`, and pip's.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import ssl
import subprocess
import sys
import tarfile
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
PUBLIC_REGISTRY = "https://registry.npmjs.org"
PATIENCE = 120  # seconds


class BuildProblem(RuntimeError):
    """The site cannot be built; the message is a sentence for the person who builds it."""


def pyodide_lock() -> dict:
    """Return which Pyodide belongs into the site."""
    return json.loads((HERE / "pyodide.json").read_text(encoding="utf-8"))


def registry(environ: dict[str, str] | None = None, home: Path | None = None) -> str:
    """Return the npm registry to ask: from the environment, else from .npmrc, else the public one."""
    settings = {name.lower(): value for name, value in (os.environ if environ is None else environ).items()}
    named = settings.get("npm_config_registry")
    if not named:
        file = (home or Path.home()) / ".npmrc"
        lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
        pairs = [line.partition("=") for line in lines]
        named = next((value.strip() for name, _, value in pairs if name.strip() == "registry"), None)
    return (named or PUBLIC_REGISTRY).rstrip("/")


def fetch_pyodide(store: Path) -> Path:
    """Fetch the core of Pyodide, once, and return the folder with its files."""
    lock = pyodide_lock()
    folder = store / f"pyodide-{lock['version']}"
    if all((folder / name).is_file() for name in lock["files"]):
        return folder
    archive = _fetch_archive(store)
    unfinished = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    with tarfile.open(archive) as packed:
        for name in lock["files"]:
            with packed.extractfile(f"package/{name}") as source, (unfinished / name).open("wb") as target:
                shutil.copyfileobj(source, target)
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)
    return folder


def pyodide_platform(store: Path) -> dict[str, str]:
    """Return what Pyodide itself says of its Python, system and interface, as a lock of its packages must name them."""
    with tarfile.open(_fetch_archive(store)) as packed, packed.extractfile("package/pyodide-lock.json") as file:
        return json.load(file)["info"]


def _fetch_archive(store: Path) -> Path:
    """Fetch Pyodide as the registry has it, once."""
    lock = pyodide_lock()
    address = f"{registry()}/{lock['name']}/-/{lock['name']}-{lock['version']}.tgz"
    store.mkdir(parents=True, exist_ok=True)
    archive = store / Path(address).name
    if not archive.is_file() or not fits(archive, lock["integrity"]):
        download(address, archive)
    if not fits(archive, lock["integrity"]):
        archive.unlink()
        raise BuildProblem(
            f"What {address} sent is not the Pyodide that we tested: try again, ask whoever runs your "
            "network whether a filter answers in its place, or tell us."
        )
    return archive


def download(address: str, target: Path) -> None:
    """Save what an address sends."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer, target.open("wb") as file:
            shutil.copyfileobj(answer, file)
    except urllib.error.HTTPError as error:
        host = urlsplit(error.url).hostname
        raise BuildProblem(
            f"{host} does not hand out {address} ({error}), perhaps since a filter is in between: ask whoever runs "
            f"your network to let {host} through. If you use another npm registry, name it in NPM_CONFIG_REGISTRY."
        ) from error
    except OSError as error:
        if isinstance(getattr(error, "reason", error), ssl.SSLCertVerificationError):
            raise BuildProblem(
                f"{address} could not be fetched, since this computer does not trust a certificate on the way: ask "
                "whoever runs your network for its certificate file, and name that in SSL_CERT_FILE."
            ) from error
        raise BuildProblem(
            f"{address} could not be fetched ({error}): check that this computer is on the internet. "
            "If you use another npm registry, name it in NPM_CONFIG_REGISTRY."
        ) from error


def fits(file: Path, integrity: str) -> bool:
    """Tell whether a file has the hash that npm calls its integrity."""
    kind, _, wanted = integrity.partition("-")
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, kind).digest()
    return base64.b64encode(digest).decode() == wanted


def fetch_wheels(store: Path) -> Path:
    """Fetch the packages that Python has inside the browser, once; return the folder with them."""
    lock = HERE / "in_the_browser.lock"
    folder = store / f"wheels-{hashlib.sha256(lock.read_bytes()).hexdigest()[:8]}"
    if folder.is_dir():
        return folder
    unfinished = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    # For no system at all: a wheel for this computer would be of no use in a browser.
    no_system = ["--platform=any", "--implementation=py", "--abi=none", f"--python-version={pyodide_lock()['python']}"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary=:all:", "--require-hashes", *no_system]
    command += ["--dest", str(unfinished), "-r", str(lock)]
    run(command, "The packages for the browser could not be fetched")
    unfinished.rename(folder)
    return folder


def run(command: list[str], fault: str, **settings: Any) -> str:
    """Run a program and return what it printed, both streams one after the other.

    BuildProblem says `fault` if it fails, and ends with the last that it printed. The settings are `subprocess.run`'s.
    """
    # Not in the encoding of this computer: what a program prints need not be in it, and is there to be read by people.
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", **settings)
    printed = done.stdout + done.stderr
    if done.returncode:
        raise BuildProblem(f"{fault}:\n{printed[-2000:]}")
    return printed
