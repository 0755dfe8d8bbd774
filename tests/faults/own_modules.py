"""Modules of a user, written by these tests: every part in which one may differ, and what must not matter."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any, Final

PARTS: Final[dict[str, tuple[str, str, str]]] = {
    # what is changed: how it is written, how it is written after the change, whose line names it
    "a module constant": ("RATE = 0.05", "RATE = 0.06", "RATE"),
    "a constant of a helper's module": ("OTHER = 7", "OTHER = 8", "OTHER"),
    "a text": ("WORD = 'low'", "WORD = 'high'", "WORD"),
    "a tuple": ("STEPS = (1, 2, (3, 'x'))", "STEPS = (1, 2, (4, 'x'))", "STEPS"),
    "an element of a dictionary": ("TABLE = {'a': [1.0, 2.0]}", "TABLE = {'a': [1.0, 2.5]}", "TABLE"),
    "a set": ("CHOICES = {'a', 'b', 'c'}", "CHOICES = {'a', 'b', 'd'}", "CHOICES"),
    "an array": ("ARRAY = np.arange(6.0).reshape(2, 3)", "ARRAY = np.arange(6.0).reshape(3, 2)", "ARRAY"),
    "an array of objects": ("OBJECTS = np.array(['a', None])", "OBJECTS = np.array(['b', None])", "OBJECTS"),
    "a table": ("FRAME = pd.DataFrame({'x': [1, 2]})", "FRAME = pd.DataFrame({'x': [1, 3]})", "FRAME"),
    "a pattern": ("PATTERN = re.compile('a+')", "PATTERN = re.compile('a*')", "PATTERN"),
    "a view of a dictionary": ("VIEW = MappingProxyType({'a': 1})", "VIEW = MappingProxyType({'a': 2})", "VIEW"),
    "an attribute of an object": ("SETTINGS = Settings(level=1.0)", "SETTINGS = Settings(level=2.0)", "SETTINGS"),
    "a partial function": ("PART = functools.partial(power, n=2)", "PART = functools.partial(power, n=3)", "PART"),
    "a lambda": ("SQUARE = lambda x: x * x", "SQUARE = lambda x: x * x * x", "<lambda>"),
    "what another module holds": ("HELD = 0.5", "HELD = 0.25", "HELD"),
    "what is imported inside": ("LATE = 3", "LATE = 4", "LATE"),
    "what is found by its name": ("BY_NAME = 1", "BY_NAME = 2", "BY_NAME"),
    "a helper's formula": ("    return x + level", "    return x - level", "helper"),
    "a helper's default": ("def helper(x, level=2.0):", "def helper(x, level=3.0):", "helper"),
    "a keyword's default": ("def power(x, *, n=2):", "def power(x, *, n=3):", "power"),
    "a helper of a helper": ("    return -x", "    return +x", "negative"),
    "one of two that call each other": ("    return n != 0 and even(n - 1)", "    return n != 1 and even(n - 1)", "odd"),
    "what a closure holds": ("scaled = scaling(3.0)", "scaled = scaling(4.0)", "inner"),
    "what a closure does": ("        return x * factor", "        return x / factor", "inner"),
    "a decorator's setting": ("@times(2.0)", "@times(2.5)", "decorated"),
    "a function that is decorated": ("    return x + 11", "    return x + 12", "decorated"),
    "a function that remembers": ("    return x + 21", "    return x + 22", "remembering"),
    "a function in a dictionary": ("    return x + 31", "    return x + 32", "in_a_dictionary"),
    "an attribute of a function": ("power.scale = 1", "power.scale = 2", "power"),
    "where an error is caught": ("        risky(x)\n        x += 1\n    except ValueError:\n        pass",
                                 "        risky(x)\n    except ValueError:\n        pass\n    else:\n        x += 1", "catching"),
    "a base's method": ("        return 0.9 * x", "        return 0.8 * x", "Base.weight"),
    "a base's attribute": ("    floor = 0.1", "    floor = 0.2", "Base.floor"),
    "which base comes first": ("class Own(Mixin, Base):", "class Own(Base, Mixin):", "Own"),
    "a class's attribute": ("    share = 0.3", "    share = 0.4", "Own.share"),
    "a class's list": ("    factors = [1, 2]", "    factors = [2, 1]", "Own.factors"),
    "a method": ("        y = x + RATE", "        y = x * RATE", "Own.price"),
    "a method's constant": ("        y = min(y, 99)", "        y = min(y, 98)", "Own.price"),
    "an element within": ("        z = [k + 5 for k in range(3)]", "        z = [k + 6 for k in range(3)]", "Own.price"),
    "a function within": ("            return v + 41", "            return v + 42", "Own.price"),
    "a property": ("        return self.share * 51", "        return self.share * 52", "Own.margin"),
    "a method of nobody": ("        return 61", "        return 62", "Own.static"),
    "a method of the class": ("        return cls.share * 71", "        return cls.share * 72", "Own.of_class"),
    "what is found out once": ("        return 81", "        return 82", "Own.once"),
    "a metaclass": ("        return 91", "        return 92", "Meta.__len__"),
    "a default of a field": ("    cap: float = 4.0", "    cap: float = 5.0", "Settings"),
    "a function that is compiled": ("    return 2.0 * x + 1.0", "    return 2.0 * x + 1.5", "fast"),
    "an entry of an enumeration": ("    LOW = 1", "    LOW = 2", "Level"),
}  # fmt: skip

HELPERS: Final = """
OTHER = 7
HELD = 0.5
UNUSED = 1


def negative(x):
    return -x


def late():
    return LATE


LATE = 3
"""

MODULE: Final = """
import enum
import functools
import logging
import re
from dataclasses import dataclass, field
from types import MappingProxyType

import numba
import numpy as np
import pandas as pd
from scipy.stats import norm

import {helpers}
from {helpers} import OTHER, negative

log = logging.getLogger("own")
RATE = 0.05
NEVER_USED = 1
WORD = 'low'
STEPS = (1, 2, (3, 'x'))
TABLE = {{'a': [1.0, 2.0]}}
CHOICES = {{'a', 'b', 'c'}}
ARRAY = np.arange(6.0).reshape(2, 3)
OBJECTS = np.array(['a', None])
FRAME = pd.DataFrame({{'x': [1, 2]}})
PATTERN = re.compile('a+')
VIEW = MappingProxyType({{'a': 1}})
BY_NAME = 1
SQUARE = lambda x: x * x


class Level(enum.Enum):
    LOW = 1


@dataclass
class Settings:
    level: float
    cap: float = 4.0
    more: list = field(default_factory=list)


SETTINGS = Settings(level=1.0)


def power(x, *, n=2):
    return x ** n


power.scale = 1
PART = functools.partial(power, n=2)


def helper(x, level=2.0):
    log.debug("seen")
    return x + level


def even(n):
    return n == 0 or odd(n - 1)


def odd(n):
    return n != 0 and even(n - 1)


def scaling(factor):
    def inner(x):
        return x * factor
    return inner


scaled = scaling(3.0)


def times(factor):
    def around(function):
        @functools.wraps(function)
        def within(*args):
            return factor * function(*args)
        return within
    return around


@times(2.0)
def decorated(x):
    return x + 11


@functools.lru_cache
def remembering(x):
    return x + 21


def in_a_dictionary(x):
    return x + 31


def risky(x):
    raise ValueError


def catching(x):
    try:
        risky(x)
        x += 1
    except ValueError:
        pass
    return x


@numba.njit
def fast(x):
    return 2.0 * x + 1.0


WAYS = {{'a': in_a_dictionary}}


class Meta(type):
    def __len__(cls):
        return 91


class Mixin:
    pass


class Base(metaclass=Meta):
    floor = 0.1

    def weight(self, x):
        return 0.9 * x


class Own(Mixin, Base):
    share = 0.3
    factors = [1, 2]

    def price(self, x):
        from {helpers} import late

        y = x + RATE
        y = min(y, 99)
        z = [k + 5 for k in range(3)]

        def within(v):
            return v + 41

        log.info("a price")
        y += helper(x) + OTHER + negative(y) + {helpers}.HELD + even(3) + scaled(y) + decorated(x) + remembering(x) + WAYS[WORD](x)
        y += PART(x) + power(x) + SQUARE(x) + fast(x) + catching(x) + norm.cdf(x) + sum(z)
        y += globals()['BY_NAME'] + late() + within(x)
        return y, STEPS, TABLE, CHOICES, ARRAY, OBJECTS, FRAME, PATTERN, VIEW, SETTINGS, Level.LOW

    @property
    def margin(self):
        return self.share * 51

    @staticmethod
    def static():
        return 61

    @classmethod
    def of_class(cls):
        return cls.share * 71

    @functools.cached_property
    def once(self):
        return 81
"""


def texts(changed: str = "") -> tuple[str, str]:
    """The texts of the module and of its helpers, one part changed."""
    module, helpers = MODULE.format(helpers="own_helpers"), HELPERS
    if changed:
        old, new, _ = PARTS[changed]
        assert (module + helpers).count(f"{old}\n") == 1, changed
        module, helpers = (text.replace(f"{old}\n", f"{new}\n") for text in (module, helpers))
    return module, helpers


def made(module: str, helpers: str, file: str = "<stdin>") -> type[Any]:
    """The class that a user has typed: the modules carried out, as on another day."""
    found = {}
    for name, text in (("own_helpers", helpers), ("own_module", module)):
        found[name] = sys.modules[name] = ModuleType(name)
        exec(compile(text, file, "exec", dont_inherit=True), vars(found[name]))  # noqa: S102  # a text of ours
    return found["own_module"].Own  # type: ignore[no-any-return]  # a class
