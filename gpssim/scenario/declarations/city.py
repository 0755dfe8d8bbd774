"""The city: its people, its districts, and the month in which policy switches."""

from __future__ import annotations

from gpssim.scenario.fields import Group, param, share


class City(Group):
    """People and places."""

    residents: int = param(851_200, "persons", "residents", "Suzhou statistics 2023, VERIFIED", ge=1000, le=2_000_000_000)
    n_citizens: int = param(10_000, "units", "survey units that stand for the residents", "computational scale", ge=50, le=5_000_000)
    n_districts: int = param(7, "districts", "townships and streets, each a district with a purchaser of its own", "7 townships and streets of the zone, MEMORY", ge=1, le=2_000)
    district_spread: float = param(0.25, "log sd", "spread of district sizes", ge=0.0, le=1.5, swept=(0.1, 0.5))
    share_children: float = share(0.1291, "residents under 15", "Suzhou statistics 2023, VERIFIED (city)")
    share_elderly: float = share(0.1941, "residents of 60 and over", "Suzhou statistics 2023, VERIFIED (city)")
    share_disabled: float = share(0.05, "residents with a disability", swept=(0.03, 0.08))
    share_migrant: float = share(0.25, "working-age residents who are migrants", swept=(0.10, 0.50))
    share_laid_off: float = share(0.03, "working-age residents laid off", swept=(0.01, 0.06))
    vulnerable_spread: float = param(0.30, "log sd", "spread of the disabled, migrant and laid-off shares over districts", ge=0.0, le=1.5, swept=(0.0, 0.6))
    start: str = param("2024-01", "date", "calendar month of the switch of policy (YYYY-MM)", "convention")
    demand_growth: float = param(0.0, "1 per year", "growth of the rate at which needs arise (ageing, city growth)", "convention: a baseline that stands still; earlier runs: 0.02", ge=-0.2, le=0.5, swept=(-0.01, 0.03))

    @property
    def first_month(self) -> int:
        """Month of the year (0 = January) in which policy switches."""
        return int(self.start.partition("-")[2]) - 1
