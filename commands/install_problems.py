"""Why installing failed, and what the person at the keyboard, or whoever runs the network, can do about it."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

from commands.messages import CANNOT_WRITE, DISK_IS_FULL, NO_ROOM

NO_VENV = (
    "This Python lacks the part that makes environments: on Debian or Ubuntu run "
    "`sudo apt install python3-venv`, elsewhere install Python from https://www.python.org/downloads/, "
    "and start again"
)
NO_NETWORK = "The packages could not be fetched: check that this computer is on the internet, and start again"
TOO_SLOW = (
    "The packages could not be fetched in time, since the network is too slow or does not answer: start again, and "
    "what has been fetched is not fetched twice"
)
WRONG_CLOCK = "A certificate is out of date for this computer: check its date and time, and start again"
NOT_TRUSTED = (
    "The packages could not be fetched, since this computer does not trust a certificate on the way to them, as behind "
    "a filter that reads along: ask whoever runs your network for its certificate file, name that in PIP_CERT, and "
    "start again"
)
NOT_SECURE = (
    "The packages could not be fetched, since something on the way breaks off secure connections, as a filter or a "
    "proxy does: ask whoever runs your network to let pypi.org and files.pythonhosted.org through, and start again"
)
PROXY_ASKS = (
    "The proxy of your network wants a name and a password: ask whoever runs it for the right HTTPS_PROXY, and start "
    "again"
)
PROXY_REFUSES = (
    "The proxy of your network cannot be reached or refuses: check HTTPS_PROXY with whoever runs it, and start again"
)
FILTERED = (
    "Something on the way refuses to hand out the packages, as a filter does: ask whoever runs your network to let "
    "pypi.org and files.pythonhosted.org through, and start again"
)
NO_INDEX = (
    "Something else answers in place of the package index, as the page of a filter or for logging in does: open a page "
    "in your browser and log in if it asks you to, or ask whoever runs your network, and start again"
)
LACKS_PACKAGE = (
    "The package index that this computer asks lacks a package: check what PIP_INDEX_URL or the settings of pip name, "
    "with whoever runs your network, and start again"
)
SERVER_IN_TROUBLE = "The server with the packages has a problem of its own: start again in a while"
CHANGED_PACKAGE = (
    "A package is not the one we tested: start again, and if that does not help, ask whoever runs your network whether "
    "a filter changes what is fetched, or tell the maintainers"
)
WRONG_PYTHON = "A package has no release for this computer and its Python: start with Python 3.12 or 3.13"
NO_TEMPORARY_FOLDER = (
    "There is no folder for temporary files that can be written: name one in {}, and start again".format(
        "TMP" if os.name == "nt" else "TMPDIR"
    )
)

A_MEGABYTE = 1_000_000
# With this pip begins to look for a package; what it met for those before is no reason for failing at this one.
LOOKS_FOR_A_PACKAGE = "location(s) to search for versions of"
# What pip and venv print, from the surest sign of a cause to the least sure. pip tries again, so that one log can tell
# of a slow answer and then of a refusal; and its last words are the same for a filter, a login page and an empty index.
SIGNS = (
    (r"No space left on device|\[Errno 28\]|WinError 112|Disk quota exceeded|\[Errno 122\]", DISK_IS_FULL),
    (r"ensurepip is not available|No module named '?ensurepip", NO_VENV),
    (r"No usable temporary directory", NO_TEMPORARY_FOLDER),
    (r"DO NOT MATCH THE HASHES", CHANGED_PACKAGE),
    (r"certificate has expired|certificate is not yet valid", WRONG_CLOCK),
    (r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError", NOT_TRUSTED),
    (r"407 Proxy Authentication Required|Tunnel connection failed: 407|407 Client Error", PROXY_ASKS),
    (r"ProxyError|proxy connection error|Tunnel connection failed|InvalidProxyURL|ProxySchemeUnknown", PROXY_REFUSES),
    (r"SSLError|\[SSL: ", NOT_SECURE),
    (r"\b(?:40[0-35689]|4[1-9]\d|511) (?:Client|Server) Error|HTTP error (?:40[0-35689]|4[1-9]\d|511)", FILTERED),
    (r"5\d\d Server Error|HTTP error 5\d\d|too many 5\d\d error responses", SERVER_IN_TROUBLE),
    (r"(?:Read|Connect)Timeout|[Tt]imed out|didn't respond within", TOO_SLOW),
    (r"connection broken|Max retries|\b(?:New)?ConnectionError|\bconnection error|NameResolution", NO_NETWORK),
    (r"ProtocolError|IncompleteRead|IncompleteDownload", NO_NETWORK),
    (r"Permission denied|Read-only file system|\[WinError 5\]|\[WinError 32\]", CANNOT_WRITE),
    (r"404 Client Error|HTTP error 404", LACKS_PACKAGE),
    (r"Skipping link: (?:.* Requires-Python|none of the wheel's tags)", WRONG_PYTHON),
    (r"\(from versions: none\)|got Content-Type", NO_INDEX),
    (r"No matching distribution|Failed building wheel|subprocess-exited-with-error", WRONG_PYTHON),
)


def why_installing_failed(log: Path) -> str:
    """Say in one sentence why venv or pip failed, and what to do; it names the log with all that they printed."""
    if is_full(log.parent):
        return f"{DISK_IS_FULL}."  # too full even for the log
    printed = log.read_text(encoding="utf-8", errors="replace").rpartition(LOOKS_FOR_A_PACKAGE)[2]
    sentence = next((sentence for sign, sentence in SIGNS if re.search(sign, printed)), None)
    if sentence is None:
        return f"Installing did not work: read the end of {log}, put that right and start again."
    return f"{sentence} (details: {log})."


def is_full(folder: Path) -> bool:
    """Tell whether a folder has no room for a megabyte: on its disk, or in somebody's share of that."""
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(A_MEGABYTE))
    except OSError as problem:
        return problem.errno in NO_ROOM
    return shutil.disk_usage(folder).free < A_MEGABYTE
