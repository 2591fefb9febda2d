"""Memory of a lesson's kernel when all its cells have run, beside a kernel with a core widget and one plot.

Counted is the kernel's proportional set size (PSS: its own pages and its share of common ones) where Linux
tells it, else its resident set size (RSS).
"""

from __future__ import annotations

import re
import subprocess
from functools import partial
from pathlib import Path

import psutil
from copied_project import code_of, copied_project, environment_of
from jupyter_client.manager import start_new_kernel
from measuring import alternate, print_head, ratio_aim, row, runs_asked_for

CELL_PATIENCE = 60
BASELINE = [
    "import ipywidgets\nimport matplotlib.pyplot as plt",
    "ipywidgets.IntSlider()",
    "plt.plot([1, 3, 2]);",
]


def memory_of(process: int) -> tuple[str, float]:
    """Return what was counted, and how many MB it is."""
    rollup = Path(f"/proc/{process}/smaps_rollup")
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", rollup.read_text(), re.MULTILINE)
    except OSError:
        found = None
    return ("PSS", int(found[1]) / 1024) if found else ("RSS", psutil.Process(process).memory_info().rss / 2**20)


def kernel_megabytes(folder: Path, cells: list[str]) -> float:
    """Run cells in a kernel of their own and return its memory."""
    manager, client = start_new_kernel(
        cwd=str(folder / "my_lessons"),
        env=environment_of(folder),
        kernel_name="python3",
        stderr=subprocess.DEVNULL,
    )
    try:
        for source in cells:
            reply = client.execute_interactive(source, timeout=CELL_PATIENCE, output_hook=lambda _: None)
            if reply["content"]["status"] != "ok":
                raise RuntimeError(f"{reply['content']['evalue']} in: {source}")
        return memory_of(manager.provisioner.pid)[1]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def main() -> None:
    runs = runs_asked_for(__doc__)
    print_head(runs)
    kind, _ = memory_of(psutil.Process().pid)
    with copied_project() as folder:
        for lesson in sorted((folder / "my_lessons").glob("*.ipynb")):
            pairs = alternate(
                partial(kernel_megabytes, folder, code_of(lesson)),
                partial(kernel_megabytes, folder, BASELINE),
                runs,
                warm_up=False,
            )
            print(
                row(f"kernel memory ({kind}), {lesson.stem}", pairs, "MB", aim=ratio_aim(1.10), digits=1),
                flush=True,
            )


if __name__ == "__main__":
    main()
