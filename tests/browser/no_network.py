"""Leave the network: this process, and all that it starts from then on, has its own loopback and nothing else.

Linux has namespaces for that; nothing is switched off for the rest of the computer.
"""

import ctypes
import os
import shutil
import socket
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER and CLONE_NEWNET of <linux/sched.h>
SET_FLAGS = 0x8914  # SIOCSIFFLAGS of <linux/sockios.h>
UP_AND_RUNNING = 0x1 | 0x40  # IFF_UP | IFF_RUNNING of <linux/if.h>
ROUTES = Path("/proc/self/net/route")
NOT_HERE = "not on this system: network namespaces"


@dataclass(frozen=True)
class Departure:
    """How leaving the network went.

    Parameters
    ----------
    is_possible : bool
        Whether this system lets us leave.
    had_way_out, had_route : bool
        Before: what `has_way_out` said, and whether the system named a network.
    """

    is_possible: bool
    had_way_out: bool
    had_route: bool


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


def leave():
    """Leave the network, where this system can do that; there is no way back for this process.

    Raises
    ------
    RuntimeError
        If the system can do it, but not for a process that has done as much as this one.
    """
    before = has_way_out(), ROUTES.exists() and len(ROUTES.read_text(encoding="ascii").splitlines()) > 1
    if not is_possible():
        return Departure(False, *before)
    needs_rights = os.geteuid() != 0
    user, group = os.geteuid(), os.getegid()
    if ctypes.CDLL(None, use_errno=True).unshare(NEW_NETWORK | (NEW_USER if needs_rights else 0)):
        raise RuntimeError(
            f"The network could not be left ({os.strerror(ctypes.get_errno())}): run these tests in a pytest of their "
            "own, since a process with several threads cannot do it."
        )
    if needs_rights:  # in the new namespace everybody is who they were before
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    _bring_loopback_up()
    return Departure(True, *before)


def is_possible():
    """Tell whether this system has network namespaces, and lets us make one."""
    as_root = ["--user", "--map-root-user"] if getattr(os, "geteuid", lambda: 1)() else []
    command = ["unshare", *as_root, "--net", "true"]
    return shutil.which("unshare") is not None and subprocess.run(command, capture_output=True).returncode == 0


def _bring_loopback_up():
    """Switch on the loopback, which a new namespace has switched off."""
    import fcntl  # on Linux only, as are network namespaces

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh", b"lo", UP_AND_RUNNING))
