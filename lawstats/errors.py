"""The one error a user of lawstats sees: which file, which place, what was found, what to do."""

from __future__ import annotations

__all__ = ["LawstatsError"]


class LawstatsError(ValueError):
    """Input that cannot be used, said so that a clerk can mend it.

    Parameters
    ----------
    found : str
        What was found, in Chinese, in one clause.
    advice : str, optional
        What to do about it, in Chinese.
    file : str, optional
        The file's name (never a full path of the machine it ran on).
    place : str, optional
        Sheet and cell, line, key or sentence.

    Examples
    --------
    >>> print(LawstatsError("文件是空的", "请检查是否上传完整", file="报告.docx"))
    报告.docx：文件是空的。请检查是否上传完整。
    """

    def __init__(self, found: str, advice: str = "", *, file: str = "", place: str = "") -> None:
        self.found, self.advice, self.file, self.place = found, advice, file, place
        where = "，".join(part for part in (file, place) if part)
        message = f"{where}：{found}" if where else found
        super().__init__("".join(_stopped(part) for part in (message, advice) if part))

    def __reduce__(self) -> tuple[object, ...]:
        """Keep every part when the error crosses to another process."""
        return (_rebuild, (type(self), self.found, self.advice, self.file, self.place))


def _stopped(sentence: str) -> str:
    return sentence if sentence[-1] in "。？！" else f"{sentence}。"


def _rebuild(kind: type[LawstatsError], found: str, advice: str, file: str, place: str) -> LawstatsError:
    return kind(found, advice, file=file, place=place)
