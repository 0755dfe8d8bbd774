"""What of a class decides what it does: everything in it but what Python and pydantic note there for themselves."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import isfunction
from types import ClassMethodDescriptorType, MethodDescriptorType, MethodWrapperType, WrapperDescriptorType
from typing import Any, Final

from gpssim.studies.own_code.bytecode import read
from gpssim.studies.own_code.values import digest, of_constant

METHODS: Final = (ClassMethodDescriptorType, MethodDescriptorType, MethodWrapperType, WrapperDescriptorType)
"""Methods that are not written in Python."""
_NOTES: Final = {
    "__abstractmethods__", "__annotate__", "__annotate_func__", "__annotations_cache__", "__conditional_annotations__", "__dict__",
    "__doc__", "__firstlineno__", "__module__", "__qualname__", "__signature__", "__slotnames__", "__static_attributes__",
    "__weakref__", "_abc_impl",
}  # fmt: skip


def contents(cls: type) -> Iterator[tuple[str, Any]]:
    """Names and values in the order of their definition; of a pydantic class its fields in place of what is made of them."""
    own = vars(cls)
    fields = own.get("__pydantic_fields__")
    for name, value in own.items():
        if name in _NOTES or name.startswith("__pydantic_") or (fields and name in {"__dataclass_fields__", *fields}):
            continue
        yield name, value
    yield from (fields or {}).items()


def code_digest(cls: type) -> str:
    """A digest of the methods that stand in a class, and of nothing that they name."""
    functions = [getattr(value, "__func__", getattr(value, "fget", value)) for _, value in sorted(vars(cls).items())]
    return digest(*(line for f in functions if isfunction(f) for line in read(f.__code__, of_constant).lines))
