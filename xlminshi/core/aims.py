"""The words for what is to be reached in the year (全年目标任务, 市定任务, 年初确定的目标), as parts of patterns."""

OF_TIME = "全年度?|本?年度|本年|当年|今年|年初(?:确定|制定|下达)?"
SET_ABOVE = "国定|省定|市定|县定|区定|旗定|州定|盟定"
# The whole year's task; 既定任务 and 预定目标 may also be a unit's own for a month.
OF_WHOLE_YEAR = f"(?:(?:{OF_TIME}|{SET_ABOVE})+的?)"
OF_YEAR = f"(?:(?:{OF_TIME}|{SET_ABOVE}|既定|预定|确定|下达)+的?)?"
# 完成计划投资 and 计划新建 are no task that is done.
_PLAN = "计划(?!的?[新改建开投购招培资用实安总])"
AIM = f"(?:(?:工作|计划)?(?:目标任务|任务目标|目标|任务)|{_PLAN})(?!目标|任务)"
NOT = "(?:尚未|未能|没有|没能|还未|还没有?|仍未|未|没)"
