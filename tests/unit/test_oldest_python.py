"""What the oldest Python that the course is for does otherwise than the one that runs these tests."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("helpers", "commands", "browser_edition", "authoring", "lesson_page", "deploy")
# In a raw string a group repeated possessively, or an atomic one.
POSSESSIVE_GROUP = re.compile(r"\br[\"'][^\n]*(?:\)(?:[*+?]|\{[\d,]+\})\+|\(\?>)")


def test_no_pattern_repeats_a_group_possessively():
    """Python 3.11.0 to 3.11.4 matches such a group wrongly (python/cpython#106052).

    With the Python of Debian 12 the marker once cut each word in pieces, and the first answer of the first lesson
    never came back.
    """
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert about["project"]["requires-python"] == ">=3.11"  # from 3.12 on this test can go
    files = [path for folder in SHIPPED for path in (ROOT / folder).rglob("*.py")]
    assert len(files) > 100
    found = [path.name for path in files if POSSESSIVE_GROUP.search(path.read_text(encoding="utf-8"))]
    assert found == []
