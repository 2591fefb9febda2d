"""The server of the browser edition: what it hands out and to whom, and what hostile or slow devices can do to it."""

import gzip
import http.client
import io
import os
import shutil
import socket
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving import running

from browser_edition import serve, wheels


def ask(port, path, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.getheader("Content-Type"), answer.read()


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    (folder / "notebooks").mkdir(parents=True)
    (folder / "notebooks" / "index.html").write_text("a lesson", encoding="utf-8")
    (folder / "empty").mkdir()
    for name in ("a.js", "a.mjs", "a.wasm", "a.json", "a.ipynb", "a.css", "a.whl", "a.unheard"):
        (folder / name).write_text("x", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("not for the class", encoding="utf-8")
    return folder


def test_types_are_right_even_where_the_system_has_them_wrong(site, monkeypatch):
    monkeypatch.setattr("mimetypes.guess_type", lambda *_args, **_more: ("text/plain", None))
    with running(serve.make_server(site, port=0)) as port:
        types = {name: ask(port, f"/a.{name}")[1] for name in ("js", "mjs", "wasm", "json", "unheard")}
    assert types["js"] == types["mjs"] == "text/javascript; charset=utf-8"
    assert types["wasm"] == "application/wasm"
    assert types["json"].startswith("application/json")
    assert types["unheard"] == "application/octet-stream"


def test_a_file_is_sent_again_only_if_its_content_is_another(site):
    def answer(port, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/a.json", headers=headers)
        got = connection.getresponse()
        return got.status, got.getheader("ETag"), got.getheader("Last-Modified"), got.read()

    os.utime(site / "a.json", (315532800, 315532800))
    with running(serve.make_server(site, port=0)) as port:
        status, tag, date, body = answer(port)
        assert (status, date, body) == (200, None, b"x")
        assert answer(port, **{"If-None-Match": tag})[0] == 304
        # a later release whose files have the same date and size
        (site / "a.json").unlink()
        (site / "a.json").write_text("y", encoding="utf-8")
        os.utime(site / "a.json", (315532801, 315532801))
        asked = {"If-None-Match": tag, "If-Modified-Since": "Fri, 01 Jan 2027 00:00:00 GMT"}
        assert answer(port, **asked)[::3] == (200, b"y")


def test_scripts_are_sent_packed_to_whoever_can_unpack_them(site):
    (site / "a.wasm").write_bytes(b"the same again " * 1000)

    def answer(port, path, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path, headers=headers)
        got = connection.getresponse()
        return got, got.read()

    with running(serve.make_server(site, port=0)) as port:
        whole, body = answer(port, "/a.wasm")
        assert whole.getheader("Content-Encoding") is None and body == (site / "a.wasm").read_bytes()
        packed, body = answer(port, "/a.wasm", **{"Accept-Encoding": "br, gzip"})
        assert packed.getheader("Content-Encoding") == "gzip" and packed.getheader("Content-Type") == "application/wasm"
        assert len(body) < 1000 and gzip.decompress(body) == (site / "a.wasm").read_bytes()
        assert packed.getheader("Vary") == whole.getheader("Vary") == "Accept-Encoding"
        assert packed.getheader("ETag") != whole.getheader("ETag")
        again = {"Accept-Encoding": "gzip", "If-None-Match": packed.getheader("ETag")}
        assert answer(port, "/a.wasm", **again)[0].status == 304
        (site / "a.wasm").write_bytes(b"corrected in a later release")
        assert gzip.decompress(answer(port, "/a.wasm", **again)[1]) == b"corrected in a later release"
        assert answer(port, "/a.whl", **{"Accept-Encoding": "gzip"})[0].getheader("Content-Encoding") is None


def test_pages_and_workers_are_told_to_ask_nobody_outside(site):
    with running(serve.make_server(site, port=0)) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/a.js")
        assert connection.getresponse().getheader("Content-Security-Policy") == serve.POLICY


def test_nothing_but_the_site_is_handed_out(site):
    with running(serve.make_server(site, port=0)) as port:
        assert ask(port, "/notebooks/")[2] == b"a lesson"
        for path in ("/empty/", "/", "/../secret.txt", "/%2e%2e/secret.txt", "/notebooks/../../secret.txt"):
            status, _, body = ask(port, path)
            assert status == 404 and b"not for the class" not in body


def test_only_this_computer_is_served_unless_the_room_is_asked_for(site):
    with serve.make_server(site, port=0) as alone, serve.make_server(site, room=True, port=0) as room:
        assert alone.server_address[0] == "127.0.0.1"
        assert room.server_address[0] == "0.0.0.0"


def test_a_port_that_is_taken_is_passed_over_or_told(site, monkeypatch):
    with serve.make_server(site, port=0) as first:
        taken = first.server_address[1]
        monkeypatch.setattr(serve, "PORT", taken)
        with serve.make_server(site) as second:
            assert second.server_address[1] > taken
        with pytest.raises(SystemExit, match=f"Port {taken} cannot be used"):
            serve.make_server(site, port=taken)


def test_another_port_than_usual_is_told_to_be_another_place_for_answers(site, monkeypatch, capsys):
    monkeypatch.setattr(serve.Server, "serve_forever", lambda _server: None)
    with serve.make_server(site, port=0) as first:
        monkeypatch.setattr(serve, "PORT", first.server_address[1])
        serve.main([], site)
    told = capsys.readouterr().out
    assert f"Answers given at port {serve.PORT} are not seen here" in " ".join(told.split())
    serve.main([], site)
    assert "is taken" not in capsys.readouterr().out


@pytest.mark.parametrize("port", ["99999", "65536", "0", "-1"])
def test_a_port_that_no_computer_has_is_told(site, port, capsys):
    with pytest.raises(SystemExit) as stopped:
        serve.main(["--port", port], site)
    assert stopped.value.code == 2
    assert "a port is a number from 1 to 65535" in capsys.readouterr().err


def test_serving_before_building_says_what_to_do(tmp_path, capsys):
    assert serve.main([], tmp_path) == 1
    assert "python3 start.py site" in capsys.readouterr().err
    assert partial(serve.main, folder=Path("nowhere"))([]) == 1


# -- as a careful server has it


@pytest.fixture
def port(site):
    with running(serve.make_server(site, port=0)) as port:
        yield port


def talk(port, request, goes=False):
    """Send bytes, say that no more come or leave it open, and return all that comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(request)
        if goes:
            line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))


def request(path, *headers, method="GET", closes=True):
    lines = [f"{method} {path} HTTP/1.1", "Host: x", *headers, *(["Connection: close"] if closes else [])]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def fields(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    return int(status.split()[1]), dict(line.split(": ", 1) for line in lines), body


@pytest.mark.parametrize("packs", [(), ("Accept-Encoding: gzip",)])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_folder_without_its_slash_leads_to_the_address_with_it(port, packs, method):
    for path, place in (
        ("/notebooks", "/notebooks/"),
        ("/notebooks?path=a/b.ipynb&x=%20", "/notebooks/?path=a/b.ipynb&x=%20"),
        ("//notebooks", "/notebooks/"),
        ("/empty/../notebooks", "/notebooks/"),
        ("/notebooks?\x01", "/notebooks/?%01"),
    ):
        status, headers, body = fields(talk(port, request(path, *packs, method=method)))
        assert (status, headers["Location"], headers["Content-Length"], body) == (301, place, "0", b"")
        assert "ETag" not in headers and "Content-Encoding" not in headers


def test_an_answer_tells_nothing_of_the_one_before_it_on_the_same_connection(port):
    parts = (
        request("/notebooks/", "Accept-Encoding: gzip", closes=False),
        request("/notebooks", "Accept-Encoding: gzip", closes=False),
        request("/a.js", closes=False),
        request("/missing"),
    )
    got, answers = talk(port, b"".join(parts)), []
    for _ in parts:
        status, headers, body = fields(got)
        size = int(headers["Content-Length"])
        answers.append((status, "ETag" in headers, headers.get("Content-Encoding")))
        got = body[size:]
    assert answers == [(200, True, "gzip"), (301, False, None), (200, True, None), (404, False, None)] and not got
    both = request("/a.js", closes=False) + request("/a.js", method="WHAT")
    assert talk(port, both).count(b"ETag") == 1


def test_a_head_says_what_would_be_sent(port):
    for path in ("/a.js", "/a.whl", "/notebooks/", "/notebooks"):
        for packs in ("identity", "gzip"):
            whole = fields(talk(port, request(path, f"Accept-Encoding: {packs}")))
            head = fields(talk(port, request(path, f"Accept-Encoding: {packs}", method="HEAD")))
            for _, headers, _ in (whole, head):
                headers.pop("Date")
            assert head == (*whole[:2], b"")
    assert fields(talk(port, request("/missing", method="HEAD")))[::2] == (404, b"")


def test_a_part_is_not_promised_and_the_whole_is_sent(port):
    status, headers, body = fields(talk(port, request("/a.whl", "Range: bytes=0-0,5-")))
    assert (status, headers["Accept-Ranges"], body) == (200, "none", b"x")


def test_what_a_device_has_is_not_sent_again(port):
    tag = fields(talk(port, request("/a.js")))[1]["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*", f'{tag} , "other"'):
        status, headers, body = fields(talk(port, request("/a.js", f"If-None-Match: {known}")))
        assert (status, headers["ETag"], body) == (304, tag, b"") and "Content-Length" not in headers
    for other in ('"other"', tag.strip('"'), tag[:-2] + '"', ""):
        assert fields(talk(port, request("/a.js", f"If-None-Match: {other}")))[0] == 200
    assert fields(talk(port, request("/missing", "If-None-Match: *")))[0] == 404


@pytest.mark.parametrize(
    "accepted, packs",
    [
        *((accepted, True) for accepted in ("gzip", "GZIP;q=0.5, br", "br,gzip")),
        *((accepted, False) for accepted in ("gzip;q=0", "gzip; q=0.00", "xgzip", "identity", "", "*")),
    ],
)
def test_only_a_device_that_can_unpack_is_sent_a_packed_file(port, accepted, packs):
    assert ("Content-Encoding" in fields(talk(port, request("/a.js", f"Accept-Encoding: {accepted}")))[1]) == packs


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"])
def test_a_method_that_changes_something_is_refused(port, method):
    body = b"GET /a.js HTTP/1.1\r\n\r\n"
    sent = request("/a.js", f"Content-Length: {len(body)}", method=method, closes=False) + body
    status, headers, _ = fields(talk(port, sent))
    assert (status, headers["Allow"]) == (405, "GET, HEAD")


def test_a_body_is_not_taken_for_the_next_request(port):
    smuggled = b"GET /notebooks/ HTTP/1.1\r\n\r\n"
    for header in (f"Content-Length: {len(smuggled)}", "Transfer-Encoding: chunked", "Content-Length: x"):
        assert b"a lesson" not in talk(port, request("/a.js", header, closes=False) + smuggled)


@pytest.mark.parametrize(
    "sent, status",
    [
        (b"WHAT / HTTP/1.1\r\n\r\n", 501),
        (b"<script> / HTTP/1.1\r\n\r\n", 501),
        (b"GET\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\n\r\n", 505),
        (b"GET / WHAT/1.1\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\0\x01\0\r\n\r\n", 400),
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET /" + b"a" * 30_000 + b" HTTP/1.1\r\n\r\n", 404),
        (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 101 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\na: " + b"b" * 100_000 + b"\r\n\r\n", 431),
    ],
)
def test_what_is_no_good_request_is_refused_and_the_server_goes_on(port, sent, status):
    answer = talk(port, sent)
    assert f" {status} ".encode() in answer.split(b"\r\n")[0] or b"Error code: %d" % status in answer
    assert b"<script>" not in answer.partition(b"\r\n\r\n")[2] and b"ETag" not in answer
    assert ask(port, "/notebooks/")[0] == 200


TRICKS = ["/%00", "/a.js%00", "/\\..\\secret.txt", "/..%5csecret.txt", "/.%2e/secret.txt", "//../secret.txt", "/a.js/"]
TRICKS += ["http://x/../secret.txt", "/link", "/link/", "/notebooks/index.html/", "/" + "a/" * 4000, "//[", "/%ff", "*"]
TRICKS += ["/inner/secret.txt", "/C:/secret.txt", "/~/secret.txt", "/....//secret.txt", "/%252e%252e/secret.txt"]


@pytest.mark.parametrize("path", TRICKS)
def test_no_path_leads_out_of_the_folder(site, port, path):
    (site / "link").symlink_to(site.parent / "secret.txt")
    (site / "inner").symlink_to(site.parent, target_is_directory=True)
    status, headers, body = fields(talk(port, request(path)))
    assert status == 404 and b"not for the class" not in body and "Location" not in headers


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["..", ".", "", "%2e%2e", "%2f", "\\", "secret.txt", "notebooks", "a.js", "?", "#"])))
def test_no_mixture_of_paths_leads_out_or_elsewhere(port, parts):
    status, headers, body = fields(talk(port, request("/" + "/".join(parts))))
    assert b"not for the class" not in body and status in (200, 301, 404)
    assert headers.get("Location", "/").split("?")[0] in ("/", "/notebooks/")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.binary(max_size=200) | st.binary(max_size=40).map(lambda more: b"GET /" + more + b" HTTP/1.1\r\n" + more))
def test_no_bytes_stop_the_server(port, sent):
    answer = talk(port, sent + b"\r\n\r\n", goes=True)
    assert b"not for the class" not in answer
    assert ask(port, "/a.js")[0] == 200


# -- slow devices


def half_sent(port, count, sent=b"GET / HTTP/1.1\r\nHost: x\r\n"):
    lines = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(count)]
    for line in lines:
        line.sendall(sent)
    return lines


def ends_within(line, seconds):
    began = time.monotonic()
    line.settimeout(seconds)
    try:
        while line.recv(65536):
            pass
    except ConnectionError:
        pass
    return time.monotonic() - began


@pytest.mark.parametrize("sent", [b"", b"G", b"\r\n", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_a_request_that_does_not_come_to_its_end_is_cut_off(port, monkeypatch, sent):
    monkeypatch.setattr(serve, "IDLE", 0.3)
    monkeypatch.setattr(serve, "HEAD_TIME", 0.3)
    (line,) = half_sent(port, 1, sent)
    assert ends_within(line, 5) < 3
    line.close()


def test_a_request_that_comes_drop_by_drop_is_cut_off(port, monkeypatch):
    monkeypatch.setattr(serve, "HEAD_TIME", 0.5)
    (line,) = half_sent(port, 1)
    began = time.monotonic()
    with pytest.raises(OSError):
        while time.monotonic() - began < 5:
            line.sendall(b"a")
            time.sleep(0.05)
    line.close()


def test_a_device_that_does_not_take_its_answer_is_cut_off(site, monkeypatch):
    monkeypatch.setattr(serve, "PIECE_TIME", 0.3)
    (site / "large.whl").write_bytes(os.urandom(1000) * 30_000)
    with running(server := serve.make_server(site, port=0)) as port:
        (line,) = half_sent(port, 1, request("/large.whl"))
        time.sleep(0.5)
        until = time.monotonic() + 5
        while server._connections and time.monotonic() < until:
            time.sleep(0.05)
        assert not server._connections
        line.close()
        assert len(fields(talk(port, request("/large.whl")))[2]) == 30_000_000


def test_hundreds_of_half_sent_requests_hold_no_threads_and_keep_nobody_waiting(port):
    before = threading.active_count()
    lines = half_sent(port, 300)
    began = time.monotonic()
    for _ in range(10):
        assert ask(port, "/notebooks/")[2] == b"a lesson"
    assert time.monotonic() - began < 5
    # The threads that read files are a few, however many devices there are.
    assert threading.active_count() - before <= 40
    for line in lines:
        line.close()


def test_of_too_many_connections_the_one_that_waited_longest_goes(site, monkeypatch):
    monkeypatch.setattr(serve, "MOST_CONNECTIONS", 3)
    with running(serve.make_server(site, port=0)) as port:
        lines = []
        for _ in range(4):
            lines += half_sent(port, 1)
            time.sleep(0.1)
        assert ends_within(lines[0], 5) < 3
        lines[3].sendall(b"\r\n")
        assert b"404" in lines[3].recv(100)
        for line in lines:
            line.close()


# -- the room


ADDRESS = "http://192.168.100.200:8000/"


@pytest.fixture
def whole_site(site, monkeypatch):
    """Return a site with what belongs to the room; nobody is served for long."""
    shutil.copy(Path(serve.__file__).parent / "page" / "room.template", site)
    wheels.pack_segno(site)
    monkeypatch.setattr(serve.Server, "serve_forever", lambda _server: None)
    monkeypatch.setattr(serve, "address_in_room", lambda: "192.168.100.200")
    return site


@pytest.fixture
def no_segno_but_the_packed_one(monkeypatch):
    """As on a teacher's computer, where nothing is installed."""
    monkeypatch.setattr(sys, "path", [place for place in sys.path if "site-packages" not in place])
    for name in [name for name in sys.modules if name.partition(".")[0] == "segno"]:
        monkeypatch.delitem(sys.modules, name)


def test_the_code_is_drawn_by_the_library_in_the_zip(whole_site, no_segno_but_the_packed_one):
    before = list(sys.path)
    svg, in_terminal = serve.qr_codes(ADDRESS, whole_site)
    assert svg.startswith("<svg") and f"<title>QR code of {ADDRESS}</title>" in svg
    lines = in_terminal.splitlines()
    assert len({len(line) for line in lines}) == 1 and set(in_terminal) <= set("█▀▄ \n")
    assert "segno.zip" in sys.modules["segno"].__file__ and sys.path == before


def test_without_the_library_the_address_stands_alone(site, no_segno_but_the_packed_one):
    assert serve.qr_codes(ADDRESS, site) == ("", "")


def test_the_room_is_told_its_address_its_code_and_to_keep_it(whole_site, capsys, monkeypatch):
    assert serve.main(["--room", "--port=8765"], whole_site) == 0
    told = capsys.readouterr().out
    assert "In the room:      http://192.168.100.200:8765/" in told and "█" in told
    assert "On the projector: http://127.0.0.1:8765/room" in told
    assert "Keep this address the same" in told and "Last time" not in told
    serve.main(["--room", "--port=8765"], whole_site)
    assert "Last time" not in capsys.readouterr().out
    monkeypatch.setattr(serve, "address_in_room", lambda: "192.168.100.201")
    serve.main(["--room", "--port=8765"], whole_site)
    assert "Last time the address was http://192.168.100.200:8765/" in capsys.readouterr().out


class NoWayOut(socket.socket):
    """In a network without a router, such as a hotspot of the teacher's own, no way leads to any other."""

    def connect(self, _address):
        raise OSError(101, "Network is unreachable")


@pytest.mark.parametrize(
    ("by_name", "by_interface", "found"),
    [
        (["127.0.1.1"], ["127.0.0.1", "10.42.0.1"], "10.42.0.1"),
        (["192.168.137.1"], [], "192.168.137.1"),
        (["127.0.1.1"], ["127.0.0.1"], ""),
        ([], [], ""),
    ],
)
def test_in_a_network_without_a_way_out_the_address_is_found_or_none_is_told(
    by_name, by_interface, found, monkeypatch, whole_site, capsys
):
    monkeypatch.undo()
    monkeypatch.setattr(serve.Server, "serve_forever", lambda _server: None)
    monkeypatch.setattr(serve.socket, "socket", NoWayOut)
    monkeypatch.setattr(serve, "_addresses_by_name", lambda: by_name)
    monkeypatch.setattr(serve, "_addresses_by_interface", lambda: iter(by_interface))
    assert serve.address_in_room() == found
    serve.main(["--room", "--port=8768"], whole_site)
    told = capsys.readouterr().out
    assert (f"In the room:      http://{found}:8768/" in told) == bool(found)
    assert ("This computer is in no network" in told) == (not found)
    assert "http://127.0.0.1:8768/" in told and (whole_site / "last_address.txt").exists() == bool(found)


def test_the_addresses_of_this_computer_are_addresses():
    for one in (*serve._addresses_by_name(), *serve._addresses_by_interface()):
        socket.inet_aton(one)


def test_only_this_computer_hears_of_no_room(whole_site, capsys):
    serve.main(["--port=8766"], whole_site)
    assert "room" not in capsys.readouterr().out and not (whole_site / "last_address.txt").exists()


@pytest.mark.parametrize("before", [b"\xff\xfe\x00", b"x" * 5000, b""], ids=["no text", "long", "empty"])
def test_a_strange_note_of_the_last_address_stops_nothing(whole_site, before):
    (whole_site / "last_address.txt").write_bytes(before)
    assert len(serve.moved_from(ADDRESS, whole_site)) <= 100
    assert serve.moved_from(ADDRESS, whole_site) == ""


def test_a_stick_that_cannot_be_written_is_no_obstacle(tmp_path):
    assert serve.moved_from(ADDRESS, tmp_path / "nowhere") == ""


def test_a_terminal_without_such_signs_gets_the_address_only(whole_site, monkeypatch):
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", terminal)
    serve.main(["--room", "--port=8767"], whole_site)
    terminal.flush()
    assert b"http://192.168.100.200:8767/" in terminal.buffer.getvalue()


def test_the_projector_gets_a_page_with_the_address_and_the_code(whole_site, monkeypatch):
    monkeypatch.undo()
    page = serve.room_page("http://<b>/", "<svg></svg>", whole_site).decode()
    assert "http://%3Cb%3E/" in page and "<svg></svg>" in page and "$" not in page
    with serve.make_server(whole_site, port=0) as server:
        server.room_page = page.encode()
        with running(server) as port:
            status, kind, body = ask(port, "/room")
            assert (status, kind, body.decode()) == (200, "text/html; charset=utf-8", page)
            assert ask(port, "/room", "HEAD")[2] == b""
    with running(serve.make_server(whole_site, port=0)) as port:
        assert ask(port, "/room")[0] == 404
