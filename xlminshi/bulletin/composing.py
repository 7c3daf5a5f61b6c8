"""The ledger → the whole document, of the kind that the office has chosen."""

from xlminshi.bulletin.briefing import briefing_body
from xlminshi.bulletin.document import Document, Imprint, Masthead, ParagraphStyle
from xlminshi.bulletin.inspection import inspection_body
from xlminshi.bulletin.numerals import official_date
from xlminshi.bulletin.overview import title_lines
from xlminshi.bulletin.teller import teller_of
from xlminshi.bulletin.wording import sentence, tidied
from xlminshi.core.ledger import Ledger
from xlminshi.core.settings import BulletinSettings, DocumentKind


def compose(ledger: Ledger) -> Document:
    """Return the document that follows from a ledger: 督查通报 or 工作简报, as 文种 on the 设置 sheet says."""
    teller = teller_of(ledger)
    is_briefing = teller.kind is DocumentKind.BRIEFING
    return Document(
        masthead=masthead_of(teller.settings.bulletin, teller.kind),
        title=title_lines(teller),
        body=briefing_body(teller) if is_briefing else inspection_body(teller),
        imprint=imprint_of(teller.settings.bulletin),
    )


def masthead_of(words: BulletinSettings, kind: DocumentKind) -> Masthead:
    """Return the 版头; a visible gap stands for what is not filled in yet."""
    issue = f"第{words.issue_number}期" if words.issue_number else "第　期"
    if kind is DocumentKind.BRIEFING:
        issue = f"（{issue}）"
    return Masthead(words.masthead, issue, words.issuer, official_date(words.dated))


def imprint_of(words: BulletinSettings) -> Imprint:
    """Return the 版记: 本期发 and 抄送 as they are typed, and who printed it."""
    lines = (("本期发", words.distribution_list), ("抄送", words.copy_to))
    distribution = "\n".join(f"{label}：{sentence(tidied(text))}" for label, text in lines if text)
    printed_on = f"{official_date(words.dated)}印发" if words.printed_by else ""
    return Imprint(distribution, words.printed_by, printed_on)


def draft_rows(document: Document) -> tuple[tuple[str, str, str], ...]:
    """Return the document as (key, style name, text) for the 通报稿 sheet, masthead and imprint included."""
    head, foot = document.masthead, document.imprint
    rows = [
        ("版头", "公文红头", head.name),
        ("期号", "公文期号", head.issue),
        ("发文机关", "公文编发栏", head.issuer),
        ("成文日期", "公文编发栏", head.dated),
        ("标题", ParagraphStyle.TITLE.value, "\n".join(document.title)),
        *((one.key, one.style.value, one.text) for one in document.body),
        ("分发范围", "公文版记", foot.distribution),
        ("印发", "公文版记", f"{foot.printed_by}　{foot.printed_on}".strip()),
    ]
    return tuple(row for row in rows if row[2])
