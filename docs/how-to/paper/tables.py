"""What the paper includes, from the folder of a study: ``python tables.py SCENARIO RESULTS OUT [en|zh]``.

Two tables and two figures of the outcomes that the paper is about; change ``OUTCOMES``, ``PARAMETERS`` and ``FIGURES`` to yours.
"""

from __future__ import annotations

import sys
from pathlib import Path

import gpssim
from gpssim.analysis import comparison_table
from gpssim.figures import figures
from gpssim.figures.saving import provenance, save_kind
from gpssim.records.results import Results
from gpssim.scenario import parameters
from gpssim.scenario.latex import parameter_table
from gpssim.texts.text import Language

OUTCOMES = ("coverage", "delivered_quality", "price_per_unit", "coverage_gap_vulnerable", "welfare_social")
PARAMETERS = (
    "world.city.residents",
    "world.organizations.ability_sd",
    "world.organizations.handover_quality",
    "world.information.monitoring_noise",
)
FIGURES = {"paired_differences": OUTCOMES, "outcomes_over_time": OUTCOMES[:3]}
CAPTION = {"en": "Parameters of the city (a selection)", "zh": "城市参数（节选）"}


def write(scenario: gpssim.Scenario, results: Results, out: Path, language: Language) -> None:
    """``comparison.tex``, ``parameters.tex`` and the figures in ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    frame = gpssim.compare(results, outcomes=OUTCOMES)
    last = frame[frame["period"] == frame["period"].iloc[-1]]  # the later period, or what a short run has
    comparison_table(last, out / "comparison.tex", language, bought=gpssim.arms(results))
    rows = [row for row in parameters(scenario) if row.path in PARAMETERS]
    parameter_table(rows, out / "parameters.tex", language, caption=CAPTION[language])
    for name, outcomes in FIGURES.items():
        kind = figures()[name]
        table = kind.table(results)
        save_kind(kind, table[table["outcome"].isin(outcomes)], out, provenance(results), language)


if __name__ == "__main__":
    scenario, results, out, *language = sys.argv[1:]
    write(gpssim.load_scenario(scenario), gpssim.load_results(results), Path(out), "zh" if language == ["zh"] else "en")
