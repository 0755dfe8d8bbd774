"""The parameters of ``innovation.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Innovation": {
        "search": "完全自主且不受服务规格约束的承接主体每月在一个领域试验新服务模式的概率",
        "success": "试验找到更好模式的概率",
        "step": "成功试验相对于通常服务模式的平均改进",
        "most": "服务模式改进的上限：越接近，所得越少",
        "cost": "一次试验的成本，无论成败",
        "disturbance": "试验失败后一个月损失的不可核验质量",
        "roots": "完全扎根片区使承接主体（了解当地需求）更常试验的倍数",
        "rivalry": "必失项目的预期使承接主体更常试验的倍数；负值为稳定预期使其更常试验",
        "support": "全强度辅导使承接主体更常试验的倍数；试验成本中相当于辅导强度的部分由公共资金承担",
        "neighbors": "同片区或同枢纽的其他组织都有更好模式时，每月仿效其中最好者的概率",
        "published": "其他组织都有更好模式且评价全部公开时，每月仿效全市最好者的概率",
        "copied": "仿效所弥合的差距比例",
        "copying": "仿效的成本",
        "carried": "员工把所掌握的服务模式带到其他承接主体的比例",
        "aging": "因需求变化每年失去的改进比例",
    },
}
