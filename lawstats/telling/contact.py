"""A contact sheet: all pictures of a folder on one page for the browser, with the words to paste beside each."""

from __future__ import annotations

from html import escape
from pathlib import Path

from lawstats.telling.sidecars import MARK, Sidecar, read_sidecars

__all__ = ["write_contact_sheet"]

# A click selects a whole field, ready to copy: scripts may not touch the clipboard on a page opened from a folder.
_STYLE = """
body{font-family:"Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif;color:#1B2733;background:#fff;
margin:2rem auto;max-width:72rem;padding:0 1rem;line-height:1.6}
article{border-top:1px solid #C9CED3;padding:1.2rem 0;display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);
gap:1.5rem;break-inside:avoid}
img{max-width:100%;height:auto;border:1px solid #C9CED3}
img.half{max-width:49%}
h2{font-size:1.05rem;margin:0 0 .6rem}
dl{margin:0;display:grid;grid-template-columns:5em 1fr;gap:.3rem .6rem;font-size:.9rem}
dt{color:#5A636C}
dd{margin:0;user-select:all;overflow-wrap:anywhere}
dd.files{user-select:auto}
strong{border:1px solid currentColor;border-radius:.3rem;padding:0 .3rem;font-size:.8rem}
@media(max-width:48rem){article{grid-template-columns:1fr}}
"""
_HEAD = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>图册</title>
<style>{style}</style>
</head>
<body>
<h1>图册</h1>
<p>共 {count} 幅图。正文插入 PNG（图宽已按 A4 版心设好，不要拉伸），印刷或展板用 SVG，核对数字用 CSV。
图题照抄“图题”，来源和说明写在图下，“替代文字”填入图片属性。点一下文字即可选中整段，再复制。</p>
"""


def write_contact_sheet(folder: str | Path) -> Path:
    """Write ``index.html`` beside the pictures of a folder; it needs no other file but them.

    Parameters
    ----------
    folder : str or Path
        A folder that `save_figure` has written to.

    Returns
    -------
    Path
        The page. Pictures are linked relatively, so the folder may be moved or zipped as a whole.

    Raises
    ------
    LawstatsError
        If a picture or the words beside it are missing or unreadable.

    Examples
    --------
    >>> import tempfile
    >>> write_contact_sheet(tempfile.mkdtemp()).name
    'index.html'
    """
    folder = Path(folder)
    pictures = read_sidecars(folder)
    articles = "".join(_article(number, words) for number, words in enumerate(pictures, start=1))
    text = f"{_HEAD.format(style=_STYLE, count=len(pictures))}{articles}</body>\n</html>\n"
    page = folder / "index.html"
    page.write_bytes(text.encode("utf-8"))  # the same line ends on Windows
    return page


def _article(number: int, words: Sidecar) -> str:
    name, width = escape(words.name), "半版" if words.width == "half" else "全版"
    fields = [
        ("图题", words.title),
        ("图注", words.subtitle),
        ("来源", words.source.removeprefix("来源：")),
        ("说明", words.caveat),
        ("替代文字", words.alt),
    ]
    rows = "".join(f"<dt>{label}</dt><dd>{escape(text)}</dd>\n" for label, text in fields if text)
    links = " · ".join(f'<a href="{name}.{kind}">{kind.upper()}</a>' for kind in ("png", "svg", "csv"))
    mark = f" <strong>{MARK}，不得引用</strong>" if words.fictional else ""
    size = ' class="half"' if words.width == "half" else ""
    picture = f'<img{size} src="{name}.png" alt="{escape(words.alt)}" loading="lazy">'
    return (
        f'<article id="{name}">\n<a href="{name}.png">{picture}</a>\n'
        f"<div>\n<h2>{number}. {escape(words.title)}{mark}</h2>\n<dl>\n{rows}"
        f'<dt>文件</dt><dd class="files">{links}（{width}宽）</dd>\n</dl>\n</div>\n</article>\n'
    )
