"""What is said beside the table of parameters in a terminal."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

SHOWN: Final = {
    "defaults": Text("the defaults of the model", "模型默认值"),
    "differing": Text("{n} of {of} parameters differ from {reference}", "{of} 个参数中有 {n} 个与“{reference}”不同"),
    "before": Text(" (in {reference}: {value})", "（“{reference}”中为 {value}）"),
    "name_and_title": Text("{name}: {title}", "{name}：{title}"),
    "heading_and_cell": Text("{heading}: {cell}", "{heading}：{cell}"),
}
