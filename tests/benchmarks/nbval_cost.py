"""Time to check all notebooks with `pytest --nbval`, beside the bare start and stop of as many kernels."""

from __future__ import annotations

import subprocess
import sys
import time
from functools import partial

from copied_project import ROOT
from measuring import alternate, print_head, row, runs_asked_for

NBVAL = [sys.executable, "-m", "pytest", "-q", "notebooks"]  # --nbval and its options stand in pyproject.toml
KERNELS = """
import subprocess
from jupyter_client.manager import start_new_kernel
for _ in range({}):
    manager, client = start_new_kernel(kernel_name="python3", stderr=subprocess.DEVNULL)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
"""


def seconds_of(command: list[str]) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    took = time.perf_counter() - began
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-2000:])
        sys.exit("The notebooks do not pass, so their time says nothing.")
    return took


def main() -> None:
    runs = runs_asked_for(__doc__)
    found = (ROOT / "notebooks").rglob("*.ipynb")
    notebooks = sum(".ipynb_checkpoints" not in path.parts for path in found)
    bare = [sys.executable, "-c", KERNELS.format(notebooks)]
    print_head(runs)
    pairs = alternate(partial(seconds_of, NBVAL), partial(seconds_of, bare), runs)
    print(row(f"`pytest --nbval notebooks`, {notebooks} notebooks", pairs, "s", digits=2))


if __name__ == "__main__":
    main()
