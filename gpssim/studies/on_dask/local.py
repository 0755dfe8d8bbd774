"""A scheduler and its workers on this machine, in processes of their own: ``python -m gpssim.studies.on_dask.local N``.

They are children of this process and not of the one that makes the study, so that no worker runs the user's script, and the
scheduler takes no time of the study. It prints the scheduler's address, and ends when nobody holds its standard input any more.
"""

from __future__ import annotations

import sys

from gpssim.studies.on_dask import ONE_TRY, UNWATCHED


def main(workers: int) -> None:
    """Serve until the other end of standard input is closed."""
    import dask
    from distributed import LocalCluster

    dask.config.set(ONE_TRY | UNWATCHED)
    cluster = LocalCluster(n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50)
    with cluster:
        sys.stdout.write(f"{cluster.scheduler_address}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]))
