#!/usr/bin/env python
# fmt: off
#SBATCH --job-name=faultlines
#SBATCH --time=12:00:00
#SBATCH --ntasks=1 --cpus-per-task=1 --mem=4G
# fmt: on
"""A sweep on a cluster that is run by Slurm; every word is handed on to ``faultlines sweep``.

    sbatch docs/clusters/slurm.py us_action draws=10000 out=results/night

This job plans the sweep, keeps its ledger and asks Slurm for the workers, which are jobs of
their own. Change the numbers below to what your cluster allows. Needs, where it is submitted:
pip install -c constraints.txt '.[dask]' dask-jobqueue
"""

import sys

from sim.cli import main
from sim.stopping import listen

try:
    from dask_jobqueue import SLURMCluster
except ModuleNotFoundError as missing:
    sys.exit(
        f"slurm.py: {missing.name} is missing: "
        "pip install -c constraints.txt '.[dask]' dask-jobqueue"
    )

JOBS = 128  # jobs of workers, of a core each, that there are at any time

if __name__ == "__main__":
    listen()
    with SLURMCluster(
        # queue="short", account="my-project",
        # A job of several processes would not be replaced when its time is up.
        cores=1,
        processes=1,
        memory="2GB",  # of each job
        walltime="04:00:00",
        # Workers end by themselves before Slurm ends them, not all at once.
        worker_extra_args=["--lifetime", "225m", "--lifetime-stagger", "10m"],
        log_directory="slurm-logs",
    ) as cluster:
        cluster.adapt(minimum_jobs=JOBS, maximum_jobs=JOBS)  # a new one for each that ends
        address = f"executor.scheduler={cluster.scheduler_address}"
        status = main(["sweep", *sys.argv[1:], "executor=dask", address])
    sys.exit(status)
