"""The parameters of ``plausible.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Plausible": {
        "failure": "招标流标的次数占比",
        "offers": "每次招标的有效投标数",
        "price": "招标项目的中标价与最高限价之比",
        "coverage": "预热期后第一个季度的受服务人数与有需求人数之比",
        "incumbency": "现有服务重新采购时原承接者再次中标的比例",
        "entry": "每年新登记组织数与组织数之比",
        "exit": "每年退出组织数与组织数之比",
    },
}
