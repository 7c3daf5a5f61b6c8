"""What is told of under 存在问题: trouble counts, what denies it or reports progress does not."""

import time

import pytest

from xlminshi.core.common_shortcomings import topics_of

NO_TROUBLE = (
    "资金已全部到位，暂无困难。",
    "小区配套设施不够完善。",
    "本单位无问题，施工正常",
    "无人员伤亡，已采购设备。",
    "暂无资金困难",
    "资金没有问题",
    "没有资金方面的困难",
    "无施工困难",
    "未出现资金短缺现象",
    "利用地方债已建成，效果不错",
    "天气不影响施工",
    "手续齐全，无问题",
    "施工未受天气影响",
    "资金不缺",
    "资金问题已解决",
    "前期手续已全部办结",
    "招标已完成，施工正常推进",
    "正在办理用地手续",
    "设备采购中",
    "人员力量充足，协调配合顺畅",
    "继续加强施工管理，加强部门协调",
    "无",
    "暂无",
    "所需资金已到位",
    "征地拆迁问题已得到解决",
    "群众对停车难反映较多",
    "施工图已审定，未见不妥",
    "资金、手续均无问题",
    "不存在资金、用地等方面的问题",
    "停车场施工正常",
    "无停工现象",
)
TROUBLE = {
    "上级资金未到位": "资金",
    "资金缺口大，用地手续未批": "资金、前期手续、用地和征收拆迁",
    "资金没有到位": "资金",
    "没有资金": "资金",
    "无用地指标": "用地和征收拆迁",
    "资金有困难": "资金",
    "征地拆迁": "用地和征收拆迁",
    "资金、用地": "资金、用地和征收拆迁",
    "受天气影响，施工进度较慢": "施工组织和进度",
    "雨季影响。": "施工组织和进度",
    "雨季施工": "施工组织和进度",
    "工期紧，任务重": "施工组织和进度",
    "施工场地狭窄": "施工组织和进度",
    "因资金不足已停工": "资金、施工组织和进度",
    "财政评审周期长": "前期手续",
    "部门之间配合不够": "部门协调配合",
    "人手不足": "人员力量",
    "专业人员缺乏": "人员力量",
    "需县政府协调解决": "部门协调配合",
    "招标流标两次，需重新招标": "招标采购",
    "手续办理慢": "前期手续",
    "手续尚在办理": "前期手续",
    "资金没有到位的问题突出": "资金",
    "施工许可证未办理": "前期手续、施工组织和进度",
    "无安全事故但资金不足": "资金",
    "资金已拨付80%，剩余资金尚未到位": "资金",
    "资金拨付滞后": "资金",
    "等待财政评审": "前期手续",
    "人员变动频繁": "人员力量",
    "征地群众工作难度大": "用地和征收拆迁",
    "已影响施工进度": "施工组织和进度",
    "没有及时拨付资金": "资金",
    "资金压力较大": "资金",
    "征收资金还差300万元": "资金、用地和征收拆迁",
    "资金紧": "资金",
    "受疫情影响施工人员无法进场": "施工组织和进度、人员力量",
}


@pytest.mark.parametrize("words", NO_TROUBLE)
def test_words_that_deny_or_report_progress_are_no_shortcoming(words: str) -> None:
    assert topics_of(words) == ()


@pytest.mark.parametrize(("words", "topics"), TROUBLE.items())
def test_trouble_stands_under_what_it_is_about(words: str, topics: str) -> None:
    assert "、".join(topics_of(words)) == topics


def test_a_very_long_text_without_marks_takes_no_time() -> None:
    began = time.process_time()
    assert topics_of("资金已无未" * 6_000) != ()
    assert time.process_time() - began < 2
