"""All ten lessons from start to end where there is no network: run by `test_without_a_network.py`, not by itself."""

import socket

import pytest

from conftest import site_folder

COUNTS = """() => window.jupyterapp.shell.currentWidget.content.model.toJSON().cells
    .filter((cell) => cell.cell_type === 'code').map((cell) => cell.execution_count)"""
NAMES = sorted(path.name for path in (site_folder() / "files").glob("*/[0-9]*.ipynb"))


def test_there_is_no_way_out():
    """The address is reserved for documentation (RFC 5737): nobody is ever there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket, pytest.raises(OSError):
        any_socket.connect(("192.0.2.1", 80))


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_runs_to_its_end(learner, name):
    learner.open(name).run_all()
    counts = learner.page.evaluate(COUNTS)
    assert counts == list(range(1, len(counts) + 1)) and len(counts) >= 9
