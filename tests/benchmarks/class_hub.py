"""A JupyterHub on this computer for a class of system users who exist only as long as it runs.

It listens on 127.0.0.1 only. Its log-in asks for no password, so it is for tests and nothing else.
"""

from __future__ import annotations

import compileall
import contextlib
import os
import pwd
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from copied_project import ROOT
from kernel_memory import memory_of

PROXY = "configurable-http-proxy@5.3.0"
COURSE_PARTS = ("helpers", "data", "notebooks", "authoring", "deploy", "commands", "lesson_page")
HUB_NEEDS = ROOT / "tests/benchmarks/hub_requirements.txt"
READY = 120
CONFIG = """
c = get_config()
{settings}
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub_port}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = {proxy!r}
c.JupyterHub.db_url = "sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/cookie_secret"
c.ConfigurableHTTPProxy.pid_file = "{folder}/proxy.pid"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "jupyterhub.spawner.{spawner}"
c.SimpleLocalProcessSpawner.home_dir_template = "{homes}/{{username}}"
"""


@dataclass(frozen=True)
class Place:
    """Where a class run happens: an environment, a copy of the course, and a home for each learner."""

    folder: Path

    @property
    def environment(self) -> Path:
        return self.folder / "v"

    @property
    def course(self) -> Path:
        return self.folder / "course"

    @property
    def homes(self) -> Path:
        return self.folder / "h"

    @property
    def python(self) -> str:
        return str(self.environment / "bin" / "python")

    def home(self, name: str) -> Path:
        return self.homes / name


@contextmanager
def prepared_place(environment: Path | None = None, *, needs: Path = HUB_NEEDS) -> Iterator[Place]:
    """Lend a folder in which everything is ready to start; an environment made before can be used again."""
    with tempfile.TemporaryDirectory(prefix="wss-hub-", ignore_cleanup_errors=True) as made:
        place = Place(Path(made))
        place.folder.chmod(0o755)
        place.homes.mkdir(mode=0o755)
        if environment:
            place.environment.symlink_to(environment.resolve())
        else:
            make_environment(place.environment, needs)
        copy_course(place.course)
        yield place


def make_environment(folder: Path, needs: Path) -> None:
    """Install what the lessons need, and what the hub or the light mode need."""
    requirements = [ROOT / "requirements.lock", needs]
    run = [[python_for_all(), "-m", "venv", str(folder)]]
    run += [[str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "-r", str(one)] for one in requirements]
    if needs == HUB_NEEDS:
        run += [["npm", "install", "--silent", "--prefix", str(folder / "proxy"), PROXY]]
    for command in run:
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(command)} did not work:\n{(done.stdout + done.stderr)[-2000:]}")


def python_for_all() -> str:
    """Find a Python that other users may run: one in somebody's home they may not."""
    for candidate in (getattr(sys, "_base_executable", ""), sys.executable, "/usr/bin/python3"):
        real = Path(candidate).resolve()
        folders_open = all(parent.stat().st_mode & stat.S_IXOTH for parent in real.parents)
        if candidate and real.is_file() and folders_open:
            return candidate
    sys.exit("No Python was found that other users of this computer may run: install one in /usr.")


def copy_course(folder: Path) -> None:
    """Copy the course as an administrator installs it: readable for all, compiled, writable for nobody else."""
    folder.mkdir(mode=0o755)
    for name in COURSE_PARTS:
        part = ROOT / name
        if part.is_dir():
            shutil.copytree(part, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        else:
            shutil.copy(part, folder)
    compileall.compile_dir(folder, quiet=1)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


# -- learners


def separate_users_possible() -> bool:
    """Tell whether each learner can be a user of this computer, as on a real hub."""
    return os.geteuid() == 0 and shutil.which("useradd") is not None


@contextmanager
def learners_of_this_computer(place: Place, names: Sequence[str]) -> Iterator[None]:
    """Make a home for each learner, and a user where that is possible; remove the users afterwards."""
    made = []
    try:
        for name in names:
            home = place.home(name)
            home.mkdir(mode=0o700)
            if separate_users_possible():
                add = ["useradd", "--no-create-home", "--user-group", "--home-dir", str(home), name]
                subprocess.run([*add, "--shell", "/bin/sh"], check=True, capture_output=True)
                made.append(name)
                shutil.chown(home, name, name)
        yield
    finally:
        for name in made:
            _clear_sockets(pwd.getpwnam(name).pw_uid)
            subprocess.run(["userdel", "--force", name], capture_output=True)


def _clear_sockets(user: int) -> None:
    """Remove the folder for sockets that a server leaves when it is killed."""
    for path in Path(tempfile.gettempdir()).glob("wss-*"):
        if path.stat().st_uid == user:
            shutil.rmtree(path, ignore_errors=True)


def empty_homes(place: Place, names: Sequence[str]) -> None:
    """Take away what learners have, so that the next class begins anew."""
    for name in names:
        for path in place.home(name).iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def give(home: Path, name: str, content: bytes) -> None:
    """Put a file into a learner's home, as the learner's own."""
    path = home / name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_bytes(content)
    owner = home.stat()
    for made in (path.parent, path):
        os.chown(made, owner.st_uid, owner.st_gid)


# -- the hub


@dataclass
class Hub:
    """A hub that runs."""

    address: str
    process: subprocess.Popen
    log: Path

    def learners_processes(self) -> list[psutil.Process]:
        """List the servers and kernels of all learners."""
        return [
            one
            for child in psutil.Process(self.process.pid).children()
            if child.pid != self._proxy()
            for one in (child, *_below(child))
        ]

    def _proxy(self) -> int:
        return int((self.log.parent / "proxy.pid").read_text().split()[0])

    def megabytes(self) -> float:
        """Add up the memory of all learners' processes."""
        total = 0.0
        for one in self.learners_processes():
            with contextlib.suppress(psutil.Error, OSError):
                total += memory_of(one.pid)[1]
        return total

    def seconds_of_work(self) -> float:
        """Add up the processor time of all learners' processes, and of those that they started and that ended."""
        total = 0.0
        for one in self.learners_processes():
            with contextlib.suppress(psutil.Error):
                total += sum(one.cpu_times()[:4])
        return total

    def stop(self) -> None:
        """Stop the hub and whatever it started."""
        left = _below(psutil.Process(self.process.pid)) if self.process.poll() is None else []
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(READY)
        for one in left:
            with contextlib.suppress(psutil.Error):
                one.kill()
        psutil.wait_procs(left, timeout=10)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def _below(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


@contextmanager
def running_hub(place: Place, settings: str) -> Iterator[Hub]:
    """Lend a hub with some settings of its own."""
    folder = Path(tempfile.mkdtemp(prefix="hub-", dir=place.folder))  # for the administrator only
    port, hub_port, proxy_port = free_ports(3)
    config = CONFIG.format(
        settings=settings,
        port=port,
        hub_port=hub_port,
        proxy_port=proxy_port,
        proxy=[str(place.environment / "proxy/node_modules/.bin/configurable-http-proxy")],
        folder=folder,
        homes=place.homes,
        spawner="LocalProcessSpawner" if separate_users_possible() else "SimpleLocalProcessSpawner",
    )
    (folder / "jupyterhub_config.py").write_text(config, encoding="utf-8")
    log = folder / "hub.log"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "WHO_SAYS_SO"))}
    environment = kept | {"PATH": f"{place.environment}/bin:{os.environ['PATH']}"}
    environment.pop("PYTHONPATH", None)
    with log.open("w", encoding="utf-8") as written:
        process = subprocess.Popen(
            [place.python, "-m", "jupyterhub", "-f", str(folder / "jupyterhub_config.py")],
            cwd=folder,
            env=environment,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    hub = Hub(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait_for(port, hub)
        yield hub
    finally:
        hub.stop()


def our_settings(place: Place) -> str:
    """Return the settings that we ship."""
    return f"load_subconfig({str(place.course / 'deploy/jupyterhub_config.py')!r})"


def bare_settings(place: Place) -> str:
    """Return those of a plain hub that waits as long as ours."""
    command = str(place.environment / "bin/jupyterhub-singleuser")
    return f"c.Spawner.cmd = [{command!r}]\nc.Spawner.start_timeout = c.Spawner.http_timeout = 600"


def free_ports(count: int) -> list[int]:
    """Find ports on which nobody listens."""
    with contextlib.ExitStack() as stack:
        free = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in free:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in free]


def _wait_for(port: int, hub: Hub) -> None:
    end = time.monotonic() + READY
    while time.monotonic() < end and hub.process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            if "is now running" in hub.log.read_text(encoding="utf-8"):
                return
        time.sleep(0.2)
    sys.exit(f"The hub did not start:\n{hub.log.read_text(encoding='utf-8')[-2000:]}")
