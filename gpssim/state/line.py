"""A service line: what a purchaser keeps buying in a district, and the changes that can happen to it."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(slots=True)
class Line:
    """What a purchaser keeps buying in a district, year after year, until it gives it up.

    Verbs read its fields; they change it through its methods, the only place where a field is set.
    """

    row: int
    """Its place among the market's lines."""
    purchaser: int
    """Row of the purchaser."""
    domain: int
    """Service domain."""
    district: int
    """Row of the district."""
    fiscal_year: int
    """Fiscal year of its project."""
    ordinal: int
    """Number of its project in that year."""
    key: int
    """What its draws are keyed by."""
    mechanism: str
    """Mechanism that bought it last, or is to buy it now."""
    places: float
    """Places a month."""
    contract: int = -1
    """Contract in force, -1 for none."""
    last_contract: int = -1
    """Contract in force last, -1 before the first."""
    last_price: float = float("nan")
    """Last unit price paid, yuan per place-month."""
    open_month: int = -1
    """Month in which the next purchase opens, -1 when none is planned."""
    attempt: int = 0
    """Failed attempts of the purchase that is under way."""
    renewed_purchase: int = 0
    """How often the line had to be purchased anew out of turn (its provider left, or was not fit to go on)."""
    pending: bool = False
    """Awarded, waiting to be signed."""
    in_gap: bool = False
    """Expired, still wanted, nothing in force."""
    closed: bool = False
    """Nothing more will be bought."""
    split: int = 0
    """Parts of the project that it is one of, because it was divided to stay below a threshold; 0: whole."""
    rushed: bool = False
    """Bought in the rush of October: larger errors."""
    is_grant: bool = False
    """Bought in a contest: it ends with its cycle."""
    is_side: bool = False
    """One of several contracts of a purchase that is kept going by another line: it ends with its cycle."""
    first_months: int = 0
    """Length of the first cycle in months where it is not the usual one (lines staggered at the start, the rush), else 0."""
    cycle_months: int = 0
    """Length of the cycle in force, months."""
    bridged: int = 0
    """Months of extension used since the last ordinary contract."""
    approved_month: int = -1
    """Month in which a purchase opens that waited for an approval, -1 for none."""
    must_ask: bool = False
    """The next purchase needs an approval whatever its value."""
    legal_basis: str = ""
    """Ground of the purchase that is held now, where a rule set is in force."""
    standard_error: float = 0.0
    """How far its standard misses what citizens need, latent."""
    standard_month: int = 0
    """Month in which its standard was set."""
    pooled: bool = False
    """Bought together with other lines: its contract needs luck of its own beside its project's."""
    funded: bool = False
    """Paid by the dedicated fund: it ends with its cycle."""

    # planned

    def renew(self, mechanism: str, year: int) -> None:
        """What runs out is to be purchased again: a first attempt of a fiscal year's project."""
        self.mechanism, self.attempt, self.fiscal_year = mechanism, 0, year

    def resize(self, places: float) -> None:
        """So many places a month are wanted."""
        self.places = places

    def buy_by(self, mechanism: str) -> None:
        """Another mechanism is to buy it."""
        self.mechanism = mechanism

    def divide(self, mechanism: str, parts: int, places: float) -> None:
        """It keeps the first part of a divided project, bought by this mechanism; a part once divided stays one."""
        self.mechanism, self.split, self.places = mechanism, max(self.split, parts), places

    def keep_whole(self) -> None:
        """Its project is not divided."""
        self.split = 0

    def set_standard(self, error: float, month: int) -> None:
        """What is asked for is written down, this far from what citizens need."""
        self.standard_error, self.standard_month = error, month

    def open(self, month: int) -> None:
        """Its next purchase opens in a month."""
        self.open_month = month

    def reopen(self, mechanism: str, month: int, year: int) -> None:
        """It is purchased anew out of turn, by this mechanism from a month on: one more project of the fiscal year."""
        self.renewed_purchase, self.fiscal_year = self.renewed_purchase + 1, year
        self.mechanism, self.open_month, self.attempt = mechanism, month, 0

    # purchased

    def open_when_approved(self, month: int) -> None:
        """Its purchase waits for an approval that will be there in a month."""
        self.open_month = self.approved_month = month

    def keep_basis(self, basis: str) -> None:
        """The ground on which its purchase is held."""
        self.legal_basis, self.must_ask, self.approved_month = basis, False, -1

    def be_held(self, pooled: bool) -> None:
        """Its purchase is held, with those of other lines (``pooled``) or alone."""
        self.open_month, self.pooled = -1, pooled

    def fail(self) -> None:
        """One more attempt has failed."""
        self.attempt += 1

    def try_other(self, mechanism: str, month: int, must_ask: bool = False) -> None:
        """After a failure another mechanism is tried in a month, with an approval if it ``must_ask``."""
        self.mechanism, self.open_month, self.must_ask = mechanism, month, must_ask

    def await_signature(self) -> None:
        """It is awarded."""
        self.pending = True

    def wait_no_longer(self) -> None:
        """Its award is signed, or has lapsed."""
        self.pending = False

    def give_up(self) -> None:
        """No further purchase: the line ends, with the contract in force if there is one."""
        self.open_month = -1
        self.closed = self.closed or self.contract < 0

    def close(self) -> None:
        """The line ends now."""
        self.open_month, self.closed = -1, True

    # served

    def begin_cycle(self, months: int) -> None:
        """A new cycle of so many months begins."""
        self.cycle_months, self.first_months, self.bridged = months, 0, 0

    def sign(self, contract: int, price: float) -> None:
        """A contract enters into force; ``price`` is what a place would cost if all work were paid, yuan a month."""
        self.contract = self.last_contract = contract
        self.last_price = price

    def end(self, contract: int) -> None:
        """A contract ends; another one may be in force already."""
        if self.contract == contract:
            self.contract = -1

    def extend(self) -> None:
        """Its expired contract goes on for a month."""
        self.bridged += 1

    def see_gap(self) -> None:
        """Whether it is wanted and nothing is in force."""
        self.in_gap = not self.closed and self.contract < 0 and self.last_contract >= 0

    # lines beside it

    def beside(self, row: int, key: int) -> Line:
        """A line for a further award of the same purchase: it lives as long as its cycle, this one is purchased again."""
        fresh = replace(self, row=row, key=key, contract=-1, last_contract=-1, open_month=-1)
        return replace(fresh, pending=False, in_gap=False, is_side=True)

    def part(self, row: int, key: int, places: float) -> Line:
        """A further part of its divided project as a line of its own, opened with this one."""
        fresh = replace(self, row=row, key=key, places=places, contract=-1, last_contract=-1)
        return replace(fresh, pending=False, in_gap=False, bridged=0, closed=False)
