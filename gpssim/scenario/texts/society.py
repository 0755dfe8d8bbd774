"""The parameters of ``society.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Population": {
        "growth": "净迁入占现有居民的比例（为负则净迁出）",
        "turnover": "流动人员每年离开的比例；由他人补上，来时无需求、不了解服务",
        "births": "出生占现有居民的比例",
        "ageing": "每年增长的年龄：儿童成年、成人满六十岁、老人去世；0 为无人变老",
        "newcomer_awareness": "新来者的知晓率相对于期初居民的比例",
        "drift": "各领域需求发生率的年随机变化",
        "rising_aspiration": "所有人对服务期望的上升",
    },
    "Reach": {
        "cost_to_serve": "弱势服务对象使承接主体增加的成本",
        "mission_resists": "使命感强（两倍均值）的承接主体放弃排斥高成本对象的程度",
        "travel": "到最近承接主体的路程对申请的影响（片区内一家为 1，四家为 1/2）",
        "volunteering": "志愿工作中取决于片区对承接主体信任与服务知晓的部分",
    },
    "Voice": {
        "response": "最大强度的会议能使不参与者参与的部分",
        "rate": "参与程度的月调整速度",
        "meeting_hours": "最大强度时每片区每月会议占用的官员工时",
        "survey_cost": "一个片区与领域一次通常规模调查的价格，每增加一份样本支付一次",
    },
    "Committees": {
        "load": "无购买服务时居委会、村委会行政事务占用的时间比例",
        "relief": "购买服务满足全部需求时减轻的负担比例",
        "rate": "负担的月调整速度",
        "outreach": "腾出的每单位时间用于会议与走访的强度",
        "awareness": "强度为 1 的走访带来的知晓率增长",
    },
    "Enterprises": {
        "number": "城市中的企业数",
        "prevalence": "任一时点有需求的企业比例",
        "duration": "企业一次需求的平均持续时间",
    },
}
