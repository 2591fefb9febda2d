"""Locks as Windows has them, tried with a stand-in for its module; the rest is tried with the record and start.py."""

import sys
from types import SimpleNamespace

import pytest

from helpers import safe_file


@pytest.fixture
def calls(monkeypatch):
    """Stand in for Windows; return what is asked of its locks."""
    asked = []
    locks = SimpleNamespace(LK_NBLCK="take", LK_UNLCK="let go", locking=lambda file, how, size: asked.append(how))
    monkeypatch.setattr(safe_file, "WINDOWS", True)
    monkeypatch.setitem(sys.modules, "msvcrt", locks)
    return asked


def test_a_lock_is_let_go_before_its_file_is_closed_even_when_the_work_fails(tmp_path, calls):
    with pytest.raises(KeyError), safe_file.one_at_a_time(tmp_path / "record.json"):
        assert calls == ["take"]
        raise KeyError
    assert calls == ["take", "let go"]


def test_what_was_not_taken_is_not_let_go(tmp_path, monkeypatch, calls):
    monkeypatch.setitem(sys.modules, "msvcrt", None)
    with safe_file.locked(tmp_path / "lock", lambda tries: None) as is_ours:
        assert not is_ours
    assert calls == []
