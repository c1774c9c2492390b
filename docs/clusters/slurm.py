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
pip install 'faultlines[dask]' dask-jobqueue
"""

import sys

from dask_jobqueue import SLURMCluster

from sim.cli import main
from sim.stopping import listen

JOBS = 8  # jobs of workers that Slurm is asked for

if __name__ == "__main__":
    listen()
    with SLURMCluster(
        # queue="short", account="my-project",
        cores=16,  # of each job
        processes=16,  # so that each core has a worker of its own
        memory="32GB",  # of each job
        walltime="04:00:00",
        log_directory="slurm-logs",
    ) as cluster:
        cluster.scale(jobs=JOBS)
        address = f"executor.scheduler={cluster.scheduler_address}"
        status = main(["sweep", *sys.argv[1:], "executor=dask", address])
    sys.exit(status)
