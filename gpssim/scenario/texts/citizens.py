"""The parameters of ``citizens.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Citizens": {
        "awareness": "期初对服务的知晓率",
        "awareness_publicity": "宣传强度为 1 时知晓率的增长",
        "awareness_word": "有需求者全部得到服务时口碑带来的知晓率增长",
        "awareness_decay": "知晓率的衰减",
        "access": "各人群接触服务的便利程度（语言、数字能力）：普通居民、老年人、残疾人、流动人员、下岗人员",
        "apply_base": "一个月内提出申请的基本倾向",
        "apply_awareness": "知晓率对申请的影响",
        "apply_trust": "对承接主体的信任对申请的影响",
        "apply_embeddedness": "承接主体在片区的嵌入程度对申请的影响",
        "apply_hassle": "办理不便（1 减便利程度）对申请的影响",
        "aspiration": "期初对质量的期望",
        "aspiration_rate": "期望向实际体验调整的月速度；0 为不调整",
        "experience_noise": "单月体验围绕实际质量的波动",
        "satisfaction_scale": "满意度量表的尺度",
        "trust_government": "期初对购买主体的信任",
        "trust_providers": "期初对民间承接主体的信任",
        "trust_gain": "体验成功时信任的月增幅",
        "trust_loss": "体验失败时信任的月降幅",
        "attribution": "承接主体的成败归因于政府的部分",
        "patience": "等待超过此月数即视为政府失败",
        "waiting_again": "继续等待一个月造成的信任损失，占上一个月损失的比例；0 表示一次等待只算一次失败",
        "trust_reversion": "信任每月向个人初始水平恢复的比例",
        "aspiration_reversion": "对服务的期望每月向初始水平恢复的比例",
        "complaint_base": "体验失败当月投诉的基本倾向",
        "complaint_severity": "体验与期望的差距对投诉的影响",
        "complaint_participation": "公众参与对投诉的影响",
        "participation": "参与调查和会议的平均程度",
        "report_below": "体验低于阈值的服务对象反映情况的相对频率",
        "report_above": "体验不低于阈值的服务对象反映情况的相对频率",
        "report_threshold": "区分二者的体验阈值",
        "vulnerable_cost": "按人次付费时对高成本服务对象的排斥",
        "drop_out": "更换承接主体时流失的服务对象比例",
        "switching": "可自主选择的不满意服务对象每月退出并重新选择的概率",
        "switching_below": "低于该满意度即为不满意",
        "choice_quality": "公众自主选择时公开质量的权重",
        "choice_scale": "公众自主选择时偏好扰动的尺度（logit）；0 为无扰动",
        "choice_word": "公众自主选择时服务对象口碑的权重，与公开质量并列（0 为无口碑）",
        "choice_patience": "公众为等候最中意的机构而不接受其他机构名额的最长月数（0 为不等候）",
    },
}
