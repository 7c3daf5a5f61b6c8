"""What a form is known by when it comes back: its sheets, its stamp, the labels of its head, the rows in which it was laid out.

In a place of its own, so that whoever reads a form need not know how one is laid out.
"""

FORM_VERSION = "1"
STAMP_SHEET = "表单信息"
HELP_SHEET = "填报说明"
# Whose the office's own workbook is, according to its stamp.
ALL_UNITS = "全部单位"
STAMP_LABELS = (
    "实事方案",
    "填报单位",
    "通报期",
    "表单版本",
    "已过时段",
    "全年时段",
    "完成率取整",
    "完成倍数上限",
    "形象进度节点",
)
HEAD_NAMES = ("lead_unit", "period", "deadline", "reporter", "reviewer", "reported_on")
HEAD_LABELS = ("填报单位", "通报期", "报送截止", "填报人", "审核人", "填报日期")
SOURCE_LABEL = "来源文件"
TITLE_ROW, HEAD_ROW, LEGEND_ROW, HEADER_ROW, FIRST_ROW = range(5)
