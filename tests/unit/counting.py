"""Work counted instead of timed, so that a busy machine changes no result."""

import sys


def calls_of(act):
    """Return how many calls, in Python and in C, it takes to run something."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
    return calls
