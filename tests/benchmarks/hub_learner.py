"""A learner at a hub, played by a script: logs in, waits for a server, opens a lesson, runs its cells, answers.

It does over HTTP and a kernel's websocket what JupyterLab does in a browser. No page is drawn, so that the figures
are those of the server alone.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
import websocket

PATIENCE = 900
ANSWER_PATIENCE = 120
BUTTONS = 12
WIDGET = "application/vnd.jupyter.widget-view+json"


class Lost(Exception):
    """A learner could not go on; the message says where."""


class Session:
    """A browser's memory of one address: cookies, and the mark that shows that a request comes from its own pages."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._web = requests.Session()

    def get(self, path: str, **options: Any) -> requests.Response:
        return self._web.get(f"{self.address}{path}", timeout=PATIENCE, **options)

    def post(self, path: str, *, under: str, **options: Any) -> requests.Response:
        headers = {"X-XSRFToken": self.mark(under)}
        return self._web.post(f"{self.address}{path}", timeout=PATIENCE, headers=headers, **options)

    def delete(self, path: str, *, under: str) -> requests.Response:
        headers = {"X-XSRFToken": self.mark(under)}
        return self._web.delete(f"{self.address}{path}", timeout=PATIENCE, headers=headers)

    def mark(self, under: str) -> str:
        """Return the mark for pages under a path."""
        marks = {cookie.path: cookie.value for cookie in self._web.cookies if cookie.name == "_xsrf"}
        return marks.get(under) or marks.get("/", "")

    def socket(self, path: str, *, under: str) -> websocket.WebSocket:
        """Open a websocket as this browser."""
        cookies = "; ".join(
            f"{cookie.name}={cookie.value}" for cookie in self._web.cookies if path.startswith(cookie.path)
        )
        joint = "&" if "?" in path else "?"
        address = f"{self.address.replace('http', 'ws', 1)}{path}{joint}_xsrf={self.mark(under)}"
        return websocket.create_connection(address, timeout=PATIENCE, cookie=cookies, origin=self.address)


@dataclass
class Kernel:
    """A kernel at the other end of a websocket."""

    socket: websocket.WebSocket
    session: str = field(default_factory=lambda: uuid.uuid4().hex)
    shown: dict[str, str] = field(default_factory=dict)  # from an exercise to the widget that shows it
    responses: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def run(self, source: str) -> str:
        """Run a cell; return what it prints and shows as text."""
        asked = self.send("execute_request", {"code": source, "silent": False, "store_history": True})
        told = []
        for message in self._messages(asked, PATIENCE):
            content = message["content"]
            match message["msg_type"]:
                case "error":
                    raise Lost(f"{content['ename']}: {content['evalue']} in: {source[:80]}")
                case "stream":
                    told.append(content["text"])
                case "execute_result" | "display_data":
                    told.append(content["data"].get("text/plain", ""))
        return "\n".join(told)

    def submit(self, exercise_id: str, answer: Any, confidence: int | None, because: str) -> str:
        """Press the button of an exercise; return the sentence about where the answer was saved."""
        content = {"type": "submit", "id": exercise_id, "answer": answer, "confidence": confidence, "because": because}
        self.responses.pop(exercise_id, None)
        comm = {"comm_id": self.shown[exercise_id], "data": {"method": "custom", "content": content}}
        asked = self.send("comm_msg", comm)
        for _ in self._messages(asked, ANSWER_PATIENCE):
            pass
        response = self.responses.get(exercise_id, {})
        return response.get("saved") or f"Not saved: {response.get('summary', 'no response')}"

    def ask_for_widgets(self) -> None:
        """Ask for all widgets that there are, as a page does that shows a notebook which has run already."""
        comm = {"comm_id": uuid.uuid4().hex, "target_name": "jupyter.widget.control", "data": {}}
        for kind, data in (("comm_open", {}), ("comm_msg", {"method": "request_states"})):
            asked = self.send(kind, comm | {"data": data}, metadata={"version": "1.0.0"})
            for _ in self._messages(asked, PATIENCE):
                pass

    def send(self, kind: str, content: Mapping[str, Any], metadata: Mapping[str, str] | None = None) -> str:
        """Send a message and do not wait; return its id."""
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "session": self.session,
            "username": "",
            "version": "5.3",
            "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        }
        message = {"channel": "shell", "header": header, "parent_header": {}, "content": content}
        message["metadata"] = metadata or {}
        self.socket.send(json.dumps(message))
        return header["msg_id"]

    def _messages(self, asked: str, seconds: float) -> Iterator[Mapping[str, Any]]:
        """Yield what a request brings about, until the kernel has done it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.socket.settimeout(max(0.1, end - time.monotonic()))
            try:
                message = json.loads(self.socket.recv())
            except (websocket.WebSocketException, OSError, ValueError) as problem:
                raise Lost(f"the kernel is gone ({problem})") from None
            self._remember(message)
            if message.get("parent_header", {}).get("msg_id") != asked:
                continue
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return
            yield message
        raise Lost(f"the kernel did not answer within {seconds:.0f} seconds")

    def _remember(self, message: Mapping[str, Any]) -> None:
        """Keep which widget shows which exercise, and the last response to each."""
        content = message.get("content", {})
        if message["msg_type"] not in ("comm_open", "comm_msg"):
            return
        data = content.get("data", {})
        states = {content["comm_id"]: data} if data.get("method") != "update_states" else data["states"]
        for widget, told in states.items():
            state = told.get("state", {})
            for exercise in state.get("exercises", ()):
                self.shown[exercise["id"]] = widget
            self.responses.update(state.get("responses", {}))


@dataclass
class Learner:
    """One learner of the class."""

    address: str
    name: str

    def __post_init__(self) -> None:
        self.web = Session(self.address)
        self.home = f"/user/{self.name}/"

    def start_server(self) -> None:
        """Log in, which asks for a server, and wait until JupyterLab answers."""
        self.web.get("/hub/login").raise_for_status()
        form = {"username": self.name, "password": "", "_xsrf": self.web.mark("/hub/")}
        page = self.web.post("/hub/login", under="/hub/", data=form)
        for _ in range(BUTTONS):
            if page.status_code != 503:
                break
            # The server was killed: the page offers a button that starts it, once the hub has noticed.
            time.sleep(5)
            page = self.web.get(f"/hub/spawn/{self.name}")
        if page.status_code >= 400:
            raise Lost(f"the log-in was answered by {page.status_code}: {_words(page.text)}")
        self._wait_for_server()
        page = self.web.get(f"{self.home}lab")
        if page.status_code != 200 or urlsplit(page.url).path != f"{self.home}lab":
            raise Lost(f"JupyterLab was answered by {page.status_code} at {page.url}")

    def _wait_for_server(self) -> None:
        """Follow the page that tells how far the start is, as a browser does."""
        asked = f"/hub/api/users/{self.name}/server/progress?_xsrf={self.web.mark('/hub/')}"
        with self.web.get(asked, stream=True, headers={"Accept": "text/event-stream"}) as progress:
            if progress.status_code == 400:  # it was quick: nothing is pending any more
                return
            progress.raise_for_status()
            for line in progress.iter_lines(decode_unicode=True):
                told = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if told.get("failed"):
                    raise Lost(told["message"])
                if told.get("ready"):
                    return
        raise Lost("the hub stopped telling how far the start is")

    def open(self, notebook: str) -> tuple[list[str], Kernel]:
        """Open a notebook and start its kernel; return the code of its cells, and the kernel."""
        found = self.web.get(f"{self.home}api/contents/{notebook}?content=1")
        found.raise_for_status()
        cells = [_text(cell["source"]) for cell in found.json()["content"]["cells"] if cell["cell_type"] == "code"]
        wanted = {"path": notebook, "name": "", "type": "notebook", "kernel": {"name": "python3"}}
        made = self.web.post(f"{self.home}api/sessions", under=self.home, json=wanted)
        if made.status_code >= 400:
            raise Lost(f"the kernel was answered by {made.status_code}: {made.text[:200]}")
        return cells, self.connect(made.json()["kernel"]["id"])

    def connect(self, kernel: str) -> Kernel:
        """Connect to a kernel that runs, and wait until it answers."""
        session = uuid.uuid4().hex
        path = f"{self.home}api/kernels/{kernel}/channels?session_id={session}"
        connected = Kernel(self.web.socket(path, under=self.home), session)
        connected.run("")
        return connected

    def kernels(self) -> list[str]:
        """Name the kernels that run."""
        return [one["id"] for one in self.web.get(f"{self.home}api/kernels").json()]

    def trusts(self, notebook: str) -> bool:
        """Tell whether JupyterLab shows this notebook's outputs at once."""
        cells = self.web.get(f"{self.home}api/contents/{notebook}?content=1").json()["content"]["cells"]
        return all(cell["metadata"].get("trusted") for cell in cells if cell["cell_type"] == "code")


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def _words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())[-200:]
