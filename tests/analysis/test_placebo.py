"""Where nothing changes there is no effect; what an arm bought by its own mechanism stands apart from all else it bought."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
import pytest

import gpssim
from gpssim.analysis import compare, indicators
from gpssim.analysis.arms import arms
from gpssim.analysis.own_purchases import OwnPurchases, answers
from gpssim.analysis.unequal import follow_differently, unequal
from gpssim.cli.arms import lines_of_arms
from gpssim.errors import UnknownNameError
from gpssim.records.results import Results
from gpssim.studies.placebo import with_status_quo


def city() -> gpssim.Scenario:
    sizes = {"world.city.n_citizens": 300, "warm_up": 12, "months": 62, "world.bidding.family": "markup"}
    return gpssim.replace(gpssim.load_scenario("suzhou-high-tech"), sizes)


@lru_cache
def study() -> Results:
    """The status quo; the same under another name, read anew in two months; tenders that often fail, followed by nobody or not."""
    levers = city().policy.levers
    again = tuple(gpssim.Change(month=m, lever="monitoring", value=levers.monitoring) for m in (5, 24))
    strict = gpssim.Policy.of("open_tender", "strict", {"n_min": 5}, {"after_failure": "none"})
    lenient = gpssim.Policy.of("open_tender", "lenient", {"n_min": 5})
    placebo = gpssim.Policy(name="placebo", change=again)
    return gpssim.Study(city(), ["status_quo", placebo, strict, lenient], replications=2, seed=3, workers=1).run()


def test_a_placebo_has_no_effect_on_any_outcome() -> None:
    table = compare(study(), "status_quo")
    nothing, something = table[table["policy_b"] == "placebo"], table[table["policy_b"] == "strict"]
    assert set(nothing["outcome"]) == set(indicators())
    known = nothing[nothing["n_pairs"] > 0]
    assert known["outcome"].nunique() > 50
    assert (known["difference"] == 0.0).all(), known[known["difference"] != 0.0]
    single = known["n_pairs"] == 1  # what one replication alone knows has no interval
    assert known.loc[single, ["low", "high"]].isna().all(axis=None)
    assert (known.loc[~single, ["low", "high"]] == 0.0).all(axis=None)
    assert single.mean() < 0.05, "nearly everything is known in both replications"
    assert (something["difference"].abs() > 0.0).sum() > 50, "the study can show an effect"


def test_the_status_quo_is_an_arm_unless_one_is_the_same() -> None:
    assert with_status_quo(city(), ["open_tender", "lottery"]) == ["open_tender", "lottery", "status_quo"]
    assert with_status_quo(city(), ["status_quo", "open_tender"]) == ["status_quo", "open_tender"]
    twin = gpssim.Policy(name="twin")
    assert with_status_quo(city(), ["open_tender", twin]) == ["open_tender", twin]
    assert with_status_quo(gpssim.load_scenario("textbook"), ["open_tender", "lottery"]) == ["open_tender", "lottery"]


def test_what_follows_a_failed_call_is_said_with_the_arms() -> None:
    bought = arms(study())
    follows = bought.drop_duplicates("policy").set_index("policy")["after_failure"].to_dict()
    usual = "directed_commission"
    assert follows == {"status_quo": usual, "placebo": usual, "strict": "none", "lenient": usual}
    assert follow_differently(bought)
    assert not follow_differently(bought[bought["policy"] != "strict"])
    assert set(zip(*unequal(study())[["lever", "policy", "value"]].to_numpy().T, strict=True)) == {
        ("after_failure", policy, after) for policy, after in follows.items()
    }
    lines = [str(line) for line in lines_of_arms(bought, "en", unequal(study()))]
    assert "! What follows a failed call differs between the arms." in lines
    assert "! strict (nobody takes over where calls have failed) (re-tenders first: 1)" in lines
    same = [str(line) for line in lines_of_arms(bought[bought["policy"] != "strict"], "en")]
    assert "in every arm, directed commission takes over where calls have failed (re-tenders first: 1)" in same


def test_where_nobody_takes_over_the_need_is_tendered_again() -> None:
    since = study().table("projects").query("month_opened >= 0")
    strict, lenient = (since[since["policy"] == name] for name in ("strict", "lenient"))
    assert (strict.query("outcome == 'failed'")["mechanism"] == "open_tender").sum() > 10
    assert "directed_commission" not in set(strict["mechanism"])
    assert (lenient["mechanism"] == "directed_commission").sum() > 10
    last = strict.query("outcome == 'failed'").groupby(["replication", "domain", "district"], observed=True)["month_opened"].min()
    put_out = strict.groupby(["replication", "domain", "district"], observed=True)["month_opened"].max().reindex(last.index)
    assert (put_out > last + 6).mean() > 0.8, "what failed is put out again, in later years"


def test_a_lever_that_differs_is_told_with_its_changes() -> None:
    change = (gpssim.Change(month=3, lever="monitoring", value=0.9),)
    results = gpssim.Study(
        gpssim.replace(city(), {"months": 6, "warm_up": 1}), ["status_quo", gpssim.Policy(name="later", change=change)],
        replications=1, workers=1,
    ).run()  # fmt: skip
    usual = city().policy.levers.monitoring
    assert unequal(results).to_numpy().tolist() == [
        ["monitoring", "status_quo", f"{usual}"],
        ["monitoring", "later", f"{usual}, 0.9 from month 3"],
    ]


def test_own_purchases_are_what_is_left_when_all_else_is_taken_away() -> None:
    own, whole = OwnPurchases(study()), study()
    assert own.names() == ["contracts", "projects"]
    kept = pd.concat(list(own.batches("contracts", None)))
    assert set(kept.loc[kept["policy"].isin(["strict", "lenient"]), "mechanism"].astype(str)) == {"open_tender"}
    assert set(kept.loc[kept["policy"] == "status_quo", "mechanism"].astype(str)) == {"open_tender", "directed_commission"}
    assert not kept["bridge"].any()
    everything = whole.table("contracts")
    assert len(kept) < len(everything)
    since = everything.query("policy == 'lenient' and month_signed >= 0 and cycle_year == 0 and not bridge")
    begun = since[since["mechanism"] == "open_tender"]
    ours = kept.query("policy == 'lenient' and cycle_year == 0")
    assert len(ours) == len(begun) > 20


def test_the_status_quos_purchases_after_a_failed_tender_are_not_its_own() -> None:
    columns = ["project", "attempt", "mechanism", "month_opened"]
    tried = study().table("projects", columns).query("policy == 'status_quo' and month_opened >= 0")
    tried = tried.astype({"mechanism": str}).sort_values(["replication", "project", "attempt"])
    first = tried.groupby(["replication", "project"])["mechanism"].transform("first")
    after = tried[tried["mechanism"] != first]
    assert len(after) > 0, "this city has purchases that follow a failure"
    own = pd.concat(list(OwnPurchases(study()).batches("projects", columns))).query("policy == 'status_quo'")
    keys = ["replication", "project", "attempt"]
    assert not set(map(tuple, after[keys].to_numpy())) & set(map(tuple, own[keys].to_numpy()))


def test_a_comparison_of_own_purchases_leaves_the_city_out() -> None:
    whole, own = compare(study(), "strict"), compare(study(), "strict", under="own")
    assert {"price_to_ceiling", "contract_quality", "failed_purchase_rate", "valid_bids_per_project"} <= set(own["outcome"])
    assert not {"coverage", "trust_government", "satisfaction", "welfare_social", "n_organizations"} & set(own["outcome"])
    assert set(own["outcome"]) == {name for name, one in indicators().items() if answers(one)}
    assert own["p_holm"].isna().all()
    rate = {name: t.query("outcome == 'failed_purchase_rate' and period == 'all' and policy_b == 'lenient'") for name, t in
            (("whole", whole), ("own", own))}  # fmt: skip
    tried = study().table("projects").query("policy == 'lenient' and month_opened >= 0 and mechanism == 'open_tender'")
    by_hand = (tried["outcome"] == "failed").groupby(tried["replication"]).mean().mean()
    assert rate["own"]["mean_b"].iloc[0] == pytest.approx(by_hand)
    assert rate["whole"]["mean_b"].iloc[0] != pytest.approx(rate["own"]["mean_b"].iloc[0], abs=1e-6)
    with pytest.raises(UnknownNameError, match="unknown restriction of a comparison: 'mine'"):
        compare(study(), under="mine")


def test_the_quality_of_contracts_is_by_hand() -> None:
    rows = study().table("contracts").query("policy == 'strict' and replication == 0 and month_signed >= 0")
    table = compare(study(), "status_quo", ["contract_quality"], ["all"])
    found = gpssim.values(study(), "contract_quality", "all").query("policy == 'strict' and replication == 0")["value"].iloc[0]
    assert found == pytest.approx(rows["delivered_latent"].sum() / rows["delivered"].sum())
    assert np.isfinite(table["difference"]).all()
