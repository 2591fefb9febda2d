#!/usr/bin/env python3
"""Serve the browser edition from this computer: to this computer only, or to the room.

  python3 serve.py             for this computer
  python3 serve.py --room      for every device in the same network
      --port N                 on this port (8000, or the next that is free)

It hands out the files of its own folder and keeps nothing but the address that the room had last. On Windows write
`py serve.py`.

Why no library: this file lies in the zip of the browser edition, and a teacher starts it with whatever Python the
computer has and nothing installed (so does `start.py serve`). Tornado, which comes with Jupyter, would have to be
packed in with it, and would neither keep packed files nor cut off slow senders sooner than an hour. So the standard
library reads each request and writes each head (`http.server`), and waits for all devices at once in one thread
(`asyncio`): a device that sends half a request, or takes an answer slowly, holds nothing but its own connection, and
that for some seconds only.
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and not __package__ and not getattr(sys.flags, "safe_path", False):
    del sys.path[0]  # this folder: Python would look here before its own library, and nothing here is Python's to run

import argparse
import asyncio
import gzip
import hashlib
import http.server
import io
import os
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from http import HTTPStatus
from pathlib import Path
from string import Template
from typing import BinaryIO
from urllib.parse import quote

PORT, TRIES = 8000, 20
ROOM = "/room"  # the page for the projector
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
# Seconds: between two requests, for a request from its first byte to its end, for each piece of an answer, at the end.
IDLE, HEAD_TIME, PIECE_TIME, PARTING_TIME = 30, 10, 30, 1
LONGEST_HEAD, PIECE = 32_768, 65_536
# A browser opens six connections, so a room of 35 has some 200; most systems allow a program 1,024, some 256.
MOST_CONNECTIONS = 240
SIOCGIFADDR = 0x8915  # asks for the address of an interface
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


class Answer(http.server.SimpleHTTPRequestHandler):
    """What is answered to one request, given as its line and headers, from a folder whose files are handed out.

    `head` has the answer's line and headers, and the words of a refusal; `body`, a file or None, is what follows;
    `close_connection` tells that nothing more may be asked on this connection.
    """

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "WhoSaysSo", ""

    def __init__(self, request: bytes, folder: Path, room_page: bytes = b"") -> None:
        self.room_page = room_page
        self.request, self.rfile, self.wfile, self.body = request, io.BytesIO(request), io.BytesIO(), None
        self.folder, self.directory = folder, str(folder)
        self.close_connection = True
        self.handle_one_request()
        # Nobody needs to send us a body; one that is there must not be taken for the next request.
        headers = getattr(self, "headers", None) or {}
        self.close_connection |= "Transfer-Encoding" in headers or headers.get("Content-Length", "0") != "0"

    @property
    def head(self) -> bytes:
        """The answer's line and headers, and the words of a refusal."""
        return self.wfile.getvalue()

    def do_GET(self) -> None:
        """Answer with a file."""
        self.body = self.send_head()

    def do_HEAD(self) -> None:
        """Answer with what would be said of a file."""
        if body := self.send_head():
            body.close()

    def refuse(self) -> None:
        """Answer a method that changes something, or that nobody needs."""
        self.allow = True
        self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = refuse  # noqa: N815

    def parse_request(self) -> bool:
        """Read the request's line and headers, if they are whole."""
        if END_OF_HEAD.search(self.request):
            return super().parse_request()
        self.requestline = self.request_version = self.command = ""
        too_long = (
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE if b"\n" in self.request else HTTPStatus.REQUEST_URI_TOO_LONG
        )
        self.send_error(too_long)
        return False

    def handle_expect_100(self) -> bool:
        """Ask nobody to go on sending."""
        return True

    def guess_type(self, path: str) -> str:
        """Tell the type of a file by its ending, whatever the system thinks of it."""
        return TYPES.get(Path(path).suffix.lower(), "application/octet-stream")

    def send_head(self) -> BinaryIO | None:
        """Send a file again only if its content is another: dates may be the same in two releases."""
        address, _, query = self.path.partition("?")
        if address == ROOM and self.room_page:
            return self.send_room_page()
        try:
            path = Path(self.translate_path(self.path)).resolve()
            if not path.is_relative_to(self.folder.resolve()):
                return self.send_error(HTTPStatus.NOT_FOUND)
            if path.is_dir():
                if not address.endswith("/"):
                    return self.lead_on(path, query)
                path /= "index.html"
            elif address.endswith("/"):
                return self.send_error(HTTPStatus.NOT_FOUND)
            return self.send_file(path)
        except (OSError, ValueError):  # a name that no file can have, or a file that has just gone
            return self.send_error(HTTPStatus.NOT_FOUND)

    def send_room_page(self) -> BinaryIO:
        """Send the page for the projector, which lies in no file."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(self.room_page)))
        self.end_headers()
        return io.BytesIO(self.room_page)

    def lead_on(self, folder: Path, query: str) -> None:
        """Lead to the address of a folder that ends with a slash: its page names others from there."""
        place = "".join(f"{quote(part)}/" for part in folder.relative_to(self.folder.resolve()).parts)
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        query = query and "?" + quote(query, safe="!$%&'()*+,-./:;=?@_~", encoding="latin-1")
        self.send_header("Location", f"/{place}{query}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_file(self, path: Path) -> BinaryIO | None:
        """Send the head for a file; return the file, if it is to follow."""
        file = path.open("rb")
        about = os.fstat(file.fileno())
        version = fingerprint(path, about.st_size, about.st_mtime_ns)
        if path.suffix.lower() in PACKED and takes_gzip(self.headers.get("Accept-Encoding", "")):
            file.close()
            content = packed(path, version)
            tag, file, size, encoding = f'"{version}-gzip"', io.BytesIO(content), len(content), "gzip"
        else:
            tag, size, encoding = f'"{version}"', about.st_size, None
        if has_tag(self.headers.get("If-None-Match", ""), tag):
            file.close()
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.send_header("ETag", tag)
            self.end_headers()
            return None
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(size))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("ETag", tag)
        # A part of a file is never asked for here: every file is small, or is used whole.
        self.send_header("Accept-Ranges", "none")
        self.end_headers()
        return file

    def end_headers(self) -> None:
        """Let a browser ask anew each time whether a file has changed: most have not, and are not sent again."""
        if getattr(self, "allow", False):
            self.send_header("Allow", "GET, HEAD")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        super().end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Write no log: who opens what is nobody's business."""


def takes_gzip(accepted: str) -> bool:
    """Tell whether a device can unpack gzip, and does not say that it will not."""
    for coding, _, weight in (part.partition(";") for part in accepted.lower().split(",")):
        if coding.strip() == "gzip":
            return not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)
    return False


def has_tag(known: str, tag: str) -> bool:
    """Tell whether a device has the file already: it may name several, or ``*``."""
    return any(known_tag.strip().removeprefix("W/") in (tag, "*") for known_tag in known.split(","))


@cache
def fingerprint(path: Path, size: int, changed: int) -> str:
    """Return the fingerprint of a file, read anew when it has changed."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:20]


def packed(path: Path, version: str) -> bytes:
    """Return a file packed by gzip: half of what a device is sent. Packed once, however many devices ask at once."""
    with PACKING:
        return _packed(path, version)


@cache
def _packed(path: Path, _version: str) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Server:
    """Serves many devices at once from a folder, which may be set to another one at any time."""

    def __init__(self, address: tuple[str, int], folder: Path) -> None:
        # On Windows two programs could else share a port; create_server knows that.
        self.socket = socket.create_server(address, backlog=128)
        self.server_address = self.socket.getsockname()
        self.folder, self.room_page = folder, b""
        # The connections in their order; those that wait for a request can be given up.
        self._connections: dict[asyncio.Task[None], bool] = {}
        self._runs, self._ended = threading.Event(), threading.Event()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.server_close()

    def server_close(self) -> None:
        """Let go of the port."""
        self.socket.close()

    def serve_forever(self) -> None:
        """Serve until `shutdown` is called."""
        try:
            asyncio.run(self._serve())
        finally:
            self._ended.set()

    def shutdown(self) -> None:
        """Stop serving, from another thread."""
        self._runs.wait()
        self._loop.call_soon_threadsafe(self._stop.set)
        self._ended.wait()

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        listening = await asyncio.start_server(self._connected, sock=self.socket, limit=LONGEST_HEAD)
        self._runs.set()
        await self._stop.wait()
        listening.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._make_room()
        writer.transport.set_write_buffer_limits(high=0)  # a piece counts as taken when the system has all of it
        # A device that goes away, or is too slow, is passed over.
        with suppress(OSError, asyncio.TimeoutError, asyncio.CancelledError):
            try:
                await self._answer_all(task, reader, writer)
            finally:
                self._connections.pop(task, None)
                writer.transport.abort()

    def _make_room(self) -> None:
        """Give up the connection that has waited longest, if there are too many."""
        if len(self._connections) >= MOST_CONNECTIONS:
            waiting = (task for task, waits in self._connections.items() if waits)
            task = next(waiting, next(iter(self._connections)))
            self._connections.pop(task)
            task.cancel()

    async def _answer_all(
        self, task: asyncio.Task[None], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Answer one request after the other."""
        received, closes = b"", False
        while not closes:
            self._connections.pop(task, None)
            self._connections[task] = True
            received = received or await asyncio.wait_for(reader.read(PIECE), IDLE)
            request, received = await asyncio.wait_for(self._whole_head(reader, received), HEAD_TIME)
            if not request:
                return
            self._connections[task] = False
            answer = await asyncio.to_thread(Answer, request, self.folder, self.room_page)
            closes = answer.close_connection
            await self._send(writer, answer)
        if writer.can_write_eof():
            writer.write_eof()
        # Whoever is still sending has not read the answer yet, and would lose it if the connection went now.
        while await asyncio.wait_for(reader.read(PIECE), PARTING_TIME):
            pass

    async def _whole_head(self, reader: asyncio.StreamReader, received: bytes) -> tuple[bytes, bytes]:
        """Return a request's line and headers, and what came after them; nothing if the device has gone."""
        received = received.lstrip(b"\r\n")
        seen = 0
        while not (end := END_OF_HEAD.search(received, max(0, seen - 3))):
            if len(received) > LONGEST_HEAD:
                return received, b""  # it is answered as being too long
            seen, more = len(received), await reader.read(PIECE)
            if not more:
                return b"", b""
            received = received + more if received else more.lstrip(b"\r\n")
        return received[: end.end()], received[end.end() :]

    async def _send(self, writer: asyncio.StreamWriter, answer: Answer) -> None:
        """Send an answer piece by piece, as fast as the device takes it."""
        piece = answer.head
        try:
            while piece:
                writer.write(piece)
                await asyncio.wait_for(writer.drain(), PIECE_TIME)
                piece = answer.body.read(PIECE) if answer.body else b""
        finally:
            if answer.body:
                answer.body.close()


def make_server(folder: Path, *, room: bool = False, port: int | None = None) -> Server:
    """Make a server for a folder on the port asked for, or on the first that is free."""
    host = "0.0.0.0" if room else "127.0.0.1"
    ports = [PORT + more for more in range(TRIES)] if port is None else [port]
    for number in ports:
        try:
            return Server((host, number), folder)
        except OSError as problem:
            refused = problem
    raise SystemExit(f"Port {ports[0]} cannot be used ({refused.strerror}): name another with --port.")


def address_in_room() -> str:
    """Return this computer's address in its network, or nothing if it is in none; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked, suppress(OSError):
        asked.connect(("192.0.2.1", 80))  # nobody's (RFC 5737)
        return asked.getsockname()[0]
    # No way leads out: a hotspot of this computer's own, say. A name would be known to no other device.
    return next(
        (address for address in (*_addresses_by_name(), *_addresses_by_interface()) if not address.startswith("127.")),
        "",
    )


def _addresses_by_name() -> list[str]:
    with suppress(OSError):
        return socket.gethostbyname_ex(socket.gethostname())[2]
    return []


def _addresses_by_interface() -> Iterator[str]:
    """Ask Linux, where the computer's own name often stands for this computer only."""
    if not sys.platform.startswith("linux"):
        return
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        for _, name in socket.if_nameindex():
            with suppress(OSError):  # this one has no address
                told = fcntl.ioctl(asked.fileno(), SIOCGIFADDR, name.encode()[:15].ljust(256, b"\0"))
                yield socket.inet_ntoa(told[20:24])


def qr_codes(address: str, folder: Path) -> tuple[str, str]:
    """Draw an address as a QR code, for a page (SVG) and for a terminal; both are empty where segno does not lie."""
    # The library comes in the site, packed; it stands last, so that it stands in for nothing of Python's.
    sys.path.append(str(folder / "segno.zip"))
    try:
        import segno
    except ImportError:
        return "", ""
    finally:
        sys.path.pop()
    code, drawn = segno.make_qr(address, error="m"), io.StringIO()
    code.terminal(drawn, border=2, compact=True)
    return code.svg_inline(border=2, omitsize=True, title=f"QR code of {address}"), drawn.getvalue()


def room_page(address: str, svg: str, folder: Path) -> bytes:
    """Fill in the page for the projector; nothing, if the site has none."""
    try:
        page = Template((folder / "room.template").read_text(encoding="utf-8"))
    except OSError:
        return b""
    return page.substitute(address=quote(address, safe=":/"), code=svg).encode()


def moved_from(address: str, folder: Path) -> str:
    """Return the address that the room had last, if it was another one; keep this one."""
    last = folder / "last_address.txt"
    before = ""
    with suppress(OSError, UnicodeDecodeError):  # the first time, or a stick that cannot be written
        before = last.read_text(encoding="utf-8").strip()[:100]
    with suppress(OSError):
        last.write_text(f"{address}\n", encoding="utf-8")
    return before if before != address else ""


def show_room(server: Server, folder: Path) -> None:
    """Say how a room finds the lessons, and let the server show it to a projector."""
    here, port = address_in_room(), server.server_address[1]
    if not here:
        print("This computer is in no network, so no other device can come here. Connect it to the network of the room")
        print("(a hotspot of its own will do), and start again.", flush=True)
        return
    address = f"http://{here}:{port}/"
    svg, in_terminal = qr_codes(address, folder)
    server.room_page = room_page(address, svg, folder)
    print(f"In the room:      {address}", flush=True)
    if server.room_page:
        print(f"On the projector: http://127.0.0.1:{port}{ROOM}  (this address, large, with its QR code)", flush=True)
    with suppress(UnicodeEncodeError):  # a terminal without these signs; the page has them
        in_terminal.encode(sys.stdout.encoding or "ascii")
        print(in_terminal, flush=True)
    print("Anybody in this network can open it. A firewall may ask you to allow that.")
    if before := moved_from(address, folder):
        print(f"Last time the address was {before} – answers given there are not seen at this one.")
    print("Keep this address the same from one period to the next: answers stay in each browser, under the address at")
    print("which they were given. Whoever runs the network can give this computer the same one each time. If it must")
    print("change, let learners save their record as a file first, and bring it in again.", flush=True)


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
            show_room(server, folder)
        print("To stop, press Ctrl-C.", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
