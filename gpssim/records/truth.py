"""What a simulator knows and what an observer could see: bits of the columns ``truth`` and ``red_flag``."""

from __future__ import annotations

from enum import IntFlag


class Truth(IntFlag):
    """Violations that were committed, whether or not anybody knows."""

    FAVORITISM = 1
    """An award that would have gone elsewhere without a tie."""
    TAILORED = 2
    ACCOMPANYING = 4
    LEAK = 8
    SPLITTING = 16
    LOCAL_PROTECTION = 32
    COLLUSION = 64
    FAKE_DOCUMENTS = 128
    PASSED_ON = 256
    CAPTURED = 512

    @property
    def word(self) -> str:
        """Its name in tables."""
        return str(self.name).lower()


class RedFlag(IntFlag):
    """What anybody could see of a purchase without knowing why."""

    SINGLE_BID = 1
    CLOSE_PRICES = 2
    """Three or more prices that differ by little and are not equal."""
    SAME_WINNER = 4
    BELOW_THRESHOLD = 8
    COMPLAINT = 16
