"""The parameters of ``information.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "ReputationSetting": {
        "system": "信誉系统",
        "name": "信誉系统的参数名",
        "value": "参数值",
    },
    "Information": {
        "dossier_noise": "投标文件的误差，各评委共同面对",
        "dossier_ability": "投标文件中能力相对于标书撰写能力的权重（1 为中性）",
        "monitoring_noise": "一次检查的误差",
        "voice_noise": "一个月公众意见反映合同质量的误差",
        "voice_weight": "公众意见传达到购买主体的部分",
        "report_bias": "承接主体自我报告中的虚高",
        "nominated_bias": "验收时由承接主体提名的服务对象的满意度偏差",
        "acceptance_voice": "验收中服务对象满意度相对于可核验质量的权重",
        "acceptance_noise": "验收的误差",
        "prior_mean": "购买主体对实际质量的先验信念",
        "prior_sd": "该先验的不确定性",
        "drift": "旧信息失去价值的速度",
        "reputation": "购买主体记录以往观察的信誉系统（见登记的各系统）",
        "published_reputation": "公开记录所用的信誉系统；1A–5A 等级据此评定",
        "reputation_settings": "信誉系统的参数",
        "published_drift": "旧的公开评估失去价值的速度",
        "entrant_optimism": "新组织的起始评分高于先验均值的程度，以先验标准差计；为负则偏低",
        "certificate_score": "经认证的新组织的起始评分高于其他新组织的程度，以先验标准差计",
        "cost_belief_noise": "购买主体对陌生组织成本估计的误差",
        "performance_noise": "预算绩效评价得分的误差",
    },
}
