"""A government that looks, audits, evaluates and pays by what it found, against one that does not."""

from __future__ import annotations

from contrasts import (
    EFFORT_SEEN,
    INSPECTIONS,
    NONVERIFIABLE,
    QUALITY,
    Frames,
    completed,
    falls,
    market,
    rises,
    stays,
    total,
    winners_ability,
)

DIRECTED = "directed_commission"
DEDUCTED = total("purchasers", "penalties")
TEMPTED = {"world__conduct__shirk_saving": 0.1, "world__conduct__shirk_noise": 0.05}
AUDITED = {"policy__levers__audit_rate": 0.6, "policy__levers__fine": 0.3}


def flattery(found: Frames) -> float:
    """How much better completed contracts were found than they were."""
    return float(completed(found)["flattery"].mean())


def found_and_true(found: Frames) -> float:
    """Correlation of what acceptance found with what was delivered."""
    rows = completed(found)
    return float(rows["accepted_latent"].corr(rows["delivered_latent"] / rows["delivered"]))


def test_weak_monitoring_costs_quality_and_the_choice_of_partners() -> None:
    blind, looking = (market(DIRECTED, policy__levers__monitoring=share) for share in (0.0, 0.9))
    rises(QUALITY, blind, looking, by=0.015)
    rises(winners_ability, blind, looking, by=0.02)


def test_without_hours_nobody_can_steer() -> None:
    """The same lever where officials have no hours to inspect in: nothing moves."""
    idle = {"world__purchasers__hours_per_month": 0.0}
    blind, looking = (market(DIRECTED, policy__levers__monitoring=share, **idle) for share in (0.0, 0.9))
    stays(INSPECTIONS, blind, looking)
    stays(QUALITY, blind, looking)


def test_hours_that_procedures_leave_go_into_looking_after_services() -> None:
    rises(INSPECTIONS, market("open_tender"), market(DIRECTED), by=50.0)
    blind = {"policy__levers__monitoring": 0.0}
    stays(INSPECTIONS, market("open_tender", **blind), market(DIRECTED, **blind))


def test_weak_regulation_costs_quality_that_nobody_sees_and_flatters_what_is_accepted() -> None:
    lax, strict = market(**TEMPTED), market(**TEMPTED, **AUDITED)
    rises(NONVERIFIABLE, lax, strict, by=0.04)
    falls(flattery, lax, strict, by=0.01)


def test_where_nobody_is_tempted_audits_find_nothing_to_mend() -> None:
    """Auditors who err fine and ban the honest as well, and that is felt: here they do not err."""
    just = {"world__conduct__false_alarm": 0.0}
    stays(NONVERIFIABLE, market(**just), market(**just, **AUDITED))
    stays(flattery, market(**just), market(**just, **AUDITED))


def test_weak_evaluation_accepts_what_is_worse_than_it_looks() -> None:
    sharp, blurred = (market(world__information__acceptance_noise=noise) for noise in (0.0, 1.5))
    rises(flattery, sharp, blurred, by=0.2)
    falls(found_and_true, sharp, blurred, by=0.3)


def test_pay_by_assessed_quality_draws_effort_on_what_is_assessed() -> None:
    flat, assessed = (market(policy__levers__penalty=share) for share in (0.0, 1.0))
    rises(EFFORT_SEEN, flat, assessed, by=0.4)
    rises(QUALITY, flat, assessed, by=0.2)
    rises(DEDUCTED, flat, market(policy__levers__penalty=0.25), by=50_000.0)
    anything_goes = {"policy__levers__tolerance": 5.0}
    stays(EFFORT_SEEN, market(policy__levers__penalty=0.0, **anything_goes), market(policy__levers__penalty=1.0, **anything_goes))
