"""What figures and the command line say of a calibration, English and Chinese."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

WORDS: Final = {
    "targets": Text("targets", "目标"),
    "held": Text("held out", "留出"),
    "records": Text("records", "记录"),
    "records_held": Text("records, held out", "记录（留出）"),
    "simulated": Text("simulated", "模拟"),
    "test": Text(
        "over-identification: J = {statistic:.2f}, {freedom} degrees of freedom, p = {p:.3f}",
        "过度识别检验：J = {statistic:.2f}，自由度 {freedom}，p = {p:.3f}",
    ),
    "just": Text("as many targets as parameters: nothing is left to test", "目标数等于参数数：无过度识别可检验"),
    "wave": Text(
        "wave {wave}: {share} % of the space is left after {runs} runs", "第 {wave} 波：运行 {runs} 次后剩余空间 {share}%"
    ),
    "last_sure": Text("the last: the emulators are as sure as the records", "终止：仿真器的误差已远小于其他误差"),
    "last_still": Text("the last: the space no longer shrinks", "终止：空间不再缩小"),
    "last_most": Text("the last: more waves were not asked for", "终止：已达波数上限"),
    "at_edge": Text("at an end of its range", "位于范围端点"),
    "not_told": Text("the targets do not tell it apart", "目标无法识别"),
    "headings": Text("records|se|simulated|z", "记录|标准误|模拟|z"),
    "quick": Text("a try, not a result: fewer replications and places", "仅为试算，不是结果：重复次数与取点较少"),
    "written": Text(
        "{runs} runs; tables, figures and the calibrated scenario are in {folder}",
        "共 {runs} 次运行；表格、图和校准后的情景在 {folder}",
    ),
    "stopped": Text(
        "stopped; {folder} keeps every finished run, and the same command goes on there",
        "已停止；{folder} 保存了每次完成的运行，重复同一命令即可继续",
    ),
    "stopped_unkept": Text("stopped; nothing was kept: give --out DIR", "已停止；未保存任何结果：请用 --out DIR"),
    "runs": Text("{runs} runs; give --out DIR to keep them", "共 {runs} 次运行；用 --out DIR 保存"),
}
