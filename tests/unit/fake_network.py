"""The networks of schools, on this computer: a package index, a filter, a log-in page, a proxy, each on 127.0.0.1."""

import hashlib
import http.server
import io
import os
import shutil
import ssl
import subprocess
import threading
import zipfile
from contextlib import contextmanager

import pytest

NAME = "tiny_thing-1.0-py3-none-any.whl"
LOG_IN = b"<html><title>Welcome to our school</title><form>Name <input> Password <input></form></html>"
LONG = 30  # seconds that a slow server takes; pip gives up long before
# What pip would read of this computer's own settings.
SETTINGS = (
    "PIP_",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "SSL_",
)


def wheel():
    """Make a package that holds nothing."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("tiny_thing-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny-thing\nVersion: 1.0\n")
        packed.writestr("tiny_thing-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        packed.writestr("tiny_thing-1.0.dist-info/RECORD", "")
    return file.getvalue()


WHEEL = wheel()
LOCK = f"tiny-thing==1.0 --hash=sha256:{hashlib.sha256(WHEEL).hexdigest()}\n"


def page(name=NAME, attributes=""):
    """Write the page of an index about the package."""
    return f'<!DOCTYPE html><html><body><a href="/files/{name}" {attributes}>{name}</a></body></html>'.encode()


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers by the behaviour of its server: a function of the handler."""

    def do_GET(self):
        self.server.behaviour(self)

    do_CONNECT = do_GET  # noqa: N815 (named by http.server)

    def log_message(self, *_):
        pass

    def give(self, code, body=b"", kind="text/html", **headers):
        """Answer."""
        self.send_response(code)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


def index(about=None, file=lambda handler: handler.give(200, WHEEL, "application/zip")):
    """Behave as a package index does."""

    def behaviour(handler):
        if "/files/" in handler.path:
            file(handler)
        else:
            handler.give(200, page() if about is None else about)

    return behaviour


def always(code, body=LOG_IN, **headers):
    """Give one answer to everything."""
    return lambda handler: handler.give(code, body, **headers)


def redirect(handler):
    """Send everybody to the page for logging in, as a portal does."""
    if handler.path == "/log-in":
        handler.give(200, LOG_IN)
    else:
        handler.give(302, Location="/log-in")


def slow(handler):
    """Answer late."""
    handler.server.over.wait(LONG)


def cut_off(handler):
    """Stop in the middle of a file."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(WHEEL)))
    handler.end_headers()
    handler.wfile.write(WHEEL[:-100])


class Server(http.server.ThreadingHTTPServer):
    """Says nothing of those who hang up, as pip does when it does not trust a certificate."""

    daemon_threads = True

    def handle_error(self, *_):
        pass


@contextmanager
def server(behaviour, certificate=None):
    """Serve on this computer as long as the block lasts; yields the port."""
    httpd = Server(("127.0.0.1", 0), Handler)
    httpd.behaviour, httpd.over = behaviour, threading.Event()
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        httpd.socket = context.wrap_socket(httpd.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield httpd.server_address[1]
    finally:
        httpd.over.set()
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def make_certificate(folder):
    """Make a certificate that nobody trusts, as the one of a filter; return the files with it and with its key."""
    if not shutil.which("openssl"):
        pytest.skip("not on this system: openssl")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return str(certificate), str(key)


def clean_settings(monkeypatch):
    """Take away what this computer's own network needs, and let pip be quick to give up."""
    for name in os.environ:
        if name.upper().startswith(SETTINGS):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_DEFAULT_TIMEOUT", "2")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
