"""Words of the verbs of studies, English and Chinese."""

from __future__ import annotations

from typing import Final

from gpssim.texts.text import Text

WORDS: Final = {
    "begun": Text(
        "{file} is written: change it, then `gpssim study check {file}` and `gpssim study run {file}`",
        "已写入 {file}：修改后运行 `gpssim study check {file}` 与 `gpssim study run {file}`",
    ),
    "valid": Text("{file} is a valid study", "{file} 是有效的研究文件"),
    "question": Text("question: {question}", "问题：{question}"),
    "policies": Text("policies: {policies}", "政策：{policies}"),
    "design": Text(
        "design: {design}, points: {points}, replications of each: {n}", "设计：{design}，点数：{points}，每点重复：{n}"
    ),
    "varies": Text("  {path}: {low} to {high}, {distribution}", "  {path}：{low} 至 {high}，{distribution}"),
    "varies_values": Text("  {path}, listed: {values}", "  {path}，所列值：{values}"),
    "replications": Text("replications of the scenario's own world: {n}", "情景自身世界的重复次数：{n}"),
    "auto": Text("as many as the rule needs, at most {cap}", "由规则决定，至多 {cap} 次"),
    "runs": Text(
        "runs: {runs:,} (groups that share a world and its luck: {groups:,})",
        "运行总数：{runs:,}（共享世界与运气的组数：{groups:,}）",
    ),
    "takes": Text(
        "time: about {long} with {workers} processes, from {timed} timed runs",
        "用时：{workers} 个进程约 {long}（由 {timed} 次计时运行推算）",
    ),
    "one_takes": Text(
        "time: about {long} with one process, from {timed} timed runs", "用时：1 个进程约 {long}（由 {timed} 次计时运行推算）"
    ),
    "disk": Text("disk: about {size}", "磁盘：约 {size}"),
    "many": Text(
        "more than {most:,} runs: `gpssim study run` asks for --yes", "多于 {most:,} 次运行：`gpssim study run` 须加 --yes"
    ),
    "more_rows": Text("  … {n} more rows in {file}", "  ……其余 {n} 行见 {file}"),
    "continues": Text("go on: gpssim study resume {folder}", "继续：gpssim study resume {folder}"),
    "no_failures": Text("no run failed in {folder}: nothing to try again", "{folder} 中没有失败的运行：无须重试"),
    "again": Text("groups taken out and made again: {n}", "取出并重新运行的组数：{n}"),
}
