"""No built page loads anything from elsewhere: scripts, styles, fonts and pictures lie beside it, or the build warns."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

LOGGER: Final = logging.getLogger(__name__)
LOADED: Final = {"src", "srcset", "data", "poster", "xlink:href"}
"""Attributes whose address a browser fetches by itself, whatever the element."""
FETCHED: Final = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
"""Kinds of ``<link>`` that a browser fetches; the others (next, canonical, ...) only say something."""
OUTSIDE: Final = re.compile(r"(?:https?:)?//[^\s,\"')]+", re.IGNORECASE)
IN_STYLE: Final = re.compile(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\s\"')]+)", re.IGNORECASE)
IN_SCRIPT: Final = re.compile(
    r"(?:\bimport\s*\(?|\bfetch\(|\.src\s*=|importScripts\()\s*[\"'`]((?:https?:)?//[^\"'`]+)", re.IGNORECASE
)


class Loads(HTMLParser):
    """The addresses outside that a page makes a browser fetch; links that a reader may follow are none."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self._within = tag if tag in {"style", "script"} else ""
        addresses = [said[name] for name in LOADED & set(said)]
        if (tag == "link" and FETCHED & set(said.get("rel", "").split())) or tag in {"use", "image"}:
            addresses.append(said.get("href", ""))
        self.found += [a for text in addresses if not text.startswith("data:") for a in OUTSIDE.findall(text)[:1]]
        self.found += IN_STYLE.findall(said.get("style", ""))

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within:
            self.found += (IN_STYLE if self._within == "style" else IN_SCRIPT).findall(data)


def loaded_by(text: str, ending: str) -> list[str]:
    """What a page (``.html``), a style (``.css``) or a script (``.js``) loads from outside."""
    if ending == ".html":
        page = Loads()
        page.feed(text)
        return page.found
    return {".css": IN_STYLE, ".js": IN_SCRIPT}[ending].findall(text)


def outside(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every file of a built documentation that loads something from outside, with what it loads."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".html", ".css", ".js"}:
            for address in loaded_by(path.read_text(encoding="utf-8"), path.suffix):
                yield path, address


def warn(app: Sphinx, exception: Exception | None) -> None:
    """Warn of each; with ``-W`` the build fails."""
    if exception is None and app.builder.format == "html":
        for path, address in outside(Path(app.outdir)):
            LOGGER.warning("%s loads %s: the documentation must work without a network", path.relative_to(app.outdir), address)


def setup(app: Sphinx) -> dict[str, bool]:
    """Look at every page when all are written."""
    app.connect("build-finished", warn)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
