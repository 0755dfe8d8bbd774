"""The words of the terminal, English and Chinese."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

WORDS: Final = {
    "differences": Text("{period}, {money}; differences from {baseline}", "{period}，{money}；差异相对于 {baseline}"),
    "passed": Text("passed", "通过"),
    "failed": Text("FAILED", "未通过"),
}
