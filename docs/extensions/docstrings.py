"""Docstrings as sections: what they say of parameters, results and errors becomes lists; a declared parameter says itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from gpssim.scenario.domains import domain_of
from gpssim.scenario.fields import Group

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FIELDS: Final = {"Parameters": "param", "Attributes": "ivar", "Raises": "raises", "Returns": "returns"}
"""Sections of the house and the fields of Sphinx that they become; after the colon stands what a thing is, not its type."""

PRIVATE: Final = re.compile(r", _\w+=[^,)]*")
ENTRY: Final = re.compile(r"^([*\w][\w.*, ]*?) : (.*)$")


def sections(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The parts of a docstring, each with its heading; what stands before and between them has an empty one."""
    heading, body = "", list[str]()
    k = 0
    while k < len(lines):
        if lines[k] in FIELDS and k + 1 < len(lines) and set(lines[k + 1]) == {"-"}:
            yield heading, body
            heading, body, k = lines[k], [], k + 2
        elif heading and lines[k].startswith(">>>"):
            yield heading, body
            heading, body = "", []
        else:
            body.append(lines[k])
            k += 1
    yield heading, body


def entries(body: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """The names an entry is about and its sentences: ``seed, replication : integers >= 0; ...``, further lines set in."""
    names, said = list[str](), list[str]()
    for line in body:
        match = ENTRY.match(line)
        if match:
            if names:
                yield names, said
            names, said = [word.strip() for word in match[1].split(",")], [match[2]]
        elif line.strip():
            said.append(line.strip())
    if names:
        yield names, said


def fields_of(heading: str, body: Sequence[str]) -> list[str]:
    """One section as fields of Sphinx."""
    if heading == "Returns":
        return [f":returns: {' '.join(line.strip() for line in body if line.strip())}", ""]
    word = FIELDS[heading]
    return [f":{word} {name}: {' '.join(said)}" for names, said in entries(body) for name in names] + [""]


def as_fields(lines: Sequence[str]) -> list[str]:
    """A docstring in the form of the house as Sphinx reads it."""
    made: list[str] = []
    for heading, body in sections(lines):
        made += ["", *fields_of(heading, body)] if heading else body
    return made


def declared(group: type[Group]) -> list[str]:
    """The parameters of a group as a section, read off their declarations: meaning, unit, domain, default."""
    return ["", "Parameters", "----------", *(_declared(group, name) for name in group.model_fields), *_refuses()]


def _declared(group: type[Group], name: str) -> str:
    field = group.model_fields[name]
    kind = field.annotation
    if isinstance(kind, type) and issubclass(kind, Group):
        return f"{name} : a group of its own. {first_sentence(kind)}"
    extra: Any = field.json_schema_extra or {}
    default: Any = field.get_default()
    said = "" if isinstance(default, tuple) and default else f"; by default {_plain(default)}"
    return f"{name} : {field.description}; unit: {extra.get('unit', '')}; domain: {domain_of(field)}{said}."


def _plain(default: object) -> str:
    return "nothing" if default in ((), "", None) else f"``{default!r}``"


def _refuses() -> list[str]:
    return [
        "",
        "Raises",
        "------",
        "ScenarioError : an unknown key, a wrong type, infinity, NaN, or a value outside its domain, one line each.",
    ]


def first_sentence(kind: type) -> str:
    """What a class is, in its own words."""
    return (kind.__doc__ or "").strip().partition("\n")[0]


def read(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """What autodoc asks for each docstring: the lines are changed in place."""
    group = isinstance(obj, type) and issubclass(obj, Group) and "Parameters" not in lines
    lines[:] = as_fields([*lines, *declared(obj)] if group else lines)  # type: ignore[arg-type]  # a group, as just asked


def signed(
    app: Sphinx, what: str, name: str, obj: object, options: object, signature: str | None, returns: str | None
) -> tuple[str, str | None] | None:
    """A signature that can be read: of a group the names alone, since a world has hundreds of defaults; nowhere what is private."""
    if isinstance(obj, type) and issubclass(obj, Group):
        return f"(*, {', '.join(obj.model_fields)})", returns
    return (PRIVATE.sub("", signature), returns) if signature else None


def setup(app: Sphinx) -> dict[str, bool]:
    """Read docstrings before anything else does."""
    app.connect("autodoc-process-docstring", read, priority=100)
    app.connect("autodoc-process-signature", signed)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
