"""Who wins: the able, the cheap, the known, the connected; each where a rule looks for it, and not where none does."""

from __future__ import annotations

from contrasts import (
    QUALITY,
    Frames,
    awarded,
    falls,
    market,
    price_to_ceiling,
    rises,
    share_by,
    signed,
    stays,
    values,
    winners_ability,
    winners_tie,
)

from gpssim.scenario import Policy

DIRECTED = "directed_commission"
BY_QUALITY, BY_PRICE = (Policy.of("open_tender", f"price weight {w}", {"price_weight": w}) for w in (0.1, 0.6))
VERIFIABLE = {
    f"world__domains__{x}__verifiability": 0.9 for x in ("elder_care", "disability", "community", "counselling", "employment")
}


def concentration(found: Frames) -> float:
    """Herfindahl index of contract value by organization over the city, mean of domains."""
    by = signed(found).groupby(["domain", "organization"], observed=True)["value"].sum()
    parts = by / by.groupby(level="domain", observed=True).sum()
    return float((parts**2).groupby(level="domain", observed=True).sum().mean())


def test_a_tender_selects_the_able_where_providers_differ() -> None:
    rises(winners_ability, market("lottery"), market("open_tender"), by=0.1)
    alike = {"world__organizations__ability_sd": 0.0, "world__organizations__ability_professional": 0.0}
    gained = values(winners_ability, market("open_tender", **alike)) - values(winners_ability, market("lottery", **alike))
    apart = values(winners_ability, market("open_tender")) - values(winners_ability, market("lottery"))
    assert abs(gained.mean()) < 0.5 * apart.mean()


def test_purchase_by_quality_serves_better_than_provision_in_house_where_quality_can_be_verified() -> None:
    rises(QUALITY, market("in_house", **VERIFIABLE), market(BY_QUALITY, **VERIFIABLE), by=0.1)


def test_the_weight_of_price_buys_cheaper_and_worse() -> None:
    falls(price_to_ceiling, market(BY_QUALITY), market(BY_PRICE), by=0.04)
    falls(QUALITY, market(BY_QUALITY), market(BY_PRICE), by=0.05)


def test_competition_is_unfair_where_officials_have_ties_and_no_integrity() -> None:
    tied = {"world__purchasers__tie_density": 0.5}
    fair, unfair = (market(DIRECTED, world__purchasers__integrity=share, **tied) for share in (1.0, 0.0))
    rises(winners_tie, fair, unfair, by=0.3)
    tender_fair, tender_unfair = (market("open_tender", world__purchasers__integrity=share, **tied) for share in (1.0, 0.0))
    directed = values(winners_tie, unfair) - values(winners_tie, fair)
    tendered = values(winners_tie, tender_unfair) - values(winners_tie, tender_fair)
    assert (tendered < directed).all()  # scores of experts leave less room for ties than an official's own choice


def test_without_ties_integrity_decides_nothing() -> None:
    untied = {"world__purchasers__tie_strength": 0.0, "world__purchasers__tie_growth": 0.0}
    fair, unfair = (market(DIRECTED, world__purchasers__integrity=share, **untied) for share in (1.0, 0.0))
    stays(winners_ability, fair, unfair)
    stays(QUALITY, fair, unfair)


def test_organizations_develop_unevenly_where_partners_are_kept() -> None:
    rises(concentration, market("lottery"), market(DIRECTED), by=0.04)


def test_working_together_draws_purchaser_and_provider_closer() -> None:
    strangers, partners = (market(DIRECTED, world__purchasers__tie_growth=rate) for rate in (0.0, 0.02))
    rises(winners_tie, strangers, partners, by=0.05)


def test_most_is_negotiated_and_little_tendered_in_the_starting_point() -> None:
    start, reformed = market("status_quo"), market("open_tender")
    assert (values(share_by(DIRECTED), start) > 0.5).all()
    assert (values(share_by("open_tender"), start) < 0.45).all()
    rises(share_by("open_tender"), start, reformed, by=0.3)


def test_a_published_record_that_counts_selects_better_providers() -> None:
    long = {"months": 48, "warm_up": 12}
    hidden = Policy.of("open_tender", "hidden", {"halo": 0.0}, levers={"disclosure": 0.0})
    shown = Policy.of("open_tender", "shown", {"halo": 0.6}, levers={"disclosure": 1.0})
    rises(winners_ability, market(hidden, **long), market(shown, **long), by=0.02)
    rises(QUALITY, market(hidden, **long), market(shown, **long), by=0.01)


def test_a_record_that_nobody_reads_selects_nobody() -> None:
    hidden, shown = (Policy.of("lottery", f"lot {d}", levers={"disclosure": d, "after_failure": ""}) for d in (0.0, 1.0))

    def who(found: Frames) -> float:
        return float(awarded(found)["winner"].sum())

    stays(who, market(hidden), market(shown))
