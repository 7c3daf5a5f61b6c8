"""What the office says to a unit about its return: the notes on cells, and cures that fit the copy it gets back."""

from xlminshi.core.problems import OF_THE_LIST, Code, Problem

LIST_SHEET = "问题清单"
LEFT_OVER = "没有放进表中的内容"
_LAST_LINE = "（督查部门提示，不用删除）"
# In the marked copy the form is whole again: what to do is less than in the file that came.
_CURES = {
    Code.MISSING_ROW: "本表已补上这一行，请填写。",
    Code.MISSING_COLUMN: "本表已补上这一列，请填写。",
    Code.DOUBLE_COLUMN: f"本表取了第一列，另一列列在“{LEFT_OVER}”，请核对。",
    Code.DOUBLE_ROW: f"各行原来的内容列在“{LEFT_OVER}”，请把正确的填到本行。",
    Code.UNKNOWN_ROW: f"原来的内容列在“{LEFT_OVER}”，请核对后填到相应的行。",
    Code.RENAMED_SINCE: "如不是同一件实事，请联系督查部门。",
    Code.CONFLICTING_ENTRY: "本表已按第一处带入，请核对，只填这一格。",
    Code.PLAN_CHANGED: "本表已恢复为台账内容；如确需调整，请联系督查部门。",
    Code.BEYOND_TABLE: f"原来的内容列在“{LEFT_OVER}”；如属填报内容，请填到相应的列。",
    Code.STORED_RATE_DIFFERS: "本表已恢复公式，请核对累计完成。",
    Code.ERROR_CELL: "请直接填写内容。",
    Code.NOT_CALCULATED: "请直接填写内容。",
    Code.FORMULA_IN_ENTRY: "本表已换成计算结果，请核对。",
    Code.UNKNOWN_UNIT: "请核对表头的填报单位。",
    Code.UNIT_WITHOUT_PROJECT: "请核对表头的填报单位。",
}

# In a letter without a marked copy, which goes on with how to fill in the form: what the unit itself can do.
_IN_A_LETTER = {
    Code.NO_FORM: "",
    Code.UNKNOWN_UNIT: "请在表头写明规范的单位名称。",
    Code.UNIT_WITHOUT_PROJECT: "请核对表头的填报单位；如有疑问，请联系督查部门。",
    Code.OTHER_PROGRAMME: "请核对是否发错了文件。",
    Code.OTHER_VERSION: "请用现用的填报表填写。",
}

# Findings that only the office can act on, or that speak of files beside the unit's own.
_FOR_THE_OFFICE = frozenset(
    {
        Code.SAME_FILE_TWICE,
        Code.SENT_TWICE,
        Code.SENT_EARLIER,
        Code.SENT_AGAIN,
        Code.RECOGNISED_BY,
        Code.ROWS_OF_OTHER,
        Code.FILE_NAME_DIFFERS,
        Code.NOT_RETURNED,
        Code.NOT_ADOPTED,
        *OF_THE_LIST,
    }
)


def is_for_unit(one: Problem) -> bool:
    """Return whether a finding about a unit's file concerns the unit itself."""
    return one.code not in _FOR_THE_OFFICE


def cure_for(one: Problem) -> str:
    """Return what the unit should do in its marked copy."""
    return _CURES.get(one.code, one.cure)


def words_in_letter(one: Problem) -> str:
    """Return a finding about a file that cannot be marked, as it is told to whoever sent the file."""
    return f"{one.what}{_IN_A_LETTER.get(one.code, one.cure)}".replace("请对方", "请")


def note_text(problems: tuple[Problem, ...]) -> str:
    """Return the note on a cell: every finding with what to do."""
    lines = (f"【{one.level.value}】{one.what}{cure_for(one)}" for one in problems)
    return "\n".join((*lines, _LAST_LINE))


def words_beside(note: str) -> str:
    """Return what a person wrote in a note: all of it, or what stands beyond the words that `note_text` gave."""
    before, mark, after = note.partition(_LAST_LINE)
    return after.strip() if mark and before.startswith("【") else note.strip()
