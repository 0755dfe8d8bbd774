"""Jobs of SLURM, each with one worker or several, submitted for the study and cancelled with it."""

from __future__ import annotations

from gpssim.studies.executors.on_dask.batch import Batch


class Slurm(Batch):
    """A cluster whose jobs SLURM starts."""

    name = "slurm"
    label = "jobs of SLURM"
    label_zh = "SLURM 作业"
    written = "slurm:PROFILE.toml"
    cluster = "SLURMCluster"
    command = "sbatch"
