"""Write the package's own case file from the solutions of this folder: ``python tests/theory/write_cases.py`` (some minutes)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from settings import ABOUT, GROUPS
from solutions import solutions

FILE = Path(__file__).resolve().parents[2] / "gpssim" / "theory" / "cases.json"

SCHEMA = {
    "values[]": "addressed by (quantity, inputs), unique in a case; key is a label",
    "values[].kind = function": "deterministic: |got - value| <= atol; bids solved on a grid: max(atol, 1e-5 of the cost range)",
    "values[].kind = mean | prob": "expectation over independent draws: |mean - value| <= 4 sd_per_draw / sqrt(R), R >= 20000",
    "sd_per_draw = null": "that of the draws",
    "inputs with 'dist'": "uniform(low, high) · beta(a, b) · truncated_exponential(rate, high) · power_survival(exponent) ·"
    " power(exponent) · power_survival_on(low, high, exponent)",
    "formula": "LaTeX",
}


def uniform(low: float, high: float) -> dict[str, Any]:
    return {"dist": "uniform", "low": low, "high": high}


BETA = {"dist": "beta", "a": 3.0, "b": 4.0}
POWER = {"dist": "power_survival", "exponent": 3.0}
EXPONENTIAL = {"dist": "truncated_exponential", "rate": 1.5, "high": 2.0}
TENTHS = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95]

INPUTS: dict[str, list[dict[str, Any]]] = {
    "ewa_update": [
        {
            "phi": 0.95,
            "delta": 0.3,
            "rho": 0.7,
            "lam": 1.5,
            "N0": 2,
            "A0": [0.1, 0, 0.2],
            "hist": [[2, 0.5, 0.1, 0.7], [0, 0.9, 0.3, 0.2]],
        }
    ],
    "roth_erev_urn": [{"s": 1.5, "a": 1.0, "T": 20, "K": 3}],
    "roth_erev_path": [{"s": 1.0, "a": 1.0, "b": 0.5, "T": 100}],
    "learning_to_bid": [{"n": 3, "grid": [0.45, 0.55, 0.65, 0.75, 0.85], "lam": 40.0}],
    "first_price_auction": [
        {"D": uniform(1.0, 3.0), "ns": [2, 3, 4, 6, 8, 10], "cs": [1.1, 1.3, 1.5, 1.7, 1.9, 2.1, 2.3, 2.5, 2.7, 2.9]},
        {"D": POWER, "ns": [2, 5], "cs": [0.2, 0.5]},
        {"D": BETA, "ns": [4], "cs": [0.2, 0.6]},
        {"D": EXPONENTIAL, "ns": [3], "cs": [0.3, 1.1]},
        {"D": {"dist": "power", "exponent": 2.0}, "ns": [3], "cs": [0.3, 0.8]},
    ],
    "optimal_ceiling": [
        {"D": uniform(0.0, 1.0), "v": 0.8, "ns": [1, 3], "cs": [0.05, 0.35]},
        {"D": {"dist": "power_survival", "exponent": 2.0}, "v": 0.9, "ns": [2, 4], "cs": [0.1, 0.3]},
    ],
    "entry_mixed_strategy": [
        *({"D": uniform(0.0, 1.0), "N": 7, "kcost": k} for k in (0.03, 0.06, 0.09, 0.12, 0.16)),
        {"D": BETA, "N": 5, "kcost": 0.04},
    ],
    "entry_threshold": [{"N": 4, "k": 0.08}],
    "extra_bidder_versus_negotiation": [{"D": uniform(0.0, 1.0), "v": 0.9, "ns": [1, 3]}],
    "failed_tender": [{"N": 6, "p": 0.6, "D": BETA}],
    "invited_tender": [{"N": 8, "ks": [3, 4], "D": uniform(0.0, 2.0)}],
    "right_of_first_refusal": [{"n": 3, "a": 2}],
    "simple_rules": [{"D": POWER, "n": 3, "mk": 0.2, "v": 0.6}],
    "negotiation_clock": [{"n": 4, "steps": 8}],
    "risk_averse_bidders": [{"n": 4, "rho": 0.3}],
    "first_score_auction": [{"n": 4, "quality_cost": "quad"}, {"n": 2, "quality_cost": "lin"}],
    "quality_weight": [{"n": 3}],
    "scoring_exogenous_quality": [{"n": 4, "wq": 0.5, "D_desc": "U"}],
    "scoring_two_dimensional_types": [{"n": 2, "thlo": 0.8, "thhi": 1.6, "w": 1.2}],
    "ratio_score": [{"bids": [95.0, 90.0, 110.0], "Q": [80.0, 74.0, 91.0], "w": 0.5, "shill_b": 50.0, "shill_q": 20.0}],
    "ratio_score_preference": [{"m": 2, "w": 0.4, "Delta": 0.04, "lo": 1.0, "hi": 2.0}],
    "ratio_score_equal_quality": [{"n": 3, "w": 0.5}],
    "average_bid_auction": [{"n": 4, "D": BETA, "cap": 1.2}],
    "quality_price_ratio": [{"n": 4, "clo": 0.5, "chi": 1.5, "qlo": 1.0, "qhi": 3.0}],
    "asymmetric_uniform": [{"C": 2.0, "ws": 1.5, "ww": 0.6}],
    "asymmetric_numeric": [
        {"S": POWER, "W": {"dist": "power_survival", "exponent": 1.5}, "m": 3, "cs_s": [0.1, 0.5], "cs_w": [0.2, 0.6]}
    ],
    "optimal_price_preference": [{"sL": 0.2, "sH": 0.6, "width": 1.5}],
    "percentage_preference": [{"d": 0.15}],
    "incumbent_advantage": [{"m": 2, "D": 0.3}],
    "common_cost_uniform_signals": [{"eps": 15, "ns": [4], "cl": 50, "ch": 650}],
    "winners_curse_normal": [{"mu": 80.0, "sc": 12.0, "se": 9.0, "ns": [2, 3, 4, 6, 8, 10]}],
    "common_cost_average_signal": [{"n": 3}],
    "limited_liability_second_price": [{"n": 3, "c": 1.5, "p": 0.3, "D": 0.8, "Kmax": 0.9, "L": 1.2}],
    "limited_liability_first_price": [{"n": 4, "K": 0.3, "p": 0.2, "D": 3.0}],
    "renegotiation_rent": [{"n": 4, "h": 0.2}],
    "linear_incentive_contract": [{"r": 1.5, "k": 1.2, "s2": 0.8, "B": 1.4, "om": 0.1, "m": 3}],
    "multitask_moral_hazard": [{"r": 1.2, "s2": 0.6, "d": 0.3, "B1": 1.1, "B2": 0.9}],
    "inspection_game": [{"gsave": 2.0, "F": 8.0, "d": 0.7, "a": 0.8, "L": 4.0, "phi": 0.3, "lam": 1.5}],
    "restricted_pool_quality": [{"psi": 0.04, "dl": 0.75, "d": 0.8, "vq": 0.4, "nmax_show": 9}],
    "career_concerns": [{"beta_": 0.85, "q": 0.1, "r": 0.7}],
    "cost_sharing_auction": [{"n": 4, "kap": 0.4}],
    "yardstick_competition": [{"r": 1.5, "k": 1.2, "se2": 0.5, "sc2": 0.9}],
    "selection_noisy_quality": [
        {"muq": 50.0, "sq": 8.0, "muc": 90.0, "sc": 12.0, "rho": 0.4, "ws": [0, 0.25, 0.5, 1, 1.5, 2, 3], "sn": 6.0, "n": 4}
    ],
    "signalling_certification": [{"wH": 9.0, "wL": 6.5, "aH": 1.8, "aL": 0.9, "lam": 0.3}],
    "belief_pooling": [{"s0": 0.6, "se": 0.9, "ks": [1, 2, 4, 8, 16], "ms": [1, 4], "n": 3}],
    "beta_binomial_compliance": [{"a": 3.0, "b": 1.5, "n": 8, "xs": [3, 7], "ptrue": 0.6}],
    "ranking_accuracy": [{"gap": 4, "sig": 9, "Js": [3, 7], "p1": 0.85, "p2": 0.7, "ks": [4, 12]}],
    "trimmed_panel": [{"Js": [4, 9]}],
    "gittins_index": [{"gam": 0.8, "states": [[1, 1], [3, 1], [1, 4]]}],
    "renewal_threshold": [{"s0": 0.8, "se": 1.5, "k": 3, "tau": 0.2}],
    "belief_calibration_under_selection": [{"n": 3, "T": 15, "s0": 0.7, "se": 1.1, "temp": 0.0}],
    "learning_curve": [{"c1": 80.0, "PR": 0.85, "ns": [1, 2, 3, 5, 8, 12, 18, 26, 36, 50], "dep": 0.85, "qflow": 1.5}],
    "experience_lock_in": [{"n": 3, "T": 25, "c1": 12.0, "PR": 0.9}],
    "self_reinforcing_awards": [{"n": 4, "a": 1.5, "T": 30}],
    "stochastic_learning_race": [{"kappa": 8.0, "PR": 0.8, "lam": 0.6, "T": 15}],
    "learning_duopoly_equilibrium": [{"kappa": 6.0, "PR": 0.75, "m": 6, "M": 10, "beta_": 0.93, "sigma": 1.2}],
    "logit_choice": [{"u": [0.8, 0.2, -0.3], "mu": 0.5}],
    "capacity_rationing": [{"N": 40, "p": 0.4, "Ks": [12, 16, 20], "lamP": 9.0}],
    "trust_dynamics": [{"eta": 0.15, "p": 0.7, "ep": 0.08, "em": 0.2, "sd": 0.4}],
    "selective_feedback": [{"mu": 0.3, "tau": 0.1, "rL": 0.5, "rH": 0.15}],
    "switching_citizens": [{"d": [0.15, 0.25, 0.3, 0.5], "a": [1.0, 2.0, 1.5, 1.0]}],
    "inequality_indices": [{}],
    "entry_exit_steady_state": [{"lam": 2.0, "x": 0.08, "T0": 10, "k0": 20}],
    "concentration_symmetric": [{"ns": [3, 8], "Ts": [12, 40]}],
    "survival_gamblers_ruin": [{"p": 0.58, "k": 4, "a": 12, "T": 30}],
    "accounting_identities": [{}],
    "drought_exit": [{"n": 5, "T": 15, "K": 7}],
}
"""Inputs of the package's own cases: other numbers than those of any source."""


def cases() -> Iterator[dict[str, Any]]:
    """All cases, group by group."""
    for number, kinds in enumerate(GROUPS.values()):
        place = 0
        for kind in kinds:
            about = ABOUT[kind]
            words = {"title": about.title, "title_zh": about.title_zh, "assumptions": about.setting}
            words |= {"formula": about.formula, "source": about.source}
            for inputs in INPUTS[kind]:
                place += 1
                values = [{"key": _key(v), **v} for v in solutions()[kind](inputs)]
                yield {"id": f"{number}.{place:02d}", "kind": kind, **words, "inputs": inputs, "values": values}


def _key(value: dict[str, Any]) -> str:
    of = ",".join(f"{name}={x}" for name, x in value["inputs"].items())
    return f"{value['quantity']}[{of}]" if of else str(value["quantity"])


if __name__ == "__main__":
    FILE.write_text(json.dumps({"schema": SCHEMA, "cases": list(cases())}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
