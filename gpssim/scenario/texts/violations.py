"""The parameters of ``violations.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Violations": {
        "tailoring": "量身定制的采购需求转移到意向单位优势方面的质量分比例；不评审材料时为对手被判不合格的概率",
        "tailoring_lead": "意向单位在定制要求上的领先幅度",
        "accompanying": "廉洁度为零时，意向单位找来陪标者补足投标人数的概率",
        "leak": "廉洁度为零时，向意向单位泄露标准与他人报价的概率",
        "nomination": "廉洁度为零时，意向单位顶替抽签者受邀的概率",
        "steering": "官员在选用或向居民推荐时，每单位有效关系为意向单位已公布记录增加的潜在单位",
        "splitting": "廉洁度为零时，超过限额的项目被化整为零并定向委托的概率",
        "threshold": "现行规则集未规定采购限额时，达到此金额的项目不得定向委托",
        "local_protection": "街道采购排斥外地组织或压低其评分的概率（地方保护）",
        "local_deduction": "评审材料时外地组织被压低的评分",
        "fake_documents": "毫无诚信的投标人伪造材料的概率",
        "fake_gain": "伪造材料使书面质量增加的幅度",
        "passing_on": "毫无诚信的中标者将合同整体转包的概率",
        "passing_on_saving": "转包者节省的成本，占单位成本的比例",
        "passing_on_harm": "转包使不可核验质量下降的幅度",
        "favoritism_detection": "仅由关系解释的授予被发现的概率",
        "tailoring_detection": "量身定制被发现的概率",
        "accompanying_detection": "陪标被发现的概率",
        "leak_detection": "泄密被发现的概率",
        "splitting_detection": "化整为零在每一部分采购中被发现的概率",
        "local_detection": "地方保护被发现的概率",
        "collusion_detection": "串通投标被发现的概率（仅在串通投标行为族下）",
        "fake_detection": "一家投标人的伪造材料被发现的概率",
        "passing_on_detection": "转包在验收时被发现的概率",
        "oversight": "完全公开且完全参与时，公众发现官员所未发现违规的概率（公众监督）",
        "complaint": "对手就定制或地方保护提出投诉的概率",
        "false_complaint": "对手无故投诉的概率",
        "sanction": "被查实组织的罚款，占采购金额的比例",
        "ban": "被查实组织不得参加采购的月数",
    },
    "Evaluators": {
        "fee": "一次第三方评估的费用",
        "noise": "一次第三方评估的误差",
        "capture": "无公众参与时承接主体俘获评估者的概率",
        "capture_bias": "被俘获的评估者抬高的幅度",
        "participation_shield": "公众完全参与所消除的俘获概率的比例",
        "purchaser_choice": "由购买主体选定评估者时剩余的俘获概率比例",
        "exposure": "公众完全参与时，意见揭露被俘获评估的概率",
    },
}
