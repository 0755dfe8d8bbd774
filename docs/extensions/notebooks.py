"""The notebooks as pages: copied without their outputs and with small numbers, so that the build executes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SOURCE: Final = Path(__file__).resolve().parents[2] / "notebooks"
SMALL: Final = "n_citizens, months, replications = 600, 48, 3  # small: this page is executed whenever the documentation is built"
"""What stands in place of the one cell that is tagged as parameters."""


def small(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook without outputs, its cell of parameters replaced.

    Raises
    ------
    ValueError : not exactly one cell is tagged ``parameters``.
    """
    tagged = [cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", ())]
    if len(tagged) != 1:
        raise ValueError(f"exactly one cell of a notebook is tagged as parameters, not {len(tagged)}")
    tagged[0]["source"] = [SMALL]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    return notebook


def copy(app: Sphinx) -> None:
    """Write ``notebooks/NAME.ipynb`` below the pages; a copy that is current is left alone, and not executed again."""
    folder = Path(app.srcdir) / "notebooks"
    folder.mkdir(exist_ok=True)
    for path in sorted(SOURCE.glob("*.ipynb")):
        text = json.dumps(small(json.loads(path.read_text(encoding="utf-8"))), ensure_ascii=False, indent=1)
        written = folder / path.name
        if not written.is_file() or written.read_text(encoding="utf-8") != text:
            written.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Copy before Sphinx looks for pages."""
    app.connect("builder-inited", copy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
