"""What pydantic refuses, said in one line each: dotted path, value, domain, nearest right name."""

from __future__ import annotations

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gpssim.errors import LONGEST, ScenarioError, impossible, nearest, shortened
from gpssim.scenario.domains import domain_of
from gpssim.scenario.paths import Part, declared, dotted, look_up


def refused(error: ValidationError, model: type[BaseModel], tree: object = None, prefix: str = "") -> ScenarioError:
    """A validation error as a :class:`ScenarioError` with one line for each thing that is wrong.

    Parameters
    ----------
    model : the group that was validated.
    tree : the raw data: entries of lists go by their names in it.
    prefix : dotted path of the group, for the paths in the lines.
    """
    lines = dict.fromkeys(_line(details, model, tree, prefix) for details in error.errors(include_url=False))
    return ScenarioError("\n".join(lines))


def _line(details: ErrorDetails, model: type[BaseModel], tree: object, prefix: str) -> str:
    raised = details.get("ctx", {}).get("error")
    if isinstance(raised, Exception):
        return str(raised)
    path, part = declared(details["loc"], model)
    where = ".".join(filter(None, (prefix, dotted(path, tree))))
    if details["type"] == "extra_forbidden":
        return _misspelt(where, str(details["loc"][len(path)]), part)
    if details["type"] == "missing" and path == details["loc"]:
        return f"{where} is missing: it must be {domain_of(part)}"
    return str(impossible(where, look_up(tree, path, details["input"]), domain_of(part)))


def _misspelt(where: str, key: str, part: Part) -> str:
    known = part.model_fields if isinstance(part, type) else ()
    return f"unknown key {shortened(f'{where}.{key}') if where else shortened(key)}{nearest(key[:LONGEST], known)}"
