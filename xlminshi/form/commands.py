"""The buttons an office clicks: one list for the 首页 sheet, the ribbon, the macros and the manual.

A macro named here calls the function of the same command in `xlminshi.buttons`, and does nothing else.
"""

from dataclasses import dataclass

SELF_CHECK_SHEET = "数据校验结果"
"""Where 数据校验 without Python (a macro) lists what it found; made anew by each check, and never collected."""


@dataclass(frozen=True, slots=True)
class Command:
    """One button. `function` is the Python entry, `macro` the VBA procedure (ASCII), `help` the tip shown beside it."""

    function: str
    macro: str
    caption: str
    help: str


COMMANDS = (
    Command("split", "MinshiSplit", "拆分下发", "为每个牵头单位生成一份不含宏的填报表。"),
    Command("collect", "MinshiCollect", "回收汇总", "读入报回的文件，更新各单位的表和汇总表。"),
    Command("check", "MinshiCheck", "数据校验", "检查各单位工作表，把问题列在“填报问题”表。"),
    Command("publish", "MinshiPublish", "生成通报", "生成汇总表、通报稿和督查通报（Word）。"),
    Command("verify", "MinshiVerify", "核对通报", "逐个核对通报中的数字，标出不一致的地方。"),
    Command("open_bulletin", "MinshiOpenBulletin", "打开通报", "打开最近生成的通报（Word）。"),
)
