"""What tests of studies share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gpssim.studies import executing


@pytest.fixture(autouse=True, scope="session")
def one_by_one() -> Iterator[None]:
    """However quick runs are, each is stored and told of when it ends."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(executing, "TOGETHER", 0.0)
        yield


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a Dask cluster that is started once: with more workers than are killed, for Dask may fail to replace one."""
    pytest.importorskip("distributed", reason="distributed is not installed: Dask is not tested here")
    from gpssim.studies.executors.dask import served

    with served(5) as address:
        yield address
