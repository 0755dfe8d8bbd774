"""What tests of studies share."""

from __future__ import annotations

import pytest

from gpssim.studies import executing


@pytest.fixture(autouse=True)
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """However quick runs are, each is stored and told of when it ends."""
    monkeypatch.setattr(executing, "TOGETHER", 0.0)
