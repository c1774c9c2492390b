"""A sweep on machines that can be reached by SSH, all words handed on to ``faultlines sweep``.

    python docs/clusters/ssh.py us_action draws=10000 out=results/night

Each machine needs Python and Faultlines at the same place as here, and lets you in without a
password. Needs: pip install -c constraints.txt '.[dask]' asyncssh
"""

import sys

from sim.cli import main
from sim.stopping import listen

try:
    import asyncssh  # noqa: F401 (what SSHCluster needs)
    from distributed import SSHCluster
except ModuleNotFoundError as missing:
    sys.exit(
        f"ssh.py: {missing.name} is missing: pip install -c constraints.txt '.[dask]' asyncssh"
    )

HOSTS = ["first-machine", "first-machine", "second-machine"]  # the first schedules, others work
CORES = 8  # of each machine that works

if __name__ == "__main__":
    listen()
    with SSHCluster(
        HOSTS,
        worker_options={"n_workers": CORES, "nthreads": 1},
        scheduler_options={"port": 0, "dashboard_address": ":0"},
        remote_python=sys.executable,
    ) as cluster:
        address = f"executor.scheduler={cluster.scheduler_address}"
        status = main(["sweep", *sys.argv[1:], "executor=dask", address])
    sys.exit(status)
