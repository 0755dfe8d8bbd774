"""Jobs of PBS, each with one worker or several, submitted for the study and cancelled with it."""

from __future__ import annotations

from gpssim.studies.executors.on_dask.batch import Batch


class Pbs(Batch):
    """A cluster whose jobs PBS starts."""

    name = "pbs"
    label = "jobs of PBS"
    label_zh = "PBS 作业"
    written = "pbs:PROFILE.toml"
    cluster = "PBSCluster"
    command = "qsub"
