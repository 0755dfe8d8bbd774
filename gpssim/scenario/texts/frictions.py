"""The parameters of ``frictions.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Frictions": {
        "adverse_selection": "逆向选择：选择者看不到真实能力与成本；关闭：按真实能力与成本选择",
        "moral_hazard": "道德风险：努力不可见；关闭：合同约定对社会最优的努力",
        "market_power": "市场势力：按报价付款；关闭：按真实预期成本付款",
        "misjudged_need": "需求误判：需求调查有误差；关闭：需求已知",
        "transaction_cost": "交易成本：程序、费用与投标耗费工时和资金并使部分组织不投标；关闭：均无",
        "delay": "拖延：购买与付款需要时间；关闭：购买当月即开始服务",
        "ties": "廉洁与关系：官员在廉洁度允许的范围内受关系左右；关闭：不受左右",
    },
}
