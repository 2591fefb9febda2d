"""What all unit tests share: Hypothesis without a clock, and a record place for each test."""

import pytest
from hypothesis import settings

from helpers.record import PLACE_VARIABLE, Record

settings.register_profile("unit", deadline=None, max_examples=60, database=None)
settings.load_profile("unit")


@pytest.fixture
def record(tmp_path, monkeypatch):
    """Give a record, and all that opens one, an empty place."""
    place = tmp_path / "record.json"
    monkeypatch.setenv(PLACE_VARIABLE, str(place))
    return Record(place)
