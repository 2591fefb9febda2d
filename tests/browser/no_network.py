"""Run pytest in a network namespace of its own: nothing but this computer's loopback is there.

Called by `test_offline.py` through ``unshare --net``, as ``python no_network.py FILE``.
"""

import socket
import struct
import sys

import pytest

SET_FLAGS = 0x8914  # SIOCSIFFLAGS of <linux/sockios.h>
UP_AND_RUNNING = 0x1 | 0x40  # IFF_UP | IFF_RUNNING of <linux/if.h>


def bring_loopback_up():
    """Switch on the loopback, which a new namespace has switched off."""
    import fcntl  # on Linux only, as are network namespaces

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh", b"lo", UP_AND_RUNNING))


def has_way_out():
    """Tell whether this computer would know where to send a packet for elsewhere; none is sent.

    The address is reserved for documentation (RFC 5737): nobody is ever there.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        try:
            any_socket.connect(("192.0.2.1", 80))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    bring_loopback_up()
    sys.exit(pytest.main(sys.argv[1:]))
