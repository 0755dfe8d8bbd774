"""The code that the numbers of a study hang on, as the manifest tells it: a digest a part, so that a difference has a name."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from gpssim.cache import digest_of
from gpssim.records.digest import text_digest
from gpssim.scenario import Policy, Scenario
from gpssim.scenario.beside import without_folder
from gpssim.scenario.rule_files import rule_set_text
from gpssim.sources import code_of
from gpssim.studies.named_plugins import Plugins, is_shipped, outsiders_named, plugins_named, texts_of
from gpssim.studies.own_code import Covered, code_digest, covered, patches

_DECIDES: Final = (
    "units", "streams", "scenario", "plugins", "market", "records", "information", "rules", "mechanisms", "bidding", "registry",
    "agents", "state", "month", "model", "studies/tasks", "studies/run", "studies/corners",
)  # fmt: skip
"""Parts of the package that decide numbers; texts, figures and statistics do not."""
_FLOORS: Final = frozenset(part for part in _DECIDES if "/" not in part)


@dataclass(frozen=True)
class StudiedCode:
    """What a study's numbers hang on beside its declaration."""

    sources: dict[str, Any]
    """By kind and name: of a shipped plug-in the digest of its text, of one from outside, or a runner, a digest of each part."""
    not_covered: dict[str, dict[str, str]]
    """Parts that have no content to be told by, with their kind."""


def studied_code(scenario: Scenario, policies: tuple[Policy, ...], **parts: Any) -> StudiedCode:
    """The code that a study uses; ``parts`` are what else it is made of, by name: its runner, its class.

    A shipped class is told by its text: gpssim's version, and :func:`package_code`, stand for the rest. A plug-in from outside, a
    runner of one's own, and what was put in place of functions of gpssim are told by all of the user's code that they come to.
    """
    used = plugins_named(scenario, (scenario.policy, *policies))
    sources: dict[str, Any] = {f"{kind} {name}": source_digest(cls) for (kind, name), cls in used.items() if is_shipped(kind, name)}
    law = scenario.world.law.rule_set
    sources |= {f"rule set {without_folder(law)}": text_digest(rule_set_text(law))} if law else {}
    own = {name: covered(part) for name, part in parts.items() if not _is_gpssims(part)}
    own |= {f"in place of {name}": covered(part) for name, part in patches(_FLOORS).items()}
    own = _outside({key: cls for key, cls in used.items() if not is_shipped(*key)}, texts_of(scenario, policies), own)
    sources |= {name: found.entries for name, found in own.items()}
    return StudiedCode(dict(sorted(sources.items())), {name: found.missed for name, found in sorted(own.items()) if found.missed})


def _is_gpssims(part: Any) -> bool:
    return str(getattr(part, "__module__", "")).startswith("gpssim.")


def _outside(used: Plugins, texts: set[str], own: dict[str, Covered]) -> dict[str, Covered]:
    """What is covered of plug-ins from outside beside ``own``, and of plug-ins that their code names in turn."""
    found, waiting = dict(own), dict(used)
    while True:
        texts = texts.union(*(one.words for one in found.values()))
        waiting |= outsiders_named(texts)
        new = {f"{kind} {name}": thing for (kind, name), thing in waiting.items() if f"{kind} {name}" not in found}
        if not new:
            return found
        found |= {name: covered(thing) for name, thing in new.items()}


def source_digest(cls: type) -> str:
    """The digest of a shipped class's source text; of its compiled code where the package came without sources."""
    try:
        return text_digest(inspect.getsource(cls))
    except (OSError, TypeError):
        return code_digest(cls)


@lru_cache(maxsize=8)
def package_code(*more: str) -> str:
    """The digest of gpssim's own code as far as it decides numbers: an installation that is edited keeps its version.

    ``more`` are parts that decide what is made of runs, where no runs are kept.
    """
    return digest_of((name, content) for name, content in code_of(*_DECIDES, *more) if "/texts/" not in name)
