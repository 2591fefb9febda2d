"""A server that runs while a test asks it."""

import threading
from contextlib import contextmanager


@contextmanager
def running(server):
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
