"""Formulas as MathML, written when the documentation is built: a browser shows them without a script, a font or a network."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from docutils.nodes import SkipNode
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

LOGGER: Final = logging.getLogger(__name__)
BY_HAND: Final = {re.compile(r"\\[bB]igg?l?\s*(?=[(\[])"): r"\left", re.compile(r"\\[bB]igg?r?\s*(?=[)\]])"): r"\right"}
"""Sizes of brackets that a printer sets by hand, and what lets them grow by themselves."""


def mathml(formula: str, *, block: bool = False) -> str:
    """A formula in LaTeX as a MathML element.

    Raises
    ------
    MathError : a command that is not known.
    """
    for by_hand, growing in BY_HAND.items():
        formula = by_hand.sub(lambda _, word=growing: word, formula)
    return str(tex2mathml(formula.strip(), as_block=block))


def shown(node: nodes.math | nodes.math_block, *, block: bool) -> str:
    """The element, or the formula as it was typed, with a warning, where it cannot be read."""
    try:
        return mathml(node.astext(), block=block)
    except MathError as error:
        LOGGER.warning("formula %r: %s", node.astext(), error, location=node)
        return f"<code>{escape(node.astext())}</code>"


def inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a line."""
    translator.body.append(f'<span class="math">{shown(node, block=False)}</span>')


def display(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula on a line of its own; where it is wider than a phone, it scrolls by itself."""
    translator.body.append(f'<div class="math">{shown(node, block=True)}</div>')


def setup(app: Sphinx) -> dict[str, bool]:
    """Make ``html_math_renderer = "mathml"`` known."""

    def write_inline(translator: HTML5Translator, node: nodes.math) -> None:
        inline(translator, node)
        raise SkipNode

    def write_display(translator: HTML5Translator, node: nodes.math_block) -> None:
        display(translator, node)
        raise SkipNode

    app.add_html_math_renderer("mathml", inline_renderers=(write_inline, None), block_renderers=(write_display, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
