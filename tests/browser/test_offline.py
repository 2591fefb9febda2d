"""Nothing here has a network: server, kernels and browser were started where there is no route out."""

import pytest
from no_network import NOT_HERE, has_way_out

ASK_SOMEBODY = "__import__('socket').create_connection(('192.0.2.1', 80), 9)"  # nobody is ever there (RFC 5737)


def test_there_is_no_way_out(no_network, lesson):
    if not no_network.is_possible:
        pytest.skip(NOT_HERE)
    assert not has_way_out()
    lesson.open("00_start_here.ipynb")
    assert lesson.ask_kernel(ASK_SOMEBODY) == "OSError: [Errno 101] Network is unreachable"


def test_the_check_for_a_way_out_can_fail(no_network):
    if not no_network.had_route:
        pytest.skip("not on this system: a network to compare with")
    assert no_network.had_way_out
