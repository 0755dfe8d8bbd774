"""The gallery: every figure the package draws, each below the line that makes it; executed when the documentation is built."""

from __future__ import annotations

from importlib import import_module

from gpssim.figures import figures
from gpssim.figures.kind import FigureKind

HEADER = """---
jupytext:
  text_representation:
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

"""
TOP = """
# Gallery

Every figure that gpssim draws, and the line that makes it. The studies are small, so that this page can run them whenever it is
built: look at the form, not at the numbers. `results.plot(NAME, "zh")` draws in Chinese ({doc}`how-to/chinese_figures`);
`gpssim.draw_figures(results, "figures")` leaves all figures that show the study at hand as PDF, SVG and PNG, each with its table;
a figure of your own: {doc}`how-to/add_a_figure`.

"""
STUDY = """import gpssim

small = {"world.city.n_citizens": 600, "warm_up": 12, "months": 48}
process = {"world.process.design_days": 30.0, "world.process.reluctance": 0.2}
violations = {"world.purchasers.integrity": 0.3, "world.violations.accompanying": 1.0}
zone = gpssim.load_scenario("suzhou-high-tech")
scenario = gpssim.replace(zone, {**small, **process, **violations})
policies = ["open_tender", "directed_commission", "venture_mix"]
study = gpssim.Study(scenario, policies, replications=3, seed=1, workers=1)
results = study.run(progress=False)
"""
CORNERS = """corners = gpssim.CornerStudy(
    "textbook",
    policies=["open_tender", "directed_commission"],
    replications=3,
    workers=1,
    months=14,
    warm_up=2,
    frictions=["delay", "transaction_cost", "moral_hazard"],
)
parts = corners.run(progress=False)
"""


VARIED = """varying = (
    {"path": "world.purchasers.appropriation_per_head", "low": 80.0, "high": 200.0},
    {"path": "world.organizations.cost_sd", "low": 0.05, "high": 0.3},
    {"path": "open_tender.price_weight", "low": 0.1, "high": 0.9},
    {"path": "directed_commission.bargaining_share", "low": 0.2, "high": 0.8},
)
village = gpssim.replace(gpssim.load_scenario("textbook"), {"world.city.n_citizens": 100, "warm_up": 8, "months": 12})


made = {}


def varied(design, parameters=4, replications=1):
    \"\"\"A small study of the two policies at the points of a design; each is made once.\"\"\"
    if design not in made:
        policies = ["open_tender", "directed_commission"]
        study = gpssim.Study(village, policies, replications, design=design, uncertain=varying[:parameters], workers=1)
        made[design] = study.run(progress=False)
    return made[design]
"""
DESIGNS = {
    "sobol_indices": '"sobol_indices:n=8"',
    "morris_plane": '"morris:trajectories=6"',
    "tornado": '"one_at_a_time", replications=2',
    "scenario_boxes": '"latin_hypercube:n=40"',
    "robustness": '"latin_hypercube:n=40"',
    "phase_diagram": '"factorial:levels=3", parameters=2, replications=2',
}
"""The study of a figure of designs: as few runs as show its form; figures of one design share theirs."""


def cell(code: str, *tags: str) -> str:
    """A cell that is executed."""
    said = f":tags: [{', '.join(tags)}]\n\n" if tags else ""
    return f"```{{code-cell}} python\n{said}{code.rstrip()}\n```\n"


def line(kind: FigureKind) -> str:
    """The line that makes a figure."""
    if kind.only is None:
        return f'{"parts" if kind.needs == "corners" else "results"}.plot("{kind.name}")'
    return f'varied({DESIGNS[kind.name]}).plot("{kind.name}")'


def caption(kind: FigureKind) -> str:
    """What the figure shows, in the words of its own file."""
    told = (import_module(f"gpssim.figures.{kind.name}").__doc__ or "").strip().partition("\n")[0].removeprefix("Figure: ")
    return told[:1].upper() + told[1:]


def entry(kind: FigureKind) -> str:
    """One figure: title, what it shows, the line, and below it the picture."""
    return f"## {kind.title}\n\n{kind.title_zh}. {caption(kind)}\n\n{cell(line(kind))}"


def gallery_page() -> str:
    """Figures of the comparison first, then those that need another study."""
    shown = sorted(figures().values(), key=lambda kind: (kind.needs == "corners", kind.name != "paired_differences", kind.name))
    usual = [entry(kind) for kind in shown if kind.needs != "corners" and kind.only is None]
    of_designs = [entry(kind) for kind in shown if kind.only is not None]
    corners = [entry(kind) for kind in shown if kind.needs == "corners"]
    text = HEADER + TOP.lstrip() + cell(STUDY) + "\n" + "\n".join(usual)
    return (
        text
        + f"\nWhere welfare is lost is asked of a study of its own kind:\n\n{cell(CORNERS)}\n"
        + "\n".join([*corners, f"\nWhat designs show, at a few points of a village:\n\n{cell(VARIED)}", *of_designs])
    )
