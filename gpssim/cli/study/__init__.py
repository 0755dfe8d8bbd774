"""``gpssim study``: from a question to a file, to runs on a laptop or a cluster, to answers; a file a verb, found by itself."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import typer

study_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Studies as files: make, check, run, continue, extend.")

ORDER = (
    "new",
    "check",
    "run",
    "status",
    "resume",
    "retry",
    "extend",
    "merge",
    "analyze",
    "reproduce",
    "export",
    "designs",
    "schema",
)
"""The order in which a user meets them; what is not named comes last."""


def _verbs() -> list[str]:
    found = {module.name for module in iter_modules(__path__) if not module.name.startswith("_")}
    return [*(name for name in ORDER if name in found), *sorted(found - {*ORDER})]


for _name in _verbs():
    _module = import_module(f"{__name__}.{_name}")
    if hasattr(_module, "VERB"):
        study_app.command(_name, short_help=_module.SHORT)(_module.VERB)
