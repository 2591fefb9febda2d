"""What the files in deploy/ promise: a class can start at once, and each learner's folder is private and whole."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml
from nbformat.sign import NotebookNotary
from traitlets.config import Config

from commands.environment import NEWS_OFF, SERVER_EXTENSION
from commands.lessons import first_page
from commands.messages import ROOT
from deploy import learner_server, light_mode
from helpers.content import own_stories_folder
from helpers.notebooks import AMONG_LESSONS
from helpers.record import Record

DEPLOY = Path(learner_server.__file__).parent
CLASS = 35
# With 30 seconds, the default, learners were lost; on a busy machine the last of a class waits longer than a minute.
LEAST_SECONDS = 300

pytestmark = pytest.mark.skipif(os.name == "nt", reason="not on this system: a hub runs on Linux")


@pytest.fixture
def settings():
    path = DEPLOY / "jupyterhub_config.py"
    found = Config()
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), {"get_config": lambda: found, "__file__": str(path)})
    return found


@pytest.fixture
def values():
    return yaml.safe_load((DEPLOY / "values.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    made = learner_server.own_folder(tmp_path)
    learner_server.lay_out(made)
    return made


def test_a_class_can_start_at_once(settings, values):
    assert min(settings.Spawner.start_timeout, settings.Spawner.http_timeout) >= LEAST_SECONDS
    assert settings.JupyterHub.concurrent_spawn_limit >= CLASS
    assert values["singleuser"]["startTimeout"] >= LEAST_SECONDS
    assert values["hub"]["config"]["KubeSpawner"]["http_timeout"] >= LEAST_SECONDS
    assert values["hub"]["concurrentSpawnLimit"] >= CLASS


def test_both_hubs_start_the_same_server_with_the_same_memory(settings, values):
    assert Path(settings.Spawner.cmd[-1]) == DEPLOY / "learner_server.py"
    assert values["singleuser"]["cmd"][-1] == "/srv/who-says-so/deploy/learner_server.py"
    assert values["singleuser"]["memory"]["limit"] == settings.Spawner.mem_limit


def test_the_image_holds_all_that_the_server_uses():
    copied = re.findall(r"^COPY (\S+) \S+$", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    folders = {"commands", "helpers", "data", "notebooks", "deploy", "authoring", "lesson_page"}
    assert folders | {"requirements.lock"} == set(copied)


def test_a_learner_gets_the_lessons_and_a_record_that_nobody_else_can_open(folder):
    shipped = [path.name for path in (ROOT / "notebooks").glob("*.ipynb")] + [Path(page).name for page in AMONG_LESSONS]
    assert sorted(path.name for path in (folder / "my_lessons").glob("*.ipynb")) == sorted(shipped)
    assert Record(folder / "my_record.json").read()["coin"] in ("A", "B")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "enabled = False" in (folder / ".ipython/profile_default/ipython_kernel_config.py").read_text()


def test_a_folder_that_was_open_is_closed(tmp_path):
    (tmp_path / learner_server.FOLDER).mkdir(mode=0o755)
    assert stat.S_IMODE(learner_server.own_folder(tmp_path).stat().st_mode) == 0o700


def test_the_copies_may_show_what_stands_in_them(folder):
    lesson = nbformat.read(folder / "my_lessons" / first_page(), as_version=4)
    assert NotebookNotary().check_signature(lesson)
    lesson.cells[0].source += "changed"
    assert not NotebookNotary().check_signature(lesson)


def test_the_next_start_leaves_the_learners_work_as_it_is(folder):
    copy = folder / "my_lessons" / first_page()
    copy.write_text("mine", encoding="utf-8")
    record = (folder / "my_record.json").read_bytes()
    learner_server.lay_out(folder)
    assert copy.read_text(encoding="utf-8") == "mine"
    assert (folder / "my_record.json").read_bytes() == record


def test_a_copy_follows_its_lesson_to_another_number(folder):
    mine = folder / "my_lessons"
    lesson = sorted(mine.glob("[0-9]*.ipynb"))[-1]
    notebook = json.loads(lesson.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = "mine"
    lesson.with_name(f"99{lesson.name[2:]}").write_text(json.dumps(notebook), encoding="utf-8")
    lesson.unlink()
    learner_server.lay_out(folder)
    assert [path.name for path in mine.glob(f"*{lesson.name[2:]}")] == [lesson.name]
    assert json.loads(lesson.read_text(encoding="utf-8"))["cells"][0]["source"] == "mine"


@pytest.mark.parametrize("signed", [True, False], ids=["saved by Jupyter", "saved by another program"])
def test_a_copy_that_follows_its_number_is_as_trusted_as_it_was(folder, signed):
    lesson = sorted((folder / "my_lessons").glob("[0-9]*.ipynb"))[-1]
    earlier = lesson.with_name(f"99{lesson.name[2:]}")
    notebook = nbformat.read(lesson, as_version=4)
    notebook.cells[0].source = "mine"
    nbformat.write(notebook, earlier)
    lesson.unlink()
    if signed:
        learner_server.sign([earlier])
    learner_server.lay_out(folder)
    assert learner_server.is_signed(lesson) == signed and not earlier.exists()


def test_the_server_finds_the_record_and_asks_for_no_news(folder):
    found = learner_server.surroundings(folder, Path("/tmp/sockets"))
    assert found["WHO_SAYS_SO_RECORD"] == str(folder / "my_record.json")
    overrides = Path(found["JUPYTER_CONFIG_PATH"]) / "labconfig" / "default_setting_overrides.json"
    assert json.loads(overrides.read_text(encoding="utf-8")) == NEWS_OFF
    extension = Path(found["JUPYTER_CONFIG_PATH"]) / "jupyter_server_config.d" / "who-says-so.json"
    assert json.loads(extension.read_text(encoding="utf-8")) == SERVER_EXTENSION


def test_a_story_of_ones_own_lies_with_the_learner_not_with_the_course(folder, monkeypatch):
    assert own_stories_folder() == ROOT / "my_stories"
    for name, value in learner_server.surroundings(folder, Path("/tmp/sockets")).items():
        monkeypatch.setenv(name, value)
    assert own_stories_folder() == folder / "my_stories" and (folder / "my_lessons").is_dir()


def test_the_server_finds_the_lesson_page(folder, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", "/of/the/hub")
    own, others = learner_server.surroundings(folder, Path("/tmp/sockets"))["JUPYTER_PATH"].split(os.pathsep)
    assert others == "/of/the/hub"
    package = json.loads((Path(own) / "labextensions" / "who-says-so" / "package.json").read_text(encoding="utf-8"))
    assert package["jupyterlab"]["extension"] is True


def test_each_kernel_of_the_light_mode_has_a_record_of_its_own(tmp_path, monkeypatch):
    light_mode.lay_out(tmp_path, light_mode.find_lesson("1"))
    [own_record] = (tmp_path / ".ipython/profile_default/startup").glob("*.py")
    places = set()
    for _ in range(2):
        monkeypatch.setattr("atexit.register", lambda *_, **__: None)
        monkeypatch.setenv("WHO_SAYS_SO_RECORD", "")
        exec(own_record.read_text(encoding="utf-8"), {})
        places.add(os.environ["WHO_SAYS_SO_RECORD"])
    assert len(places) == 2
    assert all(Path(place).parent.is_dir() and tmp_path in Path(place).parents for place in places)


def test_a_lesson_that_is_not_there_is_told():
    with pytest.raises(SystemExit, match="There is no lesson 77"):
        light_mode.find_lesson("77")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="not on this system: the command is for Ubuntu")
def test_collecting_hand_ins_follows_no_link_and_takes_plain_files_only(tmp_path):
    page = (DEPLOY / "littlest_jupyterhub.md").read_text(encoding="utf-8")
    command = re.search(r"^ *sudo (find /home .+?) \\\n +(.+)$", page, re.MULTILINE)
    secret = tmp_path / "secret.json"
    secret.write_text("of somebody else")
    for name in ("ann", "ben", "cleo", "TEACHER"):
        (tmp_path / f"jupyter-{name}" / "who_says_so").mkdir(parents=True)
    ann, ben, cleo, teacher = (tmp_path / f"jupyter-{one}" / "who_says_so" for one in ("ann", "ben", "cleo", "TEACHER"))
    (ann / "my_record-hand-in-one.json").write_text("{}")
    (ann / "my_record.json").write_text("{}")
    (ann / "my_record-take-back-one.json").write_text("{}")
    (ann / "my_record-before-1.json").write_text("{}")
    (ben / "my_record-hand-in-link.json").symlink_to(secret)
    (ben / "my_record-hand-in-zero.json").symlink_to("/dev/zero")
    (ben / "my_record-hand-in-folder.json").mkdir()
    os.mkfifo(ben / "my_record-hand-in-pipe.json")
    (ben / "my_record-hand-in-large.json").write_bytes(b" " * 6_000_000)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "my_record-hand-in-moved.json").write_text("{}")
    cleo.rmdir()
    cleo.symlink_to(tmp_path / "elsewhere")
    (teacher / "hand_ins").mkdir()
    line = " ".join(command.groups()).replace("/home", str(tmp_path))
    subprocess.run(["sh", "-c", line], check=True, timeout=20)
    taken = sorted(path.name for path in (teacher / "hand_ins").iterdir())
    assert taken == ["my_record-hand-in-one.json", "my_record-take-back-one.json"]
