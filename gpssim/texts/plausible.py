"""What the measures are called by which a sampled world's status quo is judged."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

MEASURES: Final = {
    "failure": Text("tenders that fail", "招标流标率"),
    "offers": Text("valid offers", "有效投标数"),
    "price": Text("price over ceiling", "中标价与限价之比"),
    "coverage": Text("coverage", "覆盖率"),
    "incumbency": Text("provider wins again", "原承接者再次中标"),
    "entry": Text("entry a year", "年新登记率"),
    "exit": Text("exit a year", "年退出率"),
}
