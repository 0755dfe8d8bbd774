"""What the pages publish: which command makes which table or picture, at which size it runs, and how it was run last."""

from __future__ import annotations

import importlib.util
import json
import shlex
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from gpssim.studies.identity import package_numbers

DOCS = Path(__file__).parent
ROOT = DOCS.parent
DECLARED, LOG = DOCS / "published.toml", DOCS / "results" / "runs.toml"
IN_PLACE = "in place"
"""Written by the command itself, where it is published."""
SIZES = ("replications", "worlds", "seed", "citizens", "warm_up", "months")
"""What makes a run as large as it is, in the order in which it is said."""
WORDS = {
    "replications": "{:,} replications",
    "worlds": "{:,} sampled worlds",
    "seed": "seed {}",
    "citizens": "{:,} survey units",
    "warm_up": "{:,} months before the switch",
    "months": "{:,} months after it",
}


@dataclass(frozen=True)
class Run:
    """One command and what of its output is published.

    Attributes
    ----------
    writes : published file, a path in docs, to the function of ``published_tables`` that makes it, or the picture it is a copy of.
    pages : pages that rest on it, paths in docs.
    cpu_seconds : estimate for one core.
    also : what makes up its size beside the numbers of ``SIZES``.
    own : sizes that differ from case to case and are not said.
    """

    name: str
    command: str
    pages: tuple[str, ...]
    cpu_seconds: float
    writes: dict[str, str] = field(default_factory=dict)
    also: str = ""
    own: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """The command, word by word."""
        return shlex.split(self.command)

    @property
    def size(self) -> dict[str, int | str]:
        """How large it is, read off its command."""
        told = {name: value for name, value in size_of(self.command).items() if name not in self.own}
        return {**told, "also": self.also} if self.also else {**told}


def declared() -> dict[str, Run]:
    """Every run by name, as ``published.toml`` has them."""
    told = tomllib.loads(DECLARED.read_text(encoding="utf-8"))["run"]
    return {run["name"]: Run(**{**run, "pages": tuple(run["pages"]), "own": tuple(run.get("own", ()))}) for run in told}


def log() -> dict[str, dict[str, Any]]:
    """How each run was run last, by name."""
    return tomllib.loads(LOG.read_text(encoding="utf-8")) if LOG.is_file() else {}


def write_log(entries: dict[str, dict[str, Any]]) -> None:
    """The log, a table a run; a text of JSON is one of TOML, and so are a number and a list of texts."""
    head = "# Written by docs/rerun.py: how each run of docs/published.toml was run last.\n"
    parts = [
        f"\n[{name}]\n" + "".join(f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in one.items())
        for name, one in entries.items()
    ]
    LOG.write_text(head + "".join(parts), encoding="utf-8")


def said(entry: dict[str, Any]) -> str:
    """Size and origin of a run in a sentence of a page: the pages take it from here, so that they cannot say another.

    >>> said({"replications": 8, "seed": 7, "version": "0.1.0", "commit": "cb73c22", "date": "2026-11-23"})
    '8 replications, seed 7 (gpssim 0.1.0 at cb73c22, 2026-11-23)'
    """
    told = [WORDS[name].format(entry[name]) for name in SIZES if name in entry]
    size = ", ".join([*told, entry["also"]] if "also" in entry else told)
    return f"{size} (gpssim {entry['version']} at {entry['commit']}, {entry['date']})".lstrip()


def changed(run: Run, entry: dict[str, Any]) -> list[str]:
    """What a run was when it was run last and would not be today: none where it is current in size, command and numbers.

    The log tells what was run; who changes a default, a command or a number of the market makes the run stale, until it is run
    again.
    """
    size = run.size
    differ = [name for name in (*SIZES, "also") if entry.get(name) != size.get(name)]
    then = [f"{name.replace('_', '-')} {entry.get(name, 'not said')}" for name in differ]
    then += ["another command"] * (entry["command"] != run.command)
    return then + [f"the numbers of gpssim {entry['version']}"] * (entry.get("numbers") != package_numbers())


def before(run: Run, entry: dict[str, Any]) -> str:
    """What marks a stale run, with what was other then; empty for a run that is as it would be today."""
    then = changed(run, entry)
    return f"before the present defaults: run at commit {entry['commit']} with {', '.join(then)}; " if then else ""


def substitutions() -> dict[str, str]:
    """What ``{{ run_NAME }}`` says in a page: whether the run is stale, how it was run last, and with which command."""
    runs, entries = declared(), log()
    return {
        f"run_{name}": f"{before(runs[name], entry)}{said(entry)}: `{entry['command']}`"
        for name, entry in entries.items()
        if name in runs
    }


@cache  # hundreds of points of a study take seconds to make, and many ask
def size_of(command: str) -> dict[str, int]:
    """Replications, seed, months and the like of a command, read by its own parser; to read, for it is kept.

    Raises
    ------
    Exception : the program would refuse the command.
    """
    program, *words = shlex.split(command)
    if program == "gpssim":
        return _size_of_gpssim(words)
    return _size_of_experiment(ROOT / words[0], words[1:]) if words[0].startswith("experiments/") else {}


def _size_of_gpssim(words: list[str]) -> dict[str, int]:
    import typer.main

    from gpssim.cli import app

    command: Any = typer.main.get_command(app)
    while hasattr(command, "commands"):
        command, words = command.commands[words[0]], words[1:]
    asked = command.make_context(command.name, words).params
    found = next((read(asked) for argument, read in SIZES_OF_FILES.items() if argument in asked), None) or _size_of_scenario(asked)
    return {name: int(found[name]) for name in SIZES if found.get(name)}


def _size_of_scenario(asked: dict[str, Any]) -> dict[str, Any]:
    """A scenario with what the options say of it."""
    from gpssim.scenario import load_scenario

    usual = _spans(load_scenario(asked["scenario"]))
    return {name: asked.get(name) or usual.get(name) for name in SIZES}


def _spans(scenario: Any) -> dict[str, int]:
    return {"months": scenario.months, "warm_up": scenario.warm_up, "citizens": scenario.world.city.n_citizens}


def _size_of_study(asked: dict[str, Any]) -> dict[str, Any]:
    """A study file: replications where it has no points and no rule ends them, else points and those of each."""
    from gpssim.inquiry import load_study

    file = load_study(ROOT / asked["study"])
    study = file.study()
    own = {"worlds": study.n_worlds, "replications": study.world_replications} if study.n_worlds else {}
    own = own or ({} if file.rule else {"replications": study.replications})
    return own | {"seed": study.seed} | _spans(study.specified)


def _size_of_search(asked: dict[str, Any]) -> dict[str, Any]:
    from gpssim.policy_search.reading import Sought, load_search

    sought = Sought(load_search(asked["file"]))
    file = sought.file
    return {"worlds": file.worlds, "replications": file.replications, "seed": file.seed} | _spans(sought.scenario)


def _size_of_calibration(asked: dict[str, Any]) -> dict[str, Any]:
    from gpssim.calibration.reading import Asked, load_targets

    calibrating = Asked(load_targets(asked["targets"]))
    return {"replications": calibrating.file.replications, "seed": calibrating.file.seed} | _spans(calibrating.scenario)


SIZES_OF_FILES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "study": _size_of_study,
    "file": _size_of_search,
    "targets": _size_of_calibration,
}
"""Commands whose size a file says, by the argument that names it."""


def _size_of_experiment(path: Path, words: list[str]) -> dict[str, int]:
    from gpssim.experiment.options import parsed

    experiment = script(path).EXPERIMENT
    asked = parsed(experiment, words)
    if hasattr(asked, "declared"):
        return _size_of_predictions(path.with_name(f"{asked.declared}.toml"), asked)
    size = experiment.sizes[asked.size]
    scenario = size.applied(experiment.specified())
    own = {"months": scenario.months, "warm_up": scenario.warm_up, "citizens": scenario.world.city.n_citizens}
    own |= {"replications": size.replications, "seed": experiment.seed}
    told = {name: getattr(asked, name, None) or own.get(name) for name in SIZES}
    return {name: int(value) for name, value in told.items() if value}


def _size_of_predictions(path: Path, asked: Any) -> dict[str, int]:
    """Predictions bring their own seed, replications and city."""
    from gpssim.scenario import load_scenario, replace

    told = tomllib.loads(path.read_text(encoding="utf-8"))
    scenario = replace(load_scenario(told["scenario"]), told.get("changes", {}))
    own = {"months": scenario.months, "warm_up": scenario.warm_up, "citizens": scenario.world.city.n_citizens}
    found = own | {"replications": told["replications"], "seed": told["seed"]}
    return {name: int(getattr(asked, name, None) or found[name]) for name in SIZES if name in found}


@lru_cache
def script(path: Path) -> ModuleType:
    """An experiment as a module; nothing runs."""
    spec = importlib.util.spec_from_file_location(f"experiment_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
