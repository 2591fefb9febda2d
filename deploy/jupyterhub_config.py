"""What a JupyterHub needs so that a class of 35 can start at once: no learner lost, no record read by another.

The Littlest JupyterHub reads this file when it is linked into `/opt/tljh/config/jupyterhub_config.d/`. Any other hub
whose learners are users of its machine can load it with `load_subconfig`. It says nothing about who may log in, and
leaves the spawner as it is. `tests/benchmarks/hub.py` runs a class with this very file.
"""

import sys
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
TLJH_PYTHON = Path("/opt/tljh/user/bin/python3")  # there the hub itself runs in an environment of its own

c = get_config()  # noqa: F821

# Each learner's server: it lays the lessons and the record out in the learner's home.
python = TLJH_PYTHON if TLJH_PYTHON.exists() else Path(sys.executable)
c.Spawner.cmd = [str(python), str(COURSE / "deploy" / "learner_server.py")]

# Starts share the processors: on a busy machine with two of them, the last of 35 who started at once waited 67 to 82
# seconds. The default gives up after 30 seconds; of 30 learners who started at once, it lost 7.
c.Spawner.start_timeout = 600
c.Spawner.http_timeout = 600

# A server that was killed, such as for its memory, can be started again after so many seconds.
c.Spawner.poll_interval = 10

# Not fewer than a class: who comes when so many are starting is sent away with "try again", and not put into a queue.
c.JupyterHub.concurrent_spawn_limit = 100

# A server and one lesson take about 190 MB, all lessons open at once 750 MB. It is a limit and no reservation, and
# holds where the spawner can hold it (systemd and Kubernetes; not a bare local process).
c.Spawner.mem_limit = "1G"
c.Spawner.cpu_limit = 1  # an endless loop is then the problem of one learner
