"""The measures of an official document, each with the clause or the practice that it comes from.

Measures follow GB/T 9704-2012 ("the standard", clause numbers in the remarks) and, for the 版头 of a 简报, office practice.
Lengths are twips (1/20 pt; 1 mm = 56.69 twips), font sizes half-points, rule weights eighths of a point, as in the file format.
A remark that ends with "?" is from memory or disputed between offices: it is a default, to be changed in the letterhead file.
"""

# Page (5.1 paper, 5.2 margins and type area) ---------------------------------------------------------------------
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4, 210 x 297 mm
MARGINS_MM = (37.0, 28.0, 35.0, 26.0)
# 天头 37, 订口 28 (5.2.1); bottom 35 and right 26 are what they and 版心 156 x 225 mm leave. To the margin box or the glyph?
LINES_PER_PAGE, CHARACTERS_PER_LINE = (
    22,
    28,
)  # 5.2.3; they fill the type area, `profile` derives pitch and spacing
HEADER_DISTANCE = 851  # 15 mm; the standard has no page header
FOOTER_DISTANCE = (
    1447  # the dashes stand 7 mm under the type area (7.5): 28 mm from the edge less half a line
)

# Type (5.2.2 and 7.2 to 7.5) -------------------------------------------------------------------------------------
FONT_NAME = "方正小标宋简体"  # 小标宋体 for the name and the title (7.2.4, 7.3.1)
FONT_BODY = "仿宋_GB2312"  # 仿宋体 unless said otherwise (5.2.2)
FONT_HEADING_1 = "黑体"  # 7.3.3
FONT_HEADING_2 = "楷体_GB2312"  # 7.3.3
FONT_PAGE_NUMBER = "宋体"  # 7.5
SIZE_2, SIZE_3, SIZE_4 = 44, 32, 28  # 2号 22 pt, 3号 16 pt, 4号 14 pt
NAME_SIZE = 144  # 72 pt; the office's own choice, "醒目、美观、庄重" (7.2.4)?
NAME_SPACING = 240  # 12 pt between the characters of the name; practice?
NAME_LINE = 1680  # 84 pt, exact; the lines of a name that needs two share it
NAME_LEAST = 52  # 1号 26 pt: a name in smaller type hardly outranks the title in 2号; practice?
NAME_SPACE_BEFORE = 340  # 6 mm: with it the 版头 of a 简报 takes about the upper third of the page; practice?
ISSUE_SPACE_BEFORE = 300  # practice: about half a line under the name?
ISSUER_SPACE_BEFORE = 240  # practice?
TITLE_LINE = 680  # 34 pt, exact: 2号 lines of a title need more air than body lines; practice?
TITLE_AIR = 150  # the air above the glyphs, less than two full lines under the red rule (7.3.1)
PAGE_NUMBER_LINE = 280  # 14 pt, exact

# Line ends: Word's own lists for Chinese, and — and ～, so that 1—9月 is never torn apart
NEVER_LAST_IN_LINE = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥—～"
NEVER_FIRST_IN_LINE = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠—"
)

# Rules (7.2.7 and 7.4.1) -----------------------------------------------------------------------------------------
RED = "FF0000"  # 5.2.4: black, and red where the standard says so
BLACK = "000000"
RED_RULE_WEIGHT = 16  # 2 pt; the standard gives no weight for a 文件?
RED_RULE_SPACE = 7  # points; with the air under the glyphs 4 mm (7.2.7)
OUTER_RULE_WEIGHT = 8  # first and last line of the 版记, 0.35 mm recommended (7.4.1)
INNER_RULE_WEIGHT = 6  # lines between, 0.25 mm recommended (7.4.1)
IMPRINT_INDENT = SIZE_4 * 10  # one 4号 character in from the left and the right (7.4.2, 7.4.3)
IMPRINT_LABEL_LENGTH = 4  # characters of 本期发： by which turned lines hang (7.4.2)
IMPRINT_LEFT_COLUMN = 5000  # wide enough for an office name of 16 characters
CLOSING_LINE = 20  # 1 pt: Word wants a paragraph after the last table; this one takes no room
