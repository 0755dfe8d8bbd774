"""The first text of a study file of one's own: commented, valid as it stands, with the design that was asked for."""

from __future__ import annotations

import json
from typing import Final

from gpssim.plugins import SHELVES, parameters
from gpssim.scenario import load_scenario

HEAD: Final = """\
# {name}: a study. `gpssim study check {name}.toml` says what it costs, `gpssim study run {name}.toml` makes it.
# Whatever is left out is as usual; `gpssim study schema` is a JSON Schema for editors.

question = "What changes when open tender takes the place of directed commission?"
scenario = "{scenario}" # a preset, or a scenario file beside this one
policies = ["open_tender", "directed_commission", "status_quo"] # the first is the baseline; settings behind a colon
closures = ["appropriation"] # what is held equal: appropriation, volume
replications = 20 # of the scenario's own world; "auto": as many as [auto] asks for
seed = 1

[set] # parameters that differ from the scenario
# world.city.n_citizens = 1000
"""
AUTO: Final = """
# [auto] # with replications = "auto": as many as the differences from the baseline need
# cap = 1000
# confidence = 0.95 # of all intervals at once
# [[auto.targets]]
# outcome = "price_ratio"
# period = "later"
# half_width = 0.01 # or relative = 0.05 (of the baseline's mean), of_sd = 0.25 (of its standard deviation)
"""
DESIGN: Final = """
[design] # {label}: {source}
kind = "{kind}"
{settings}replications = 1 # of each point
"""
VARY: Final = """
[[vary]] # a parameter of a mechanism
path = "open_tender.price_weight"
low = 0.1
high = 0.6
distribution = "uniform" # around, uniform, loguniform, normal, lognormal, triangular; or values = [...]

[[vary]] # its tested range, half of the values on either side of the scenario's own
path = "{swept}"
"""
TAIL: Final = """
[outputs]
language = "en" # en, zh or both
figures = true

[run] # where: nothing of it changes a number
# on = "processes" # serial, processes, dask, tcp://..., slurm:profile.toml, pbs:profile.toml, mpi
# workers = 4
"""


def begun(name: str, scenario: str, kind: str = "") -> str:
    """TOML text of a study of one's own.

    Parameters
    ----------
    name : of the file, without its ending.
    scenario : a preset or a file.
    kind : name of a design; empty for none.

    Raises
    ------
    GpssimError : no such scenario or design, or no tested range in the scenario.
    """
    given = load_scenario(scenario)
    text = HEAD.format(name=name, scenario=scenario) + AUTO
    if kind:
        design = SHELVES["design"].find(kind)
        lines = [f"{row.name} = {json.dumps(row.default)} # {row.meaning}\n" for row in parameters(design)]
        text += DESIGN.format(label=design.label, source=design.source, kind=kind, settings="".join(lines))
        text += VARY.format(swept=_swept(given)) if design.least else ""
    return text + TAIL


def _swept(scenario: object) -> str:
    from gpssim.scenario import swept_parameters

    rows = swept_parameters(scenario)  # type: ignore[arg-type]  # a scenario
    return rows[0].path if rows else "world.purchasers.integrity"
