"""The environment: installed once, made anew whenever it does not fit, by one start at a time."""

import json
import os
import sys
import threading
from pathlib import Path

import pytest

from helpers.safe_file import locked


def test_first_run_installs_the_lock_with_hashes_and_opens_lesson_00(machine):
    code, out, err = machine.run()
    assert (code, err) == (0, "")
    assert [call[-1] for call in machine.calls_with("venv")] == [str(machine.root / ".venv")]
    (pip,) = machine.calls_with("pip")
    assert pip[0].startswith(str(machine.root / ".venv"))
    assert "--require-hashes" in pip and "--quiet" in pip
    assert pip[-2:] == ["-r", str(machine.root / "requirements.lock")]
    assert machine.handed[1:3] == ["-m", "jupyterlab"]
    assert "--LabApp.default_url=/lab/tree/00_start_here.ipynb" in machine.handed
    assert f"--ServerApp.root_dir={machine.mine}" in machine.handed
    assert "Copied 3 notebooks" in out


def test_the_record_with_its_coin_is_begun_once_and_never_over_an_old_one(machine):
    machine.run()
    assert len([call for call in machine.calls if "begin()" in call[-1]]) == 1
    (machine.root / "my_record.json").write_text("answers", encoding="utf-8")
    machine.run()
    assert (machine.root / "my_record.json").read_text(encoding="utf-8") == "answers"


def test_second_run_starts_nothing_but_jupyterlab(machine):
    machine.run()
    code, out, err = machine.run()
    assert (code, err, machine.calls) == (0, "", [])
    assert machine.handed
    assert "Installing" not in out and "Copied" not in out


def test_jupyterlab_neither_asks_about_news_nor_looks_for_updates(machine):
    machine.run()
    settings = machine.root / ".venv" / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    news = json.loads(settings.read_text())["@jupyterlab/apputils-extension:notification"]
    assert news == {"fetchNews": "false", "checkForUpdates": False}
    assert "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate" in machine.handed
    assert "--LabApp.news_url=None" in machine.handed


def test_the_lesson_page_lies_where_jupyterlab_looks_also_in_an_environment_of_an_older_release(machine):
    machine.run()
    package = machine.root / ".venv" / "share" / "jupyter" / "labextensions" / "who-says-so" / "package.json"
    assert package.is_file()
    package.unlink()
    machine.run()
    assert package.is_file() and machine.calls_with("pip") == []


def test_the_lesson_page_is_taken_out_of_an_environment_in_which_no_lesson_is_opened(machine):
    machine.run()
    page = machine.root / ".venv" / "share" / "jupyter" / "labextensions" / "who-says-so"
    assert page.is_dir()
    machine.environment.Environment(machine.root / ".venv", ["requirements.lock"], with_lesson_page=False).settle()
    assert not page.exists()


def test_kernels_keep_no_history_of_typed_answers_and_import_nothing_before_the_first_cell(machine):
    machine.run()
    settings = machine.root / ".venv" / "etc" / "ipython" / "ipython_kernel_config.py"
    assert settings.read_text(encoding="utf-8") == "c.HistoryManager.enabled = False\n"


def test_jupyterlab_listens_to_this_computer_only(machine):
    machine.run("--no-browser")
    assert "--ServerApp.ip=127.0.0.1" in machine.handed
    assert "--no-browser" in machine.handed
    assert not [word for word in machine.handed if word.startswith("--ServerApp.port")]


def test_what_is_started_sees_the_helpers_and_no_foreign_packages(machine):
    machine.monkeypatch.setenv("PYTHONPATH", "/somewhere/else")
    machine.monkeypatch.setenv("PYTHONHOME", "/somewhere/else")
    environment = machine.environment.Environment(machine.root / ".venv", ["requirements.lock"])
    environment.prepare()
    environ = environment.environ()
    (named,) = environment.folder.rglob("site-packages/*.pth")
    way = named.read_text(encoding="utf-8")
    assert way.isascii() and Path(os.path.normpath(named.parent / way.strip())) == machine.root
    assert "PYTHONPATH" not in environ and "PYTHONHOME" not in environ
    assert environ["PYTHONSAFEPATH"] == "1"
    assert environ["PYTHONNOUSERSITE"] == "1" and environ["DO_NOT_TRACK"] == "1"


def test_a_new_lock_is_installed_without_a_new_environment(machine):
    machine.run()
    (machine.root / "requirements.lock").write_text("# a newer lock\n")
    machine.run()
    assert len(machine.calls_with("pip")) == 1
    assert not machine.calls_with("venv")


def test_an_environment_left_half_made_is_made_again(machine):
    (machine.root / ".venv" / "bin").mkdir(parents=True)
    (machine.root / ".venv" / "bin" / "python").write_text("half")
    (machine.root / ".venv" / "leftover").write_text("")
    code, out, _ = machine.run()
    assert code == 0
    assert "Making .venv anew" in out
    assert machine.calls_with("venv") and machine.calls_with("pip")
    assert not (machine.root / ".venv" / "leftover").exists()


def test_an_environment_of_another_python_is_made_again(machine):
    machine.run()
    stamp = machine.root / ".venv" / "who-says-so.json"
    text = stamp.read_text()
    here = '"python": "{}.{}"'.format(*sys.version_info)
    assert here in text
    stamp.write_text(text.replace(here, '"python": "3.10"'))
    machine.run()
    assert machine.calls_with("venv")


def test_an_environment_whose_python_is_gone_is_made_again(machine):
    machine.run()
    machine.environment.Environment(machine.root / ".venv", []).python.unlink()
    machine.run()
    assert machine.calls_with("venv")


def test_a_moved_course_makes_its_environment_again_and_keeps_the_lessons(machine):
    machine.run()
    (machine.mine / "01_who_says_so.ipynb").write_text("my work")
    moved = machine.root.with_name("moved course")
    machine.root.rename(moved)
    machine.root = moved
    machine.load()
    code, _, _ = machine.run()
    assert code == 0
    assert machine.calls_with("venv")[0][-1] == str(moved / ".venv")
    assert (machine.mine / "01_who_says_so.ipynb").read_text() == "my work"


@pytest.mark.parametrize("stamp", ["", "{", "[]", '{"origin": 3}'])
def test_a_damaged_stamp_means_a_new_environment(machine, stamp):
    machine.run()
    (machine.root / ".venv" / "who-says-so.json").write_text(stamp)
    code, _, err = machine.run()
    assert (code, err) == (0, "")
    assert machine.calls_with("venv")


def test_a_file_in_the_place_of_the_environment_is_no_obstacle(machine):
    (machine.root / ".venv").write_text("a file")
    code, _, err = machine.run()
    assert (code, err) == (0, "")
    assert (machine.root / ".venv").is_dir()


def test_the_tests_are_installed_on_top_of_the_lessons(machine):
    machine.run()
    machine.run("check")
    assert not machine.calls_with("venv")
    assert [call[-1] for call in machine.calls_with("pip")] == [str(machine.root / "tests/requirements.lock")]
    machine.run()
    assert machine.calls == []


def test_an_environment_is_made_by_the_base_python_not_by_the_one_to_be_removed(machine):
    machine.monkeypatch.setattr(sys, "executable", str(machine.root / ".venv" / "bin" / "python"))
    machine.monkeypatch.setattr(sys, "_base_executable", "/the/base/python", raising=False)
    machine.run()
    assert machine.calls_with("venv")[0][0] == "/the/base/python"


def test_two_starts_do_not_install_at_the_same_time(machine):
    entered = threading.Event()

    def second():
        with locked(machine.root / "lock", machine.environment.wait_for_another_start):
            entered.set()

    thread = threading.Thread(target=second)
    with locked(machine.root / "lock", machine.environment.wait_for_another_start):
        thread.start()
        assert not entered.wait(0.4)
    assert entered.wait(5)
    thread.join()
    assert machine.capsys.readouterr().out.count("waiting") == 1


def test_the_start_that_waited_does_not_install_again(machine):
    first = machine.environment.Environment(machine.root / ".venv", ["requirements.lock"])

    def other_is_faster(path, wait):
        machine.monkeypatch.setattr(machine.environment, "locked", locked)
        first.prepare()
        machine.calls.clear()
        machine.capsys.readouterr()
        return locked(path, wait)

    machine.monkeypatch.setattr(machine.environment, "locked", other_is_faster)
    machine.environment.Environment(machine.root / ".venv", ["requirements.lock"]).prepare()
    assert machine.calls == []
    assert machine.capsys.readouterr().out == ""
