"""What is uncertain in a study: tested ranges of the world, of levers, and of mechanisms and choice rules that its policies use.

One declaration (``swept`` beside each parameter, or in a scenario's ``sources``), one list of rows, one sampler
(:func:`gpssim.scenario.sampling.draw`): whoever samples a study by another scheme takes paths and ranges from here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from gpssim import registry
from gpssim.errors import ScenarioError, impossible, unknown
from gpssim.plugins import Parameter
from gpssim.plugins import parameters as declared
from gpssim.scenario import ParameterRow, Policy, Scenario, swept_parameters
from gpssim.scenario.declarations.scenario import Source
from gpssim.scenario.rule_files import rules_of
from gpssim.scenario.sampling import LEVELS, LEVERS, WORLD, check_levels
from gpssim.studies.identity import choice_rules_named, mechanisms_named

KINDS: Final = {"mechanisms": "mechanism", "choices": "choice"}
"""The kind of plug-in behind the first word of a path."""


def uncertain_parameters(
    scenario: Scenario, policies: Sequence[Policy] = (), levels: Collection[str] = LEVELS
) -> list[ParameterRow]:
    """Every parameter that sampled worlds vary, with its range: in order of declaration, levers and mechanisms after the world.

    Parameters
    ----------
    policies : complete policies whose mechanisms count beside those of the status quo.
    levels : ``world``, ``levers``, ``mechanisms``.

    Raises
    ------
    GpssimError : no such level; ``sources`` name a parameter of a mechanism that does not exist, or a range outside its domain.
    """
    check_levels(levels)
    rows = swept_parameters(scenario, WORLD) if "world" in levels else []
    rows += swept_parameters(scenario, LEVERS) if "levers" in levels else []
    return rows + ([r for r in plugin_parameters(scenario, policies) if r.swept] if "mechanisms" in levels else [])


def plugin_parameters(scenario: Scenario, policies: Sequence[Policy] = ()) -> list[ParameterRow]:
    """Every parameter of the mechanisms and choice rules that the policies may come to use, as the status quo has them."""
    _check_sources(scenario)
    everybody, rules = (scenario.policy, *policies), rules_of(scenario.world)
    used = mechanisms_named(scenario, everybody) | set(rules.mechanisms_named if rules else ())
    names = {"mechanisms": sorted(used & registry.mechanisms().keys()), "choices": sorted(choice_rules_named(everybody))}
    return [row for word, some in names.items() for name in some for row in _rows(scenario, word, name)]


def _rows(scenario: Scenario, word: str, name: str) -> Iterator[ParameterRow]:
    own = {s.name: s.value for s in scenario.policy.settings if s.mechanism == name}
    for parameter in declared(registry.known(KINDS[word])[name]):
        path = f"{word}.{name}.{parameter.name}"
        around = (s for s in scenario.sources if f"{path}.".startswith(f"{s.path}."))
        nearest = max(around, key=lambda s: len(s.path), default=Source())
        yield _row(path, parameter, own.get(parameter.name, parameter.default), nearest)


def _row(path: str, parameter: Parameter, value: object, own: Source) -> ParameterRow:
    return ParameterRow(
        path=path,
        value=value,
        unit=parameter.unit,
        domain=parameter.domain,
        domain_zh=parameter.domain_zh,
        swept=own.swept or (None if own.fixed else parameter.swept),
        meaning=parameter.meaning,
        meaning_zh=parameter.meaning_zh,
        source=own.source if own.path else parameter.source,
        changed=value != parameter.default,
    )


def _check_sources(scenario: Scenario) -> None:
    """What ``sources`` say of plug-ins is about what there is: all, one, or a parameter with both ends of a range in its domain."""
    for source in scenario.sources:
        word, *below = source.path.split(".")
        if word not in KINDS:
            continue
        known = registry.known(KINDS[word])
        plugins = {f"{word}.{name}" for name in known}
        single = {f"{word}.{name}.{p.name}" for name, cls in known.items() for p in declared(cls)}
        if source.path not in {word} | plugins | single:
            raise unknown("parameter in sources:", source.path, sorted(plugins | single))
        if source.swept and source.path not in single:
            raise impossible(f"sources: swept of {source.path}", source.swept, "given for a single parameter")
        for end in source.swept or ():
            whole = next(isinstance(p.default, int) for p in declared(known[below[0]]) if p.name == below[1])
            known[below[0]](**{below[1]: int(end) if whole else end})


def nothing_to_draw(scenario: Scenario, levels: Collection[str]) -> ScenarioError:
    """Why no worlds can be drawn."""
    return ScenarioError(
        f"scenario {scenario.name!r} tests no ranges of {', '.join(levels)}: there are no uncertain worlds to draw"
    )
