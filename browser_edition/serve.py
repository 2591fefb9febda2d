#!/usr/bin/env python3
"""Serve the browser edition from this computer: to this computer only, or to the room.

  python3 serve.py             for this computer
  python3 serve.py --room      for every device in the same network
      --port N                 on this port (8000, or the next that is free)

It hands out the files of its own folder and keeps nothing. On Windows write `py serve.py`.
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and not __package__ and not getattr(sys.flags, "safe_path", False):
    del sys.path[0]  # this folder: Python would look here before its own library, and nothing here is Python's to run

import argparse
import gzip
import hashlib
import http.server
import io
import socket
import threading
from functools import cache, partial
from pathlib import Path

PORT, TRIES = 8000, 20
# Nothing in a page or in its workers may ask another place, whatever a learner opens or runs in it.
POLICY = (
    "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "style-src 'self' 'unsafe-inline'; form-action 'none'"
)
# Windows looks file types up where other programs may have changed them; a browser runs no script of another type.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".data": "application/octet-stream",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ipynb": "application/json; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
PACKED = frozenset({".css", ".data", ".html", ".ipynb", ".js", ".json", ".mjs", ".svg", ".wasm"})
PACKING = threading.Lock()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Hands out the files of one folder."""

    protocol_version = "HTTP/1.1"

    def guess_type(self, path: str) -> str:
        """Tell the type of a file by its ending, whatever the system thinks of it."""
        return TYPES.get(Path(path).suffix.lower(), "application/octet-stream")

    def list_directory(self, path: str) -> None:
        """Show no lists of files."""
        self.send_error(404)

    def send_head(self) -> object:
        """Send a file again only if its content is another: dates may be the same in two releases."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = fingerprint(path, path.stat().st_size, path.stat().st_mtime_ns) if path.is_file() else None
        packs = found and path.suffix.lower() in PACKED and "gzip" in self.headers.get("Accept-Encoding", "")
        self.tag = found and f'"{found}{"-gzip" if packs else ""}"'
        del self.headers["If-Modified-Since"]
        if self.tag and self.headers.get("If-None-Match") == self.tag:
            self.send_response(304)
            self.end_headers()
            return None
        if not packs:
            return super().send_head()
        content = packed(path, found)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def send_header(self, keyword: str, value: str) -> None:
        """Send no date of a file."""
        if keyword != "Last-Modified":
            super().send_header(keyword, value)

    def end_headers(self) -> None:
        """Let a browser ask anew each time whether a file has changed: most have not, and are not sent again."""
        self.send_header("Cache-Control", "no-cache")
        if getattr(self, "tag", None):
            self.send_header("ETag", self.tag)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        super().end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Write no log: who opens what is nobody's business."""


@cache
def fingerprint(path: Path, size: int, changed: int) -> str:
    """Return the fingerprint of a file, read anew when it has changed."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:20]


def packed(path: Path, found: str) -> bytes:
    """Return a file packed by gzip: half of what a device is sent. Packed once, however many devices ask at once."""
    with PACKING:
        return _packed(path, found)


@cache
def _packed(path: Path, _found: str) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Server(http.server.ThreadingHTTPServer):
    """Serves many devices at once."""

    daemon_threads = True
    request_queue_size = 128
    # On Windows this would let two programs share a port.
    allow_reuse_address = sys.platform != "win32"

    def handle_error(self, *_arguments: object) -> None:
        """Pass over a device that went away in the middle."""


def make_server(folder: Path, *, room: bool = False, port: int | None = None) -> Server:
    """Make a server for a folder on the port asked for, or on the first that is free."""
    handler = partial(Handler, directory=str(folder))
    host = "0.0.0.0" if room else "127.0.0.1"
    ports = [PORT + more for more in range(TRIES)] if port is None else [port]
    for one in ports:
        try:
            return Server((host, one), handler)
        except OSError as problem:
            refused = problem
    raise SystemExit(f"Port {ports[0]} cannot be used ({refused.strerror}): name another with --port.")


def address_in_room() -> str:
    """Return this computer's address in its network; no packet is sent (192.0.2.1 is nobody's, RFC 5737)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 80))
            return asked.getsockname()[0]
        except OSError:
            return socket.gethostname()


def main(arguments: list[str] | None = None, folder: Path | None = None) -> int:
    """Serve until Ctrl-C is pressed."""
    parser = argparse.ArgumentParser(prog="serve", description=__doc__.splitlines()[0])
    parser.add_argument("--room", action="store_true", help="also for other devices in this network")
    parser.add_argument("--port", type=int)
    options = parser.parse_args(arguments)
    if options.port is not None and not 1 <= options.port <= 65535:
        parser.error("a port is a number from 1 to 65535")
    folder = folder or Path(__file__).resolve().parent
    if not (folder / "notebooks" / "index.html").is_file():
        print(f"There is no browser edition in {folder}: build it with `python3 start.py site`.", file=sys.stderr)
        return 1
    with make_server(folder, room=options.room, port=options.port) as server:
        port = server.server_address[1]
        if port != (options.port or PORT):
            print(f"Port {PORT} is taken, so this is another address. Answers given at port {PORT} are not seen here:")
            print("end the other program, or name a port with --port and keep to it.", flush=True)
        print(f"On this computer: http://127.0.0.1:{port}/", flush=True)
        if options.room:
            print(f"In the room:      http://{address_in_room()}:{port}/", flush=True)
            print("Anybody in this network can open it. A firewall may ask you to allow that.", flush=True)
        print("To stop, press Ctrl-C.", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
