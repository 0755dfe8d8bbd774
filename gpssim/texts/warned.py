"""Warnings in the language of a reader: what a library warns of in English is a line in Chinese where Chinese was asked for.

What the system itself says (an error it gives, why a foreign module cannot be imported) stays as it is.
"""

from __future__ import annotations

from typing import Final

from gpssim.errors import SaidWarning
from gpssim.texts.templates import by_template
from gpssim.texts.text import Language, by_english, listed

WARNED: Final = by_english(
    {
        "one process does all the work: this process is a daemon of multiprocessing, which may start none of its own": (
            "全部工作由一个进程完成：本进程是守护进程，不得启动其他进程"
        ),
        "one process does all the work: the system lets none be started ({error})": (
            "全部工作由一个进程完成：系统不允许启动其他进程（{error}）"
        ),
        "one process does all the work: the system lets no others be started ({error})": (
            "全部工作由一个进程完成：系统未能启动其他进程（{error}）"
        ),
        "{folder} is damaged: {faults}; this is moved to the folder {aside!r} in it, and what is missing is run again": (
            "{folder} 已损坏：{faults}；损坏部分移入其中的 {aside} 文件夹，缺失部分重新运行"
        ),
        "{scheduler} has no workers any more: runs go on when there are some": "{scheduler} 已无工作进程：待有工作进程时继续运行",
        "{scheduler} has no workers yet: runs begin when there are some": "{scheduler} 尚无工作进程：待有工作进程时开始运行",
        "elementary effects are of {n} trajectories: fewer than {few} are few, and their intervals too short": (
            "基本效应取自 {n} 条轨迹：少于 {few} 条即过少，区间偏窄"
        ),
        "up to {n} trajectories are left out: a run of theirs failed, or the outcome is undefined in it": (
            "最多略去 {n} 条轨迹：其中有运行失败，或指标在其中无定义"
        ),
        "{wide} of {tables} tables of Sobol' indices have intervals wider than ±{limit} (up to ±{most:.2g}): "
        "{n} blocks are few, gpssim study extend makes more": (
            "{tables} 个 Sobol 指数表中有 {wide} 个的区间宽于 ±{limit}（最宽 ±{most:.2g}）："
            "{n} 组样本过少，可用 gpssim study extend 增加"
        ),
        "up to {n} blocks are left out of Sobol' indices: a run of theirs failed, or the outcome is undefined in it": (
            "Sobol 指数最多略去 {n} 组样本：其中有运行失败，或指标在其中无定义"
        ),
        "no Chinese font found: figures are labeled in English; install one with `pip install gpssim[cjk]`, "
        "or put Noto Sans CJK SC or SimHei on the system": (
            "未找到中文字体：图以英文标注；可用 `pip install gpssim[cjk]` 安装，或在系统中安装 Noto Sans CJK SC 或 SimHei"
        ),
        "no font here has the letters {letters}: shown as {mark}": "本机字体均无以下字符：{letters}，以 {mark} 代替",
        "no font here has the letters of policy {policy!r}: figures call it 'policy {n}'; give it a title in the scenario": (
            "本机字体无政策“{policy}”的字符：图中称为“政策{n}”；请在情景中为其设定名称"
        ),
        "no font here has the letters of policy {policy!r}: figures call it 'policy {n}'; give it a title in the scenario, "
        "or install a font: pip install gpssim[cjk]": (
            "本机字体无政策“{policy}”的字符：图中称为“政策{n}”；请在情景中为其设定名称，或安装字体：pip install gpssim[cjk]"
        ),
        "{called} {name!r} of {place} (installed by {package}) cannot be used: {reason}": (
            "{place}（由 {package} 安装）的{called} {name} 不能使用：{reason}"
        ),
    }
)
"""Every warning, by its English."""

FAULTS: Final = {
    "part {part} is missing": "部分 {part} 缺失",
    "part {part} of table '{table}' is missing": "表 {table} 的部分 {part} 缺失",
    "part {part} of table '{table}' cannot be read": "表 {table} 的部分 {part} 无法读取",
    "part {part} of table '{table}' is not what the study wrote": "表 {table} 的部分 {part} 与研究所写不符",
    "part {part} is not what the study wrote": "部分 {part} 与研究所写不符",
    "part {part} is a copy of part {other}": "部分 {part} 是部分 {other} 的副本",
    "part {part} is of another study": "部分 {part} 属于另一研究",
    "part {part} holds a replication once more": "部分 {part} 含有重复收录的一次重复",
    "finished replication {part} is not what the study wrote": "已完成的重复 {part} 与研究所写不符",
    "finished replication {part} is a copy of {other}": "已完成的重复 {part} 是 {other} 的副本",
    "finished replication {part} is of another study": "已完成的重复 {part} 属于另一研究",
}
"""What may be wrong with the files of a study, by its English."""

KINDS: Final = {
    "mechanism": "购买方式",
    "bidding family": "报价方式",
    "reputation system": "信誉机制",
    "price rule": "价格分规则",
    "payment rule": "付款方式",
    "choice rule": "选择规则",
    "design": "设计",
    "executor": "执行方式",
    "indicator": "指标",
    "figure": "图",
    "audit check": "检查项目",
}
"""What plug-ins are called in messages, by their English."""


def warned(message: Warning | str, language: Language) -> str:
    """A warning in one line: in Chinese where that was asked for and its words are known, in English otherwise.

    >>> warned(SaidWarning("no font here has the letters {letters}: shown as {mark}", letters="\u20ac", mark="?"), "zh")
    '本机字体均无以下字符：€，以 ? 代替'
    >>> warned(UserWarning("something foreign"), "zh")
    'something foreign'
    """
    if language == "en" or not isinstance(message, SaidWarning) or message.english not in WARNED:
        return str(message)
    fields = {key: _said(key, value, language) for key, value in message.fields.items()}
    return WARNED[message.english].zh.format(**fields)


def _said(key: str, value: object, language: Language) -> object:
    if isinstance(value, tuple):
        return listed((by_template(text, FAULTS) for text in value), language, apart=True)
    return KINDS.get(str(value), value) if key == "called" else value
