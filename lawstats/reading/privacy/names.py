"""The names a cell lists, told apart so that each can be hashed or masked."""

from __future__ import annotations

import re
import unicodedata

from lawstats.reading.ledger_words import bare

__all__ = ["AND_OTHERS", "NAME_MASK", "SURNAMES", "looks_like_name", "names_others", "split_names"]

NAME_MASK = "某某"
#: The four hundred commonest family names of one character, and those of two (after the Hundred Family Surnames).
SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董"
    "梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉"
    "钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙"
    "叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄"
    "晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养"
    "鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公付肖闫邸佟覃涂仝苑原代操闪位卿母门展晋覃火苟上"
)
_DOUBLE_SURNAMES_TEXT = (
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 端木 夏侯 南宫 西门 "
    "独孤 申屠 轩辕 呼延 闻人 澹台 公冶 太史 淳于 单于 宗政 濮阳 仲孙 钟离 鲜于 闾丘 亓官 万俟 "
    "拓跋 赫连 "
)
DOUBLE_SURNAMES = frozenset(_DOUBLE_SURNAMES_TEXT.split())
#: Family names that seldom open any other word of two characters; 文字, 安全 and 高风 are no persons.
_PLAIN_SURNAMES = frozenset(
    "李王张刘陈杨赵吴徐孙胡朱郭罗梁郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾魏薛阎潘杜戴汪姜姚谭廖邹熊陆郝崔邱秦邵孟钱尹黎乔贺龚"
)
_NAME_SPLIT = re.compile(r"[、,,;;/\n&]+|(?<=[一-鿿]{2})(?:与|和|及|诉)(?=[一-鿿]{2})|\s{1,}")
LONGEST_NAME = 3
_ONE_NAME = re.compile(r"(?![^等与和及诉无]*[等与和及诉无])[一-鿿]{2,3}")
AND_OTHERS = re.compile(r"等\s*[\d一二三四五六七八九十百两]*\s*(?:余|多)?\s*[人户名位].*$|等$")
_ROLE = re.compile(r"^(?:当事人|申请人|被申请人|甲方|乙方|原告|被告|[AB]方?|[甲乙丙丁])[::]\s*")
_BRACKETS = re.compile(r"\(.*?\)|\(.*$")
_EDGE = re.compile(r"^[\s::。.]+|[\s::。.]+$")


def names_others(cell: str) -> bool:
    """Whether a cell names some and counts the rest (甲某、乙某等5人).

    Examples
    --------
    >>> names_others("甲一、乙二等5人"), names_others("甲一、乙二")
    (True, False)
    """
    return "等" in cell and AND_OTHERS.search(unicodedata.normalize("NFKC", cell)) is not None


def looks_like_name(text: str) -> bool:
    """Whether a word of two to four characters opens with a family name, as persons' names do, and some places' too.

    Examples
    --------
    >>> looks_like_name("甄某乙"), looks_like_name("欧阳某某"), looks_like_name("城东"), looks_like_name("李家庄北路口")
    (True, True, False, False)
    """
    if text[:2] in DOUBLE_SURNAMES:
        return LONGEST_NAME <= len(text) <= LONGEST_NAME + 1
    return text[:1] in (SURNAMES if len(text) == LONGEST_NAME else _PLAIN_SURNAMES if len(text) > 1 else ()) and (
        len(text) <= LONGEST_NAME
    )


def split_names(cell: object) -> list[str]:
    """Return the names a cell lists, without roles, brackets and 等5人.

    Examples
    --------
    >>> split_names("申请人:甲一、乙二(身份证略)等5人")
    ['甲一', '乙二']
    """
    if not isinstance(cell, str) or not cell.strip():
        return []
    if _ONE_NAME.fullmatch(cell):
        return [cell]
    text = _BRACKETS.sub("", unicodedata.normalize("NFKC", cell)).strip()
    # 甲 一 is one name with a space for looks.
    if re.fullmatch(r"[一-鿿\s]+", text) and len(re.sub(r"\s", "", text)) <= LONGEST_NAME:
        text = re.sub(r"\s", "", text)
    parts = (_EDGE.sub("", _ROLE.sub("", AND_OTHERS.sub("", part))) for part in _NAME_SPLIT.split(text))
    return [part for part in parts if part and bare(part) not in ("", "无", "不详")]
