"""The parameters of ``legitimacy.py`` in Chinese."""

from __future__ import annotations

from typing import Final

CHINESE: Final = {
    "Legitimacy": {
        "gain": "听说公开竞争购买者所增加的认同，占所缺部分的比例",
        "loss": "听说丑闻（违法被查、承接主体失败或偷工减料）者所失去的认同比例",
        "heard": "居民听说一起丑闻的概率；宣传充分时听说一次公开购买的概率",
        "fade": "每月被淡忘的认同偏离比例",
        "applying": "充分认同相对于中间水平对申请的影响",
        "participating": "充分认同相对于中间水平所增加的参与，无论官员或居委会是否动员",
        "volunteering": "毫无认同之处不来的志愿者比例",
        "trust_government": "充分认同或毫无认同时，了解服务者对政府信任的月变化，占所缺或所有部分的比例",
        "trust_providers": "对民间承接主体信任的同一变化",
        "hidden": "无人告知由谁付费时，政府得不到的购买服务功过比例",
    },
}
