"""Write the reference pages that are read off the code; ``--check`` only says whether they are current.

python docs/generate.py
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import typer.main
from api_page import api_page
from gallery_page import gallery_page
from held_equal import with_table
from markdown_tables import cell, table
from state_page import state_page

from gpssim import plugins, registry
from gpssim.analysis.indicators import indicators
from gpssim.analysis.needs import Needs
from gpssim.cli import app
from gpssim.cli.leaving import MEANINGS
from gpssim.records.tables import TABLES, Table
from gpssim.scenario import Policy, Scenario, load_scenario, preset_names
from gpssim.scenario.parameters import ParameterRow, parameters
from gpssim.scenario.rule_files import load_rule_set, rule_set_names

REFERENCE, EXPLANATION = (Path(__file__).parent / folder for folder in ("reference", "explanation"))
NOTE = "<!-- written by docs/generate.py: change the code, not this page -->\n"


def value_of(row: ParameterRow) -> str:
    """A parameter's value; a list of groups (portfolios, changes) in short."""
    if isinstance(row.value, tuple) and row.value and hasattr(row.value[0], "model_dump"):
        said = [{k: v for k, v in entry.model_dump().items() if (k, v) != ("kept", False)} for entry in row.value]
        return "; ".join(", ".join(f"{k} {cell(v)}" for k, v in entry.items()) for entry in said)
    return cell(row.value)


def group_of(row: ParameterRow) -> str:
    """The heading under which a parameter stands: its path without the last word, all domains together."""
    words = row.path.split(".")
    return "world.domains.…" if words[:2] == ["world", "domains"] else ".".join(words[:-1]) or "scenario"


def parameter_rows(rows: Iterable[ParameterRow]) -> str:
    """One table of parameters."""
    head = ("parameter", "value", "unit", "domain", "tested range", "meaning", "source")
    return table(
        head,
        (
            (f"`{r.path}`", value_of(r), r.unit, r.domain, "–" if r.swept is None else f"{r.swept[0]:g} to {r.swept[1]:g}",
             f"{r.meaning} {r.meaning_zh}".strip(), r.source)
            for r in rows
        ),
    )  # fmt: skip


def parameters_page() -> str:
    """Every parameter with its default."""
    text = (
        "# Parameters\n\nEvery parameter with default, unit, domain, the range tested by studies over uncertain worlds, meaning and source. "
        "VERIFIED: read at the source. DERIVED: computed from published figures. DATA: computed from records. MEMORY: not opened again. "
        "*assumption*: no source; the range is what was tested.\n\n"
        "A scenario prints its own table with `gpssim scenario show NAME`; what the presets change: {doc}`presets`.\n"
    )
    for heading, rows in groupby(parameters(Scenario()), group_of):
        text += f"\n## {heading}\n\n{parameter_rows(rows)}"
    return text


def presets_page() -> str:
    """What each preset sets, with its source, and the policies it brings along."""
    text = (
        "# Presets\n\nScenarios that come with gpssim, by name: `gpssim compare sweden-schools --policy tendered --policy all_vouchers`. Listed "
        "is what a preset sets, or gives a source of its own; everything else is as in {doc}`parameters`. Marks of sources as there: what is "
        "marked *assumption* is no finding about the place.\n"
    )
    for name in preset_names():
        scenario = load_scenario(name)
        own = {s.path for s in scenario.sources}
        changed = [r for r in parameters(scenario) if (r.changed or r.path in own) and not r.path.startswith("policies.")]
        policies = "; ".join(f"`{p.name}`: {portfolio(p)}" for p in (scenario.policy, *scenario.policies))
        text += f"\n## {name}\n\n{scenario.title}（{scenario.title_zh}）. {scenario.notes.strip()}\n\nPolicies: {policies}.\n\n{parameter_rows(changed)}"
    return text


def portfolio(policy: Policy) -> str:
    """What a policy says of shares and levers, in short."""
    said = (
        [f"{s.share:.0%} {s.mechanism}{f' ({s.domain})' * (s.domain != '*')}{' (kept)' * s.kept}" for s in policy.shares]
        if "shares" in policy.model_fields_set
        else []
    )
    said += [f"{name} = {value}" for name, value in policy.levers.model_dump(exclude_unset=True).items()]
    said += [f"changes in months {', '.join(str(m) for m in policy.change_months())}"] if policy.change else []
    return ", ".join(said)


def section(declared: Table) -> str:
    """One table of the records."""
    keys = ", ".join(f"`{k}`" for k in declared.key)
    kept = " Kept for the first replications only, unless a study is told to keep everything." if declared.event else ""
    rows = ((f"`{c.name}`", c.kind, c.unit, c.meaning) for c in declared.columns)
    period = f" Its period is that of `{declared.dated}`."
    return f"\n## {declared.name}\n\nA row is {declared.row}. Key: {keys}.{period}{kept}\n\n{table(('column', 'type', 'unit', 'meaning'), rows)}"


def tables_page() -> str:
    """Every table a run leaves behind."""
    text = (
        "# Tables\n\nWhat a run leaves behind: sums and counts, never ratios. Months count from the switch of policy. In results, the keys of "
        "the run stand in front of every table: `policy`, `closure` (`appropriation` or `volume`), `world` (0 is the scenario's own), "
        "`replication`, and the `period` of the row: `warm_up` (before the switch; tables of events only), `transition` (months 0-35), `later` "
        "(60-119, in shorter runs the second half from month 36 on), `between` or `afterwards`. "
        '`results.table(NAME, period="all")` leaves the warm-up out, as comparisons do.\n'
    )
    return text + "".join(section(t) for t in TABLES.values())


def said(needs: Needs | None) -> str:
    """What an indicator needs, in words."""
    return needs.words.en if needs else ""


def indicators_page() -> str:
    """Every indicator."""
    direction = {1: "higher is better", -1: "lower is better", 0: "neither"}
    rows = (
        (
            f"`{i.name}`",
            f"{i.label} {i.label_zh}",
            i.unit,
            i.family,
            direction[i.direction],
            "yes" if i.primary else "",
            said(i.needs),
        )
        for i in sorted(indicators().values(), key=lambda i: (i.family, i.name))
    )
    head = ("indicator", "label", "unit", "family", "direction", "primary", "needs")
    return (
        "# Indicators\n\nNumbers formed from {doc}`tables`. A ratio over months, districts or groups is a ratio of sums. An indicator that is "
        "undefined in a run is missing there, and so is one whose rule is switched off: *needs* says what must be on, in the run's world or in "
        "any policy of the study. A table prints a dash for it. Adjusted p-values are given for primary outcomes only.\n\n"
        + table(head, rows)
    )


def usage(command: Any, path: str) -> str:
    """One command: what it does, its arguments and options."""
    options = [p for p in command.params if p.name != "help"]
    rows = (
        (f"`{p.metavar or p.name.upper()}`" if p.param_type_name == "argument" else ", ".join(f"`{o}`" for o in [*p.opts, *p.secondary_opts]),
         getattr(p, "help", ""), "required" if p.required else p.default)
        for p in options
    )  # fmt: skip
    return f"\n## {path}\n\n{command.help}\n" + (f"\n{table(('', 'meaning', 'default'), rows)}" if options else "")


def commands(command: Any, path: str) -> str:
    """A command and all below it."""
    below = getattr(command, "commands", {})
    return usage(command, path) + "".join(commands(c, f"{path} {name}") for name, c in below.items())


def cli_page() -> str:
    """Every command of the command line."""
    head = (
        "# Command line\n\nEvery command leaves with one of these codes ({doc}`promises` says which test holds what):\n\n"
        + table(("exit code", "meaning"), MEANINGS.items())
    )
    return head + commands(typer.main.get_command(app), "gpssim")


def reputation_page() -> str:
    """Every reputation system with its parameters."""
    text = (
        "# Reputation systems\n\n`world.information.reputation` and `world.information.published_reputation` name one each, "
        "`world.information.reputation_settings` sets parameters; see {doc}`../explanation/reputation`. A parameter named like one of "
        "`world.information` or `world.scales` takes the world's value. Marks of sources as in {doc}`parameters`.\n"
    )
    head = ("parameter", "default", "unit", "domain", "meaning", "source")
    for name, cls in registry.reputations().items():
        rows = [(f"`{p.name}`", p.default, p.unit, p.domain, p.meaning, p.source) for p in plugins.parameters(cls)]
        said = " ".join((cls.__doc__ or "").split())
        text += f"\n## {name}\n\n{cls.label}（{cls.label_zh}）. {said}\n\nSource: {cls.source}.\n\n{table(head, rows)}"
    return text


def scoring_and_payment_page() -> str:
    """Every price rule and every payment rule with its parameters."""
    text = (
        "# Price rules and payment rules\n\nA mechanism with a score takes a price rule by name, `price_rule`, with its parameters in "
        "`price_settings`; the levers `payment` and `payment_settings` say how contracts are paid. Settings are written as "
        "`name=value`, separated by commas. {doc}`../explanation/scoring_and_payment` says what the rules do. Marks of sources as in "
        "{doc}`parameters`.\n"
    )
    head = ("parameter", "default", "unit", "domain", "meaning", "source")
    for heading, kind in (("Price rules", "price_rule"), ("Payment rules", "payment")):
        text += f"\n## {heading}\n"
        for name, cls in registry.known(kind).items():
            label, label_zh, source = (getattr(cls, word) for word in ("label", "label_zh", "source"))
            rows = [(f"`{p.name}`", p.default, p.unit, p.domain, p.meaning, p.source) for p in plugins.parameters(cls)]
            said = " ".join((cls.__doc__ or "").split())
            text += f"\n### {name}\n\n{label}（{label_zh}）. {said}\n\nSource: {source}.\n"
            text += f"\n{table(head, rows)}" if rows else ""
    return text


def mechanism_parameters_page() -> str:
    """The parameters of every mechanism and of every bidding family, a section each."""
    text = (
        '# Parameters of mechanisms\n\nA policy sets them by name: `{ mechanism = "open_tender", name = "price_weight", value = 0.1 }` in '
        '`settings`; a world sets those of bidding families: `{ family = "ewa", name = "phi", value = 0.9 }` in `world.bidding.settings`. '
        "What is not set stays as here. Marks of sources as in {doc}`../parameters`.\n"
    )
    head = ("parameter", "default", "unit", "domain", "tested range", "meaning", "source")
    for name, cls in {**registry.mechanisms(), **registry.biddings()}.items():
        rows = [(f"`{p.name}`", p.default, p.unit, p.domain, "–" if p.swept is None else f"{p.swept[0]:g} to {p.swept[1]:g}", p.meaning, p.source)
                for p in plugins.parameters(cls)]  # fmt: skip
        text += f"\n## {name}\n\n{cls.label}（{cls.label_zh}）\n\n{table(head, rows)}" if rows else ""
    return text


def rules_of_a_set(name: str) -> list[tuple[Any, ...]]:
    """Every rule of a rule set: path, value, unit, meaning, source."""
    rules, rows = load_rule_set(name), []
    for group in ("unlisted", "thresholds", "approval", "terms", "catalogue", "ratings", "sanctions"):
        holder, prefix = (rules, "") if group == "unlisted" else (getattr(rules, group), f"{group}.")
        for leaf, field in type(holder).model_fields.items():
            if not prefix and leaf != group:
                continue
            extra = field.json_schema_extra
            unit = extra["unit"] if isinstance(extra, dict) else ""
            rows.append((f"`{prefix}{leaf}`", getattr(holder, leaf), unit, field.description, rules.source_of(f"{prefix}{leaf}")))
    return rows


def rule_sets_page() -> str:
    """Every rule of every rule set with its source and the mark of its evidence."""
    text = (
        "# Rule sets\n\n`world.law.rule_set` names one of them or a file; see {doc}`../explanation/law_and_choice` and "
        "{doc}`../how-to/write_a_rule_set`. Marks of evidence: V1 read in the full text of the law or regulation; V2 read as question and "
        "official answer of an examination of evaluation experts (2026); V3 read on a web page; M from memory, unverified; G a guess for the model.\n"
    )
    for name in rule_set_names():
        rules = load_rule_set(name)
        modes = [(f"`{p.name}`", p.outside, p.below, p.above, p.min_bidders, ", ".join(w for w in ("tender", "published", "purchase") if getattr(p, w)),
                  rules.source_of(f"permission.{p.name}")) for p in rules.permission]  # fmt: skip
        steps = [(k, s.step, s.mechanism, s.times, s.approval) for k, s in enumerate(rules.failure, 1)]
        variants = [(v.when, f"`{v.path}`", v.value, v.source) for v in rules.variant]
        text += f"\n## {name}\n\n{rules.title}（{rules.title_zh}）. {rules.notes}\n\n"
        text += table(("rule", "value", "unit", "meaning", "source"), rules_of_a_set(name))
        text += "\n" + table(
            ("mechanism", "outside the limit", "below open tender", "above", "bidders", "counts as", "source"), modes
        )
        text += f"\nAfter a failed purchase ({rules.source_of('failure')}):\n\n" + table(
            ("", "step", "mechanism", "times", "approval"), steps
        )
        text += "\n" + table(("at date or level", "rule", "value", "source"), variants) if variants else ""
    return text


def choice_rules_page() -> str:
    """Every choice rule with its parameters."""
    text = (
        "# Choice rules\n\n`policy.levers.choice` names one; `settings` of a policy set its parameters like those of a mechanism; see "
        "{doc}`../explanation/law_and_choice`.\n"
    )
    head = ("parameter", "default", "unit", "domain", "meaning", "source")
    for name, cls in registry.choices().items():
        rows = [(f"`{p.name}`", p.default, p.unit, p.domain, p.meaning, p.source) for p in plugins.parameters(cls)]
        said = " ".join((cls.__doc__ or "").split())
        text += f"\n## {name}\n\n{cls.label}（{cls.label_zh}）. {said}\n\nSource: {cls.source}.\n" + (
            f"\n{table(head, rows)}" if rows else ""
        )
    return text


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": cli_page,
    "parameters.md": parameters_page,
    "presets.md": presets_page,
    "tables.md": tables_page,
    "state.md": state_page,
    "indicators.md": indicators_page,
    "mechanisms/parameters.md": mechanism_parameters_page,
    "reputation.md": reputation_page,
    "scoring_and_payment.md": scoring_and_payment_page,
    "rule_sets.md": rule_sets_page,
    "choice_rules.md": choice_rules_page,
    "api.md": api_page,
    "../gallery.md": gallery_page,
}


def written(name: str) -> str:
    """A page as it stands in its file: with the note that it is generated, below the header of a page that is executed."""
    text = PAGES[name]()
    header, fence, body = text.partition("---\n\n") if text.startswith("---\n") else ("", "", text)
    return header + fence + NOTE + body


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with ``--check`` name those that are not current."""
    stale = []
    for name in PAGES:
        path, text = REFERENCE / name, written(name)
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
    page = EXPLANATION / "fair_comparison.md"
    if with_table(page.read_text(encoding="utf-8")) != page.read_text(encoding="utf-8"):
        stale.append("../explanation/fair_comparison.md")
        if "--check" not in arguments:
            page.write_text(with_table(page.read_text(encoding="utf-8")), encoding="utf-8")
    print("not current: " * ("--check" in arguments) + ", ".join(stale) if stale else "all current")
    return int("--check" in arguments and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
