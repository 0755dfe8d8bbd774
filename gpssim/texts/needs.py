"""The words for what several indicators need switched on; what one alone needs, it says itself."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

NEEDS: Final = {
    "violations": Text("violations (dials of world.violations)", "违规行为（world.violations 各开关）"),
    "violations_or_rings": Text("violations, or rings of bidders", "违规行为或串通投标"),
    "innovation": Text("service innovation (world.innovation.search)", "服务创新（world.innovation.search）"),
    "performance": Text(
        "budgets that answer to performance (lever performance_budget)", "预算随绩效调整（政策工具 performance_budget）"
    ),
    "enterprises": Text("enterprises, and the lever function_transfer", "企业与政策工具 function_transfer"),
}
