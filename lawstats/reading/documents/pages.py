"""A report as published on a government site: the article, without menus, attachments and footers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import lxml.html
from lxml import etree

from lawstats.errors import LawstatsError
from lawstats.reading.documents.files import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_TAGS", "html_document"]

_DROPPED_TAGS = (
    "script", "style", "noscript", "nav", "header", "footer", "form", "iframe", "select", "button", "svg", "object",
    "head", "textarea", "input",
)  # fmt: skip
_DROPPED_NAMES = re.compile(
    r"(?:^|[-_ ])(?:nav\w*|menu\w*|foot\w*|crumb\w*|breadcrumb\w*|share\w*|print\w*|related\w*|attach\w*|fujian"
    r"|copyright|sidebar|toolbar|qrcode|ewm|bdsharebuttonbox|pagination|search\w*|login\w*)(?:$|[-_ ])",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    (
        "address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section",
        "table", "tbody", "td", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
# What site templates put inside the article's own element.
_CHROME = re.compile(
    r"(?:附件(?:下载)?\s*[:：]?\s*\d*[.、]?.{0,60}\.(?:docx?|pdf|xlsx?|wps|ofd|zip|rar)|附件\s*[:：]?|扫一扫.{0,20}|[【[(]?(?:(?:打印|关闭|收藏|返回顶部)(?:(?!打印|关闭|收藏|返回顶部)[^。\d]){0,8})+"
    r"|(?:相关|推荐|延伸)(?:文档|文章|链接|信息|阅读|附件|稿件|新闻|解读|文件|政策)\s*[:：]?|语音播报|语音合成.{0,20}|(?:进入|退出)播报模式"
    r"|分享到.{0,20}|上一[篇条].{0,80}|下一[篇条].{0,80}|责任编辑.{0,20}|版权所有.{0,60}|.{0,20}ICP备.{0,40}|主办单位.{0,40}"
    r"|当前位置.{0,80}|您(?:现在)?(?:的)?(?:当前)?(?:所在)?位置.{0,80}|字体\s*[:：].{0,20}|浏览次数.{0,20}|点击(?:数|率|量)?\s*[:：]?.{0,12}"
    r"|(?:发布|更新|发文)(?:时间|日期)\s*[:：].{0,80}|(?:信息)?来源\s*[:：].{0,40}|索\s*引\s*号.{0,60})"
)
# A longer heading is no title; cutting it first bounds the time its patterns can take.
_LONGEST_TITLE = 400
_LONGEST_CELL = 60
_MOST_SPANNED = 100
#: More tags are refused before they are built: each takes a hundred times its own size in memory.
MAX_TAGS = 500_000
# One name for what is passed over. Taking it out would string together the text after it, again and again.
_UNWANTED = "unwanted"


@dataclass(slots=True)
class _Block:
    """Words of a block, how many of their letters are links, and whether no block is inside it."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    leaf: bool = True


_ATTACHED = re.compile(r"\.(?:docx?|pdf|xlsx?|wps|ofd|zip|rar)(?:$|\?)", re.IGNORECASE)


def html_document(source: str, file: str) -> Document:
    """Take the article out of a page.

    The article is the element whose paragraphs hold most text outside links (Kohlschütter et al. 2010 weigh text and
    link density alike), with everything inside it in reading order.

    Raises
    ------
    LawstatsError
        When the page holds no paragraph of text, or too many tags.
    """
    if source.count("<") > MAX_TAGS:
        raise LawstatsError(f"网页的标签超过 {MAX_TAGS} 个", "请在浏览器中打开，复制正文为 .txt", file=file)
    # A declared encoding in the text itself would make lxml refuse a string.
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)
    try:
        root = lxml.html.document_fromstring(source)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise LawstatsError("网页里没有内容", "请在浏览器中打开后另存，或复制正文为 .txt", file=file) from error
    title = _title(root)
    for element in root.iter("*"):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        attached = element.tag == "a" and _ATTACHED.search(element.get("href", ""))
        unwanted = attached or element.tag in _DROPPED_TAGS or _DROPPED_NAMES.search(names)
        if unwanted and element.tag not in ("html", "body"):
            element.tag = _UNWANTED
    blocks = _blocks(root)
    article = _article(root, blocks)
    _drop_links(article, blocks)
    lines = [line for line in _lines(article) if not _CHROME.fullmatch(line)]
    if not lines:
        raise LawstatsError("网页里没有成段的文字", "正文可能是图片或附件，请下载附件后读取", file=file)
    return Document("\n".join(lines), title)


def _title(root: Any) -> str:
    for path in ("//meta[translate(@name,'ARTICLETITLE','articletitle')='articletitle']/@content", "//h1", "//title"):
        for found in root.xpath(path):
            words = found if isinstance(found, str) else found.text_content()
            words = re.sub(r"\s+", "", str(words)[:_LONGEST_TITLE])
            # Sites add their own name to the page's title.
            words = re.split(r"[-_|—]{1,2}(?=[^-_|—]*(?:政府|门户|网|公开|街道|局)[^-_|—]*$)", words)[0]
            if 6 <= len(words) <= 80:
                return words
    return ""


def _walk(root: Any) -> Iterator[tuple[str, Any, str]]:
    """Go through what is wanted in reading order: "start", "end" or "after" what is left out, element, words."""
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and element.tag == _UNWANTED:
            walk.skip_subtree()
        elif event == "start":
            yield "start", element, element.text or ""
        elif event == "end" and element.tag != _UNWANTED:
            yield "end", element, "" if element is root else element.tail or ""
        elif element is not root:
            yield "after", element, element.tail or ""


def _blocks(root: Any) -> dict[Any, _Block]:
    """Find the words of each block that stand in no block inside it."""
    found: dict[Any, _Block] = {}
    inside: list[_Block] = []
    links = 0
    for event, element, text in _walk(root):
        opens, closes = event == "start", event == "end"
        if opens and element.tag in _BLOCKS:
            if inside:
                inside[-1].leaf = False
            found[element] = _Block()
            inside.append(found[element])
        elif closes and element.tag in _BLOCKS:
            inside.pop()
        links += (opens - closes) * (element.tag == "a")
        words = "".join(text.split())
        if words and inside:
            inside[-1].pieces.append(words)
            inside[-1].linked += len(words) if links else 0
    return found


def _article(root: Any, blocks: dict[Any, _Block]) -> Any:
    """Find the element that holds the article: most text in paragraphs of its own, least in links."""
    scores: dict[Any, float] = {}
    body = root.find("body")
    for element, block in blocks.items():
        words = "".join(block.pieces)
        share = max(len(words) - 2 * block.linked, 0) * (1 + min(len(re.findall("[，。；、,;]", words)), 20) / 10)
        if element is body:
            scores[body] = share  # text that stands in no element of the page
        for ancestor in (element, *element.iterancestors()):
            if ancestor.tag in ("html", "body"):
                break
            scores[ancestor] = scores.get(ancestor, 0.0) + share
            # A parent counts nearly in full, so that paragraphs beat any single one; far ancestors count less and less.
            share *= 0.9
    if not scores:
        return body if body is not None else root
    return max(scores, key=lambda element: scores[element])


def _drop_links(article: Any, blocks: dict[Any, _Block]) -> None:
    """Leave out what is nothing but links: other reports, attachments, the way back."""
    for element, block in blocks.items():
        if element is article or not block.leaf or element.tag not in ("li", "p", "div", "dd", "dt", "td"):
            continue
        words = "".join(block.pieces)
        if words and block.linked == len(words) and not words.endswith(("。", "；", "：")):
            element.tag = _UNWANTED


def _lines(article: Any) -> list[str]:
    """Text of an element in reading order, a line a block; cells of a row on one line."""
    pieces: list[str] = []
    inside: list[Any] = []  # cells of a table, whose paragraphs and tables stay on the row's line
    tables: list[_Columns] = []
    for event, element, text in _walk(article):
        tag = element.tag
        cell = tag in ("td", "th")
        if event == "start" and tag == "table":
            tables.append(_Columns())
        if event == "start" and cell:
            pieces.append(" " if inside or not tables else "\t" * tables[-1].skip_to(element))
            if _is_cell(element):
                inside.append(element)
        elif event == "end" and cell:
            inside = inside[:-1] if inside and inside[-1] is element else inside
        elif event != "after" and (tag in _BLOCKS or (tag == "br" and event == "start")):
            pieces.append(" " if inside else "\n")
            if tag == "tr" and tables:
                tables[-1].next_row()
        if event == "end" and tag == "table":
            tables.pop()
        pieces.append(_words(text))
    lines = "".join(pieces).split("\n")
    return [tidy for line in lines if (tidy := _tidy(line))]


class _Columns:
    """The columns of a table, some of them still taken by cells of the rows above."""

    def __init__(self) -> None:
        self._column = self._last = 0
        self._taken: dict[int, int] = {}

    def next_row(self) -> None:
        """Begin a row, or end one."""
        for column in [column for column in self._taken if column >= self._column > 0]:
            self._take(column)
        self._column = self._last = 0

    def skip_to(self, cell: Any) -> int:
        """Give how many columns a cell begins after the one before it in its row."""
        while self._column in self._taken:
            self._take(self._column)
            self._column += 1
        across, down = _span(cell, "colspan"), _span(cell, "rowspan")
        self._taken |= {self._column + column: down - 1 for column in range(across) if down > 1}
        skipped, self._last = self._column - self._last, self._column
        self._column += across
        return skipped

    def _take(self, column: int) -> None:
        self._taken[column] -= 1
        if not self._taken[column]:
            del self._taken[column]


def _span(cell: Any, name: str) -> int:
    words = str(cell.get(name, "")).strip()
    return max(1, min(int(words), _MOST_SPANNED)) if words.isdecimal() and len(words) < 6 else 1


def _tidy(line: str) -> str:
    """Take out spaces; tabs before the only words of a line are those of a page laid out as a table."""
    line = re.sub(r" ?\t ?", "\t", re.sub(r"[ \xa0\u3000]{2,}", " ", line)).strip(" \xa0\u3000").rstrip("\t")
    return line if "\t" in line.strip("\t") else line.strip(" \t\xa0\u3000")


def _is_cell(element: Any) -> bool:
    """Whether a cell is one of a table of figures; pages also lay whole articles out in tables."""
    beside = element.getnext() is not None or element.getprevious() is not None
    return beside and len(element.text_content().strip()) <= _LONGEST_CELL


def _words(text: str) -> str:
    # Line breaks of the source code are not line breaks of the page.
    return re.sub(r"\s+", " ", text)
