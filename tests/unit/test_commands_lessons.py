"""Opening the lessons: ports, the learner's copies, and what is for teachers."""

import errno
import json
import os
import re
import shutil
import socket
from pathlib import Path

import pytest
from machine import COPIES, LESSONS, PROJECT, is_one_sentence, names


def test_a_port_that_is_taken_is_named_before_anything_is_installed(machine):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, err = machine.run("--port", str(port))
    assert code == 1
    assert is_one_sentence(err)
    assert f"Port {port} is taken" in err
    assert machine.calls == [] and machine.handed is None


def test_a_free_port_is_used_and_no_other(machine):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert machine.run(f"--port={port}")[0] == 0
    assert f"--ServerApp.port={port}" in machine.handed
    assert "--ServerApp.port_retries=0" in machine.handed


def test_a_course_without_lessons_says_so(machine):
    shutil.rmtree(machine.root / "notebooks")
    code, _, err = machine.run()
    assert code == 1
    assert is_one_sentence(err)
    assert "no lessons" in err


def test_lessons_and_the_notebook_about_the_record_are_copied_not_what_is_for_teachers(machine):
    machine.run()
    assert names(machine.mine) == COPIES


def test_a_course_without_the_notebook_about_the_record_is_a_course(machine):
    shutil.rmtree(machine.root / "notebooks" / "your_record")
    assert machine.run()[0] == 0
    assert names(machine.mine) == LESSONS


def test_only_fresh_copies_are_trusted(machine):
    machine.run()
    assert [Path(word).name for word in machine.calls_with("trust")[0][4:]] == names(machine.mine)
    machine.ship("02_how_sure.ipynb", "sure")
    machine.run()
    assert [word for word in machine.calls_with("trust")[0][4:]] == [str(machine.mine / "02_how_sure.ipynb")]


def test_a_new_lesson_is_added_and_named(machine):
    machine.run()
    machine.ship("02_how_sure.ipynb", "sure")
    _, out, _ = machine.run()
    assert "Copied 02_how_sure" in out
    assert names(machine.mine) == [*LESSONS, "02_how_sure.ipynb", "your_record.ipynb"]


def test_a_changed_lesson_is_laid_beside_the_learners_copy_once(machine):
    machine.run()
    mine = machine.mine / "01_who_says_so.ipynb"
    mine.write_text("my work")
    machine.ship("01_who_says_so.ipynb", "who, second release")
    _, out, _ = machine.run()
    new = machine.mine / "01_who_says_so (new).ipynb"
    assert mine.read_text() == "my work"
    assert new.read_text() == "who, second release"
    assert "01_who_says_so is new in this release: your copy stays" in out and new.name in out
    new.unlink()
    _, out, _ = machine.run()
    assert "new" not in out and not new.exists()
    machine.ship("01_who_says_so.ipynb", "who, third release")
    new.write_text("my other work")
    machine.run()
    assert (mine.read_text(), new.read_text()) == ("my work", "my other work")
    assert (machine.mine / "01_who_says_so (new 2).ipynb").read_text() == "who, third release"


def test_a_deleted_copy_comes_back_fresh(machine):
    machine.run()
    (machine.mine / "01_who_says_so.ipynb").unlink()
    machine.run()
    assert (machine.mine / "01_who_says_so.ipynb").read_text() == "who, first release"


def test_a_copy_follows_its_lesson_to_another_number(machine):
    machine.run()
    mine = machine.mine / "01_who_says_so.ipynb"
    cells = [{"cell_type": "code", "source": 'answer = "my own — work"'}]
    mine.write_text(json.dumps({"cells": cells, "metadata": {"who_says_so": {"lesson": "01"}}}), encoding="utf-8")
    (machine.root / "notebooks" / mine.name).rename(machine.root / "notebooks" / "02_who_says_so.ipynb")
    machine.ship("01_a_new_one.ipynb", "new")
    _, out, _ = machine.run()
    moved = machine.mine / "02_who_says_so.ipynb"
    kept = json.loads(moved.read_text(encoding="utf-8"))
    assert not mine.exists() and "01_who_says_so has a new number: your copy is now 02_who_says_so" in out
    assert kept["cells"] == cells and kept["metadata"]["who_says_so"] == {"lesson": "02"}
    assert (machine.mine / "02_who_says_so (new).ipynb").read_text() == "who, first release"
    assert (machine.mine / "01_a_new_one.ipynb").read_text() == "new"
    assert "number" not in machine.run()[1]


@pytest.mark.parametrize("code", [0, 1], ids=["it was signed", "it was not"])
def test_a_copy_that_follows_its_number_is_as_trusted_as_it_was(machine, code):
    machine.run()
    mine = machine.mine / "01_who_says_so.ipynb"
    mine.write_text(json.dumps({"cells": [], "metadata": {}}), encoding="utf-8")
    (machine.root / "notebooks" / mine.name).rename(machine.root / "notebooks" / "02_who_says_so.ipynb")
    machine.answer(str(mine), lambda words, _: code)
    machine.run()
    [asked] = machine.calls_with(str(mine))
    assert "check_signature" in asked[2]
    moved = str(machine.mine / "02_who_says_so.ipynb")
    assert any("trust" in call for call in machine.calls_with(moved)) == (code == 0)


@pytest.mark.parametrize(("worked", "left"), [(None, False), ("no notebook any more", True)])
def test_a_copy_with_no_work_in_it_is_fresh_under_the_new_number_and_none_is_lost(machine, worked, left):
    machine.run()
    mine = machine.mine / "01_who_says_so.ipynb"
    if worked:
        mine.write_text(worked)
    (machine.root / "notebooks" / mine.name).rename(machine.root / "notebooks" / "02_who_says_so.ipynb")
    machine.run()
    assert mine.exists() == left and (not left or mine.read_text() == worked)
    assert (machine.mine / "02_who_says_so.ipynb").read_text() == "who, first release"


def test_a_lost_memory_costs_no_work_and_makes_no_needless_copy(machine):
    machine.run()
    (machine.mine / ".copied.json").unlink()
    _, out, _ = machine.run()
    assert names(machine.mine) == COPIES
    (machine.mine / ".copied.json").unlink()
    (machine.mine / "01_who_says_so.ipynb").write_text("my work")
    _, out, _ = machine.run()
    assert (machine.mine / "01_who_says_so.ipynb").read_text() == "my work"
    assert "01_who_says_so (new).ipynb" in out


def test_a_disk_that_fills_up_while_copying_leaves_no_half_lesson(machine):
    real_open = Path.open

    def open_on_a_full_disk(path, mode="r", *rest, **options):
        file = real_open(path, mode, *rest, **options)
        if mode == "xb":
            file.write(b"half")
            file.close()
            raise_full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            return FullDisk(raise_full)
        return file

    machine.monkeypatch.setattr(Path, "open", open_on_a_full_disk)
    code, _, err = machine.run()
    assert code == 1
    assert is_one_sentence(err)
    assert "disk is full" in err
    assert names(machine.mine) == []
    machine.monkeypatch.setattr(Path, "open", real_open)
    assert machine.run()[0] == 0
    assert (machine.mine / "00_start_here.ipynb").read_text() == "start, first release"


class FullDisk:
    """A file on a disk that has just filled up."""

    def __init__(self, problem):
        self.problem = problem

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def write(self, content):
        raise self.problem


@pytest.fixture
def guide(machine):
    """Ship a guide and a plan; return where the teacher's copy of the guide will be."""
    folder = machine.root / "notebooks" / "for_teachers"
    (folder / "plans").mkdir()
    (folder / "teaching_guide.md").write_text("guide, first release", encoding="utf-8")
    (folder / "plans" / "01_who_says_so.md").write_text("plan, first release", encoding="utf-8")
    return machine.mine / "for_teachers" / "teaching_guide.md"


def test_teach_lays_out_what_is_for_teachers_and_opens_the_guide_to_be_read(machine, guide):
    code, out, err = machine.run("teach", "--no-browser")
    assert (code, err) == (0, "") and "my_lessons/for_teachers" in out
    assert guide.read_text(encoding="utf-8") == "guide, first release"
    assert (guide.parent / "plans" / "01_who_says_so.md").exists() and names(machine.mine) == COPIES
    assert [Path(call[-1]).name for call in machine.calls_with("trust")] == ["your_record.ipynb", "guide.ipynb"]
    assert f"--ServerApp.root_dir={machine.root}" in machine.handed
    page = "/lab/workspaces/teach/tree/my_lessons/for_teachers/teaching_guide.md"
    assert f"--LabApp.default_url={page}" in machine.handed and "--no-browser" in machine.handed
    settings = machine.root / ".venv" / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    assert "Markdown Preview" in settings.read_text(encoding="utf-8")


def test_an_environment_of_an_older_release_learns_to_open_pages_to_be_read(machine, guide):
    machine.run()
    settings = machine.root / ".venv" / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    settings.write_text("{}", encoding="utf-8")
    machine.run("teach")
    assert "Markdown Preview" in settings.read_text(encoding="utf-8") and machine.calls_with("pip") == []


def test_a_new_guide_takes_the_place_of_an_unchanged_copy_and_lies_beside_a_changed_one(machine, guide):
    machine.run("teach")
    plan = guide.parent / "plans" / "01_who_says_so.md"
    plan.write_text("plan, my notes", encoding="utf-8")
    machine.ship("for_teachers/teaching_guide.md", "guide, second release")
    machine.ship("for_teachers/plans/01_who_says_so.md", "plan, second release")
    for told in ("'01_who_says_so (new).md'", ""):
        code, out, err = machine.run("teach")
        assert (code, err) == (0, "") and told in out
        assert guide.read_text(encoding="utf-8") == "guide, second release"
        assert plan.read_text(encoding="utf-8") == "plan, my notes"
        new = plan.with_name("01_who_says_so (new).md")
        assert new.read_text(encoding="utf-8") == "plan, second release"
    assert [path.name for path in guide.parent.iterdir()].count("teaching_guide (new).md") == 0


def test_the_links_of_the_guide_and_the_plans_lead_on_from_the_copies():
    shipped, mine = PROJECT / "notebooks", PROJECT / "my_lessons"
    for page in sorted((shipped / "for_teachers").rglob("*.md")):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            target = Path(os.path.normpath((mine / page.relative_to(shipped)).parent / link))
            if target.is_relative_to(mine):
                target = shipped / target.relative_to(mine)
            assert target.exists(), f"{page.name}: {link}"
