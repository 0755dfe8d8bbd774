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
    "common_luck": Text("{name}: {label} (points share their luck; {source})", "{name}：{label}（各点同一运气；{source}）"),
    "own_luck": Text("{name}: {label} (each point has its own luck; {source})", "{name}：{label}（各点自有运气；{source}）"),
    "design": Text(
        "design: {design}, points: {points}, replications of each: {n}", "设计：{design}，点数：{points}，每点重复：{n}"
    ),
    "varies": Text("  {path}: {low} to {high}, {distribution}", "  {path}：{low} 至 {high}，{distribution}"),
    "varies_values": Text("  {path}, listed: {values}", "  {path}，所列值：{values}"),
    "replications": Text("replications of the scenario's own world: {n}", "情景自身世界的重复次数：{n}"),
    "auto": Text("as many as the rule needs, at most {cap}", "由规则决定，至多 {cap} 次"),
    "looked": Text(
        "after {n} replications: {reached} of {all} differences are known as closely as asked; about {needed} replications needed",
        "{n} 次重复后：{all} 个差值中 {reached} 个达到要求；约需 {needed} 次重复",
    ),
    "nobody_knows": Text(
        "after {n} replications: {reached} of {all} differences are known as closely as asked",
        "{n} 次重复后：{all} 个差值中 {reached} 个达到要求",
    ),
    "confirmed": Text(
        "after {n} replications: all {all} differences are known as closely as asked",
        "{n} 次重复后：{all} 个差值全部达到要求",
    ),
    "capped": Text(
        "stopped by the cap of {n} replications: not known as closely as asked: {names}",
        "因上限 {n} 次重复而停止：未达到要求的有：{names}",
    ),
    "warm_enough": Text(
        "warm-up: {warm_up} months are long enough for all of {n} series of the status quo",
        "预热：{warm_up} 个月对现状的全部 {n} 个序列均已足够",
    ),
    "warm_short": Text(
        "warm-up: {warm_up} months are too short for {label}: it settles after {months}; the mean lies off by {gap} ± {half}",
        "预热：{warm_up} 个月对{label}不够：该序列在 {months} 个月后稳定；均值偏差 {gap} ± {half}",
    ),
    "warm_never": Text(
        "warm-up: {label} does not settle within {months} months: nobody can tell whether {warm_up} are enough",
        "预热：{label}在 {months} 个月内未稳定：无法判断 {warm_up} 个月是否足够",
    ),
    "same": Text(
        "{runs} runs of {groups} groups (of {all}) are the same to the last bit",
        "{runs} 次运行（{all} 组中的 {groups} 组）与原结果完全一致",
    ),
    "first_difference": Text("first difference: {where}", "首个差异：{where}"),
    "other_version": Text("  {name}: {there} there, {here} here", "  {name}：原为 {there}，此处为 {here}"),
    "other_versions": Text(
        "made there with other versions (numbers of this version {same}):",
        "原结果由其他版本生成（此版本的数值{same}）：",
    ),
    "numbers_same": Text("are known to be the same", "已知相同"),
    "numbers_other": Text("are others", "不同"),
    "status_done": Text("finished: {runs:,} runs in {groups:,} groups", "已完成：{groups:,} 组共 {runs:,} 次运行"),
    "status_so_far": Text(
        "{runs:,} runs; {groups:,} of {planned:,} groups finished, {missing:,} missing",
        "{runs:,} 次运行；{planned:,} 组中已完成 {groups:,} 组，缺 {missing:,} 组",
    ),
    "status_old": Text("{runs:,} runs in {groups:,} groups, not finished", "{groups:,} 组共 {runs:,} 次运行，尚未完成"),
    "status_failed": Text(
        "failed runs: {failed:,}; to be tried again when the study goes on: {aborted:,}",
        "失败：{failed:,}；继续时将重试：{aborted:,}",
    ),
    "status_retry": Text("try failed runs again: gpssim study retry {folder}", "重试失败的运行：gpssim study retry {folder}"),
    "status_running": Text(
        "process {process} on {host} is writing it, since {since}", "进程 {process}（{host}）正在写入，始于 {since}"
    ),
    "status_perhaps": Text(
        "process {process} on {host} began to write it {since}; whether it lives can be told there only",
        "进程 {process}（{host}）于 {since} 开始写入；是否仍在运行只能在该机器上判断",
    ),
    "status_killed": Text("process {process} was killed while it wrote", "进程 {process} 在写入时被终止"),
    "status_nobody": Text("nobody is writing it", "无进程写入"),
    "status_pace": Text("{rate} runs; {left} left", "速度 {rate}；剩余 {left}"),
    "status_last": Text("something was finished {last} ago", "最近一次完成于 {last}前"),
    "archived": Text(
        "{file} is written: {size} with the program; the study's parts took {before}, in it {after}; license {terms} (--license "
        "names another); unpacked, `gpssim study reproduce study` makes it again",
        "已写入 {file}：含程序共 {size}；研究各部分原为 {before}，其中占 {after}；许可 {terms}（可用 --license 另行指定）；"
        "解压后可用 `gpssim study reproduce study` 重现",
    ),
    "other_program": Text(
        "the program in it is not the one that made the results: pack with that one, or say so where you publish it",
        "其中的程序并非生成结果的程序：请用原程序打包，或在发表时说明",
    ),
    "runs": Text(
        "runs: {runs:,} (groups that share a world and its luck: {groups:,})",
        "运行总数：{runs:,}（共享世界与运气的组数：{groups:,}）",
    ),
    "at_the_cap": Text(
        "what follows and the number of runs are those at the cap, the most that it can come to",
        "运行总数与下列估计均按上限计算，是最多可能的用量",
    ),
    "takes": Text(
        "time: about {long} with {workers} processes, from {timed} timed runs",
        "用时：{workers} 个进程约 {long}（由 {timed} 次计时运行推算）",
    ),
    "one_takes": Text(
        "time: about {long} with one process, from {timed} timed runs", "用时：1 个进程约 {long}（由 {timed} 次计时运行推算）"
    ),
    "once": Text(
        "paid once on this machine, just now: {long} (compiling, equilibria)", "本机只需一次、刚已完成的编译与求解均衡：{long}"
    ),
    "disk": Text("disk: about {size}", "磁盘：约 {size}"),
    "many": Text(
        "more than {most:,} runs: `gpssim study run` asks for --yes", "多于 {most:,} 次运行：`gpssim study run` 须加 --yes"
    ),
    "every_outcome": Text("all outcomes together", "全部指标合计"),
    "more_rows": Text("  … and {n:,} more in {file}", "  ……其余 {n:,} 行见 {file}"),
    "all_rows": Text("  all of it: {file}", "  全表：{file}"),
    "yes": Text("yes", "是"),
    "no": Text("no", "否"),
    "continues": Text("go on: gpssim study resume {folder}", "继续：gpssim study resume {folder}"),
    "merged": Text(
        "{n:,} runs are in {folder}, digest {digest}: gpssim figures {folder}, or gpssim study analyze {folder}",
        "{n:,} 次运行已存入 {folder}，摘要 {digest}：gpssim figures {folder}，或 gpssim study analyze {folder}",
    ),
    "no_failures": Text("no run failed in {folder}: nothing to try again", "{folder} 中没有失败的运行：无须重试"),
    "again": Text("groups taken out and made again: {n}", "取出并重新运行的组数：{n}"),
}
