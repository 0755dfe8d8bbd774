"""What a function does and what it names, read off its compiled code: no line numbers, no file names, no docstrings.

The compiled code is what runs; the text in a file may be newer, and a cell of a notebook or standard input has none.
"""

from __future__ import annotations

import dis
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import CodeType
from typing import Any, Final

_FLAGS: Final = 0x04 | 0x08 | 0x20 | 0x80 | 0x200
"""Of the flags of code those that say how it is called: varying arguments, generators, coroutines."""
_GLOBAL: Final = {"LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS", "DELETE_GLOBAL"}
_ATTRIBUTE: Final = {"LOAD_ATTR", "LOAD_METHOD", "LOAD_SUPER_ATTR", "IMPORT_FROM"}
_SILENT: Final = {"CACHE", "EXTENDED_ARG", "NOP"}
_ABOUT_TEXT: Final = {"__doc__", "__firstlineno__", "__static_attributes__"}
"""What the body of a class notes about its text."""


@dataclass
class Read:
    """What was read off a function's code and the code within it."""

    lines: list[str] = field(default_factory=list)
    names: dict[str, None] = field(default_factory=dict)
    """Global names, in the order of their first use."""
    attributes: set[str] = field(default_factory=set)
    imports: dict[tuple[int, str], None] = field(default_factory=dict)
    """Level and name of what is imported inside."""
    words: set[str] = field(default_factory=set)
    """Texts that stand in the code."""


def read(code: CodeType, told: Callable[[Any], str]) -> Read:
    """Read code; ``told`` says what stands for a constant."""
    found = Read()
    _into(found, code, told)
    return found


def _into(found: Read, code: CodeType, told: Callable[[Any], str]) -> None:
    body = dis.Bytecode(code)
    steps = _without_notes([step for step in body if step.opname not in _SILENT])
    offsets = [step.offset for step in steps]
    arguments = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & 4) + bool(code.co_flags & 8)]
    counts = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags & _FLAGS)
    found.lines.append(f"{counts} {arguments} {code.co_freevars} {code.co_cellvars}")
    for number, step in enumerate(steps):
        if step.opname == "IMPORT_NAME":
            level = steps[number - 2].argval if number > 1 else 0
            found.imports[level if isinstance(level, int) else 0, step.argval] = None
        found.lines.append(f"{step.opname} {_argument(found, step, offsets, told)}")
    for entry in getattr(body, "exception_entries", ()):
        ends = [bisect_left(offsets, offset) for offset in (entry.start, entry.end, entry.target)]
        found.lines.append(f"guards {ends} {entry.depth} {entry.lasti}")


def _without_notes(steps: list[dis.Instruction]) -> list[dis.Instruction]:
    """The steps of a class's body but those that note its docstring and line."""
    stored = [step.opname == "STORE_NAME" and step.argval in _ABOUT_TEXT for step in steps]
    return [step for step, here, after in zip(steps, stored, [*stored[1:], False], strict=True) if not (here or after)]


def _argument(found: Read, step: dis.Instruction, offsets: list[int], told: Callable[[Any], str]) -> str:
    value = step.argval
    if isinstance(value, CodeType):
        _into(found, value, told)
        return "code"
    if step.opcode in dis.hasconst:
        found.words |= set(_texts(value))
        return told(value)
    if step.opcode in dis.hasjrel or step.opcode in dis.hasjabs:
        return f"to {bisect_left(offsets, value)}"
    if step.opname in _GLOBAL:
        found.names[value] = None
    elif step.opname in _ATTRIBUTE:
        found.attributes.add(value)
    return str(value) if isinstance(value, str | tuple) else str(step.arg)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | frozenset):
        for inner in value:
            yield from _texts(inner)
