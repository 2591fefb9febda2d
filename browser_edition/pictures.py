"""The pictures of the lessons' charts, taken from the lessons as they are shipped.

The browser has no matplotlib. A lesson's file holds each chart that does not depend on a learner, as it was drawn when
the lesson was last run; the tests see that it is still the same. So the site ships those pictures, under the name by
which a chart looks for its own (`picture_name` in `helpers/charts/chart.py`).
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from helpers.charts.chart import picture_name

CHART = re.compile(
    r'<img alt="(?P<sentence>[^"]*)" src="data:image/png;base64,(?P<png>[^"]+)">.*?'
    r"<details><summary>[^<]*</summary>(?P<table>.*?)</details>",
    re.DOTALL,
)


def pictures_of(notebooks: list[Path]) -> dict[str, bytes]:
    """Return the pictures of all charts in some notebooks, by the name of their file."""
    return {
        picture_name(unescape(chart["sentence"]), chart["table"]): base64.b64decode(chart["png"])
        for notebook in notebooks
        for html in _html_of(notebook)
        for chart in CHART.finditer(html)
    }


def _html_of(notebook: Path) -> Iterator[str]:
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            yield "".join(output.get("data", {}).get("text/html", ""))
