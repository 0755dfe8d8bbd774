"""The words on the page of figures of the theory, English and Chinese; its panels carry their own, title beside title."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

WORDS: Final = {
    "note": Text(
        "Lines: theory. Points: the simulator, with four standard errors where it is simulated. {n} of {all} values agree:\n"
        "{alone} through the market's own parts alone, {beside} with textbook parts beside them, {measured} through measures.",
        "线：理论。点：模拟器（随机模拟者附四倍标准误）。{all} 个数值中 {n} 个吻合：\n"
        "其中 {alone} 个仅经由市场自身的部件，{beside} 个经由市场部件与教科书部件，{measured} 个经由分析指标。",
    ),
}
