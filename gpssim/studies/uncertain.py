"""What is uncertain in a study: tested ranges of the world, of levers, and of mechanisms and choice rules that its policies use.

One declaration (``swept`` beside each parameter, or in a scenario's ``sources``), one list of rows, one sampler
(:func:`gpssim.scenario.sampling.draw`): whoever samples a study by another scheme takes paths and ranges from here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from gpssim import registry
from gpssim.errors import ScenarioError, impossible, unknown
from gpssim.plugins import Parameter
from gpssim.plugins import parameters as declared
from gpssim.scenario import ParameterRow, Policy, Scenario, swept_parameters
from gpssim.scenario.declarations.scenario import outside
from gpssim.scenario.declarations.source import Source
from gpssim.scenario.evidence import Evidence
from gpssim.scenario.rule_files import rules_of
from gpssim.scenario.sampling import LEVELS, LEVERS, WORLD, check_levels
from gpssim.scenario.shipped import origin_of, says_so
from gpssim.studies.named_plugins import choice_rules_named, mechanisms_named

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
    check_sources(scenario)
    everybody, rules = (scenario.policy, *policies), rules_of(scenario.world)
    used = mechanisms_named(scenario, everybody) | set(rules.mechanisms_named if rules else ())
    names = {"mechanisms": sorted(used & registry.mechanisms().keys()), "choices": sorted(choice_rules_named(everybody))}
    evidence, own = Evidence(scenario), scenario.numbered()
    return [row for word, some in names.items() for name in some for row in _rows(evidence, word, name, own)]


def _rows(evidence: Evidence, word: str, name: str, own: Mapping[str, object]) -> Iterator[ParameterRow]:
    for parameter in declared(registry.known(KINDS[word])[name]):
        path = f"{word}.{name}.{parameter.name}"
        yield _row(path, parameter, own.get(path, parameter.default), evidence)


def _row(path: str, parameter: Parameter, value: object, evidence: Evidence) -> ParameterRow:
    return ParameterRow(
        path=path,
        value=value,
        unit=parameter.unit,
        domain=parameter.domain,
        domain_zh=parameter.domain_zh,
        swept=evidence.swept(path, value, parameter.default, parameter.swept),
        meaning=parameter.meaning,
        meaning_zh=parameter.meaning_zh,
        source=evidence.source(path, value, (parameter.default, parameter.source)),
        changed=value != parameter.default,
        altered=evidence.altered(path, value, parameter.default),
    )


def check_sources(scenario: Scenario) -> None:
    """What ``sources`` say of plug-ins is about what there is: all, one, or a parameter; its range lies in its domain, around it.

    Raises
    ------
    GpssimError : it is not.
    """
    own, origin = scenario.numbered(), origin_of(scenario.sources)
    for source in scenario.sources:
        word = source.path.partition(".")[0]
        if word not in KINDS:
            continue
        single = {f"{word}.{name}.{p.name}": p for name, cls in registry.known(KINDS[word]).items() for p in declared(cls)}
        plugins = {path.rpartition(".")[0] for path in single} | {f"{word}.{name}" for name in registry.known(KINDS[word])}
        if source.path not in {word} | plugins | set(single):
            raise unknown("parameter in sources:", source.path, sorted(plugins | set(single)))
        if source.swept and source.path not in single:
            raise impossible(f"sources: swept of {source.path}", source.swept, "given for a single parameter")
        if source.swept and not says_so(origin, source):
            _check_range(source, single[source.path], own.get(source.path))


def _check_range(source: Source, parameter: Parameter, own: Any) -> None:
    word, name, below = source.path.split(".")
    value: Any = parameter.default if own is None else own
    low, high = source.swept or (0.0, 0.0)
    for end in (low, high):
        registry.known(KINDS[word])[name](**{below: int(end) if isinstance(parameter.default, int) else end})
    if not low <= value <= high:
        raise outside(source, value)


def nothing_to_draw(scenario: Scenario, levels: Collection[str]) -> ScenarioError:
    """Why no worlds can be drawn."""
    return ScenarioError(
        f"scenario {scenario.name!r} tests no ranges of {', '.join(levels)}: there are no uncertain worlds to draw"
    )
