"""What the command line says of a search, English and Chinese."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

WORDS: Final = {
    "search": Text("generation {t} of {n}", "第 {t} 代，共 {n} 代"),
    "random": Text("random search, batch {t} of {n}", "随机搜索，第 {t} 批，共 {n} 批"),
    "fresh": Text("the front again, in other worlds under other luck", "前沿方案在其他世界与其他随机条件下再评价"),
    "reached": Text(
        "{objective}: {best} is the best of the front ({policy}), {status_quo} the status quo",
        "{objective}：前沿最优为 {best}（{policy}），现状为 {status_quo}",
    ),
    "reached_again": Text(
        "{objective}: {best} is the best of the front ({policy}), {status_quo} the status quo; "
        "in worlds in which nothing was chosen {best_fresh} and {status_quo_fresh}",
        "{objective}：前沿最优为 {best}（{policy}），现状为 {status_quo}；"
        "在未用于选择的世界中分别为 {best_fresh} 与 {status_quo_fresh}",
    ),
    "hypervolume": Text("hypervolume", "超体积"),
    "quick": Text("a try, not a result: few worlds, candidates and generations", "仅为试算，不是结果：世界、候选方案与代数较少"),
    "stopped": Text(
        "stopped; {folder} keeps what is finished, and the same command goes on there",
        "已停止；{folder} 保存了已完成的部分，重复同一命令即可继续",
    ),
    "stopped_unkept": Text("stopped; nothing was kept: give --out DIR", "已停止；未保存任何结果：请用 --out DIR"),
    "written": Text(
        "{runs} runs; the front, its policies and figures are in {folder}", "共 {runs} 次运行；前沿、政策与图在 {folder}"
    ),
    "runs": Text("{runs} runs; give --out DIR to keep the policies", "共 {runs} 次运行；用 --out DIR 保存政策"),
}
