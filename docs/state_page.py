"""The page about the state of a running market, read off its declarations; ``generate.py`` writes it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Sequence
from dataclasses import fields
from itertools import pairwise

from markdown_tables import table

from gpssim.agents.citizen import Citizen
from gpssim.agents.columns import states_of
from gpssim.agents.enterprise import EnterpriseRow
from gpssim.agents.organization import SocialOrganization
from gpssim.agents.purchaser import GovernmentPurchaser
from gpssim.market import ContractTerms
from gpssim.state import contract_row
from gpssim.state.attribute import attributes
from gpssim.state.clock import FLOWS
from gpssim.state.contract_row import TERMS, ContractRow
from gpssim.state.contracts import Contracts
from gpssim.state.line import Line
from gpssim.state.market_state import MarketState
from gpssim.state.waiting import Call, Calls, Signature, Signatures

BRANCH = {
    "given": "its own, from the start",
    "shared": "the same one: it is replaced and never changed in place",
    "copied": "a copy",
    "each": "a list of copies of what it holds",
    "anew": "begun anew",
}
AXES = {
    "domain": "service domain, in the order of `world.domains`",
    "district": "district, by row",
    "district + 1": "districts, and the end",
    "group": "ordinary, elderly, disabled, migrant, laid off",
    "purchaser": "purchaser, by row",
    "mechanism": "purchasing mechanism, in the order of `mechanism_names`",
    "contract": "contract year, by row",
    "instalment": "instalments, the last one after acceptance, then what is held back",
    "bidding": "what the bidding family keeps",
    "count": "what the citizens' month counts",
    "3": "clients, their experience, complaints",
}
"""What arrays run over; an axis that is declared anywhere and not explained here is an error."""

ENTITIES: tuple[tuple[str, type, str], ...] = (
    ("Citizens", Citizen, "A row is a survey unit and stands for `world.residents_per_citizen` residents."),
    ("Organizations", SocialOrganization, "A row is a social organization; who has left keeps its row and is not `alive`."),
    ("Purchasers", GovernmentPurchaser, "A row is a department or township that buys; the last one is the civil affairs bureau."),
    (
        "Enterprises",
        EnterpriseRow,
        "A row is an enterprise that associations work for; there are none unless functions are transferred.",
    ),
    ("Contracts", ContractRow, "A row is one contract year of a service line, in order of signing; rows are never reused."),
)


def axes(*names: str) -> str:
    """Axes of an array; every one is explained."""
    return " × ".join(name for name in names if name and AXES[name])


def transitions(owner: type) -> str:
    """The named changes of a class: its public methods, each with the first line of its docstring."""
    methods = {name: f for name, f in vars(owner).items() if inspect.isfunction(f) and not name.startswith("_") and name != "copy"}
    return table(("change", "what it means"), ((f"`{name}`", marked(inspect.getdoc(f) or "")) for name, f in methods.items()))


def marked(text: str) -> str:
    """The first paragraph of a docstring in one line, in the marks of these pages."""
    return " ".join(text.partition("\n\n")[0].split()).replace("``", "`")


def said_under(body: Sequence[ast.stmt]) -> dict[str, str]:
    """Names that are assigned or declared in a body, each with the text that stands under it."""
    named = [
        (said, under) for said, under in pairwise(body) if isinstance(under, ast.Expr) and isinstance(under.value, ast.Constant)
    ]
    plain = {ast.unparse(s.targets[0]): u for s, u in named if isinstance(s, ast.Assign)}
    declared = {ast.unparse(s.target): u for s, u in named if isinstance(s, ast.AnnAssign)}
    return {name: marked(ast.literal_eval(u.value)) for name, u in {**plain, **declared}.items()}


def what_waits(title: str, owner: type, changing: type, said: str) -> str:
    """A value that is no row of columns: its fields, every one with the text under it, and the named changes."""
    body = next(node for node in ast.parse(inspect.getsource(owner)).body if isinstance(node, ast.ClassDef)).body
    told = said_under(body)
    rows = ((f"`{f.name}`", told[f.name]) for f in fields(owner))
    return f"\n## {title}\n\n{said}\n\n{table(('field', 'meaning'), rows)}\n{transitions(changing)}"


def entity(title: str, owner: type, said: str) -> str:
    """State variables of one kind of thing; contract terms stand in a section of their own."""
    own = {name: s for name, s in states_of(owner).items() if owner is not ContractRow or name not in {f.name for f in TERMS}}
    rows = ((f"`{name}`", s.unit, axes(s.per), s.meaning) for name, s in own.items())
    return f"\n## {title}\n\n{said}\n\n{table(('column', 'unit', 'for each', 'meaning'), rows)}{derived(owner)}"


def derived(owner: type) -> str:
    """What is read off the state and is no state itself, such as a citizen's ``trust``."""
    read = {name: p for name, p in vars(owner).items() if isinstance(p, property) and name != "columns"}
    rows = [(f"`{name}`", marked(inspect.getdoc(p) or "")) for name, p in read.items()]
    return f"\nRead off these columns, for one agent:\n\n{table(('attribute', 'meaning'), rows)}" if rows else ""


def terms_section() -> str:
    """Contract terms with their defaults."""
    rows = ((f"`{f.name}`", f.default, f.metadata["unit"], f.metadata["meaning"]) for f in fields(ContractTerms))
    return (
        "\n## Contract terms\n\nWhat a contract says, frozen when it was signed: one value for each row, `contracts.terms[row]`. "
        "Terms that are numbers or flags are columns of contracts as well, under the same name.\n\n"
        + table(("term", "default", "unit", "meaning"), rows)
    )


def state_page() -> str:
    """Everything a running market is: attributes of the market, state variables of everybody in it, named changes."""
    text = (
        "# State of a running market\n\nEntities, state variables and scales. A step is a month; `model.month` counts months from "
        "the start of the run, `model.since_switch` from the switch of policy. Every column can be read whole "
        "(`model.citizens.trust_providers`), and citizens, organizations and purchasers one by one "
        "(`model.citizens[17].trust_providers`). Who may write what: {doc}`../explanation/architecture`.\n\n"
        "## Axes\n\n" + table(("for each", "meaning"), AXES.items())
    )
    rows = ((f"`{a.name}`", a.unit, axes(*a.axes), a.meaning, BRANCH[a.kept]) for a in attributes(MarketState))
    text += f"\n## The market\n\n{table(('attribute', 'unit', 'for each', 'meaning', 'a branch has'), rows)}"
    text += "".join(entity(*row) for row in ENTITIES)
    text += terms_section()
    text += f"\n## Ends of contracts\n\n{said_under(ast.parse(inspect.getsource(contract_row)).body)['EndReason']}\n"
    text += (
        "\n## Changes of a contract's standing\n\nWhether and how long a contract is in force changes by these alone.\n\n"
        + transitions(Contracts)
    )
    kept_going = "What a purchaser keeps buying in a district, year after year. It changes by the named changes below alone."
    text += what_waits("Service lines", Line, Line, kept_going)
    text += what_waits("Awards that wait for their signature", Signature, Signatures, "In order of award.")
    text += what_waits("Calls for proposals", Call, Calls, "In order of planning.")
    text += f"\n## Sums of the month\n\nBy purchaser and domain, in `flows`: {', '.join(f'`{name}`' for name in FLOWS)}.\n"
    return text
