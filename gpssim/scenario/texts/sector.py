"""The parameters of ``sector.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Taxes": {
        "business_tax": "营业税税率，按收入计、含于价内（2014 年规则）",
        "surcharges": "营业税与增值税附加，占税额的比例",
        "vat": "一般纳税人服务增值税税率（2020 年及以后规则）",
        "vat_small": "小规模纳税人增值税税率",
        "vat_limit": "小规模纳税人的收入上限",
        "profit_tax": "年度结余所得税税率",
        "profit_tax_small": "小型微利企业所得税税率",
        "profit_limit": "小型微利企业的结余上限",
    },
    "Institutions": {
        "provide": "事业单位：无、全市一个、每个购买主体一个",
        "staff": "期初员工",
        "posts": "编制：员工上限",
        "idle_pay": "闲置员工工资照发的比例：不愿缩减",
        "tenders": "是否可参加购买：公益二类可以，公益一类不可以",
    },
    "Capture": {
        "tasks": "官员毫无廉洁时，每单位关系带来的无偿交办任务占员工时间的比例",
        "refusal": "完全自主的组织拒绝此类任务的比例",
        "refusal_cost": "全部拒绝的一个月中关系的损失",
        "tasks_autonomy": "全部员工时间用于无偿任务时自主性的月损失",
        "seconded_autonomy": "全部员工派驻街道时自主性的月损失",
        "fit": "完全自主相对于通常自主性带来的不可核验质量（贴合需求、创新）",
        "wander": "使命丧失殆尽的组织每月进入新领域的概率",
    },
    "TimeCosts": {
        "offers": "投标工时中占用服务时间的比例",
        "reporting": "每份合同每月的报告工时",
        "evaluation": "每次检查与验收所占工时",
        "hours_per_month": "每名员工的月工时",
    },
    "Hubs": {
        "among_nonprofits": "期初非营利组织中枢纽型组织的比例",
        "overhead": "枢纽型组织从每笔分包付款中提留的管理费比例",
        "kept": "枢纽型组织自行完成的工作比例：禁止全部转包",
        "parts": "分包给成员组织的最大个数",
        "monitoring": "枢纽型组织在购买主体之外对质量差距追加的扣款",
        "coaching": "枢纽型组织的辅导强度",
    },
    "Newcomers": {
        "sponsor": "没有关系的创办者找到业务主管单位的概率",
        "nominal": "没有前景的创办者挂名登记的概率",
        "loose_setup": "宽松登记下设立成本占通常水平的比例",
        "seat_cost": "孵化器中一个组织的场地与辅导成本",
        "seat_stipend": "孵化器中一个组织的种子资金",
        "seat_months": "在孵化器的最长时间",
        "seat_setup": "孵化器承担的设立成本比例",
        "seat_coaching": "孵化器的辅导强度",
    },
}
