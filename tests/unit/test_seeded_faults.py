"""The faults that `tests/seeded_faults.py` puts into a copy of the project, by hand, still find their words there."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
spec = importlib.util.spec_from_file_location("seeded_faults", ROOT / "tests" / "seeded_faults.py")
seeded_faults = importlib.util.module_from_spec(spec)
spec.loader.exec_module(seeded_faults)


@pytest.mark.parametrize("name", seeded_faults.FAULTS)
def test_what_a_fault_changes_stands_in_its_file_once(name):
    fault = seeded_faults.FAULTS[name]
    assert (ROOT / fault.file).read_text(encoding="utf-8").count(fault.old) == 1
    assert fault.old != fault.new and (ROOT / fault.finds.split()[0]).exists()
