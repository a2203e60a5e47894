"""Names of files and sheets, shown without the persons they may name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import PurePath

from lawstats.reading.privacy.masks import mask_text
from lawstats.reading.privacy.names import NAME_MASK, looks_like_name

__all__ = ["shown_file", "shown_sheet"]

#: Words that make up the names of ledgers, files and sheets; what is left between them may be somebody.
_WORDS_TEXT = (
    "离婚 继承 赡养 抚养 债务 借贷 租赁 物业 劳动 赔偿 侵权 交通 医疗 消费 土地 宅基地 "
    "拆迁 征收 安置 房屋 风险 预警 婚姻 家庭 邻里 方面 "
    "虚构示例 法治政府建设 人民调解 调解 案件 登记 台账 台帐 矛盾 纠纷 排查 化解 普法 宣传 活动 "
    "法律 法治 顾问 工作 日志 记录 合同 协议 行政 复议 诉讼 应诉 基础 数据 明细 汇总 统计 报表 "
    "报告 表格 台 表 簿 册 单 年度 年 月份 月 日 季度 上半年 下半年 半年 全年 本年 上年 去年 "
    "原始 副本 备份 新 旧 稿 说明 填写 填表 总 分 已 未 结案 结 办结 情况 审查 审核 咨询 服务 "
    "讲座 分母 人口 户数 网格 调解员 附件 最终 修改 示例 虚构 样表 模板 空白 导出 下载 业务 系统 "
    "司法所 司法 街道办事处 街道办 街道 办事处 居委会 村委会 调委会 社区 村 镇 乡 区 县 市 省 第 "
    "共 一 二 三 四 五 六 七 八 九 十 号 页 份 册 本 期 及 和 与 的 之 各 按 类 型 分类 "
    "汇总表 花名册 名单 情况表 受理 立案 办理 公开 平安 综治 信访 重点 人员 方案 计划 安全 生产 "
    "建设 材料 资料 文件 工资 考核 通知 测试 "
)
_WORDS = frozenset(_WORDS_TEXT.split())
_KNOWN = re.compile("|".join(sorted((word for word in _WORDS if len(word) > 1), key=len, reverse=True)) + "|[的之诉]")
#: Single characters are taken off the ends only: inside a name they belong to it.
_EDGES = "".join(word for word in _WORDS if len(word) == 1) + "案等"
#: A place: its own word ends it, whatever the place is called.
_PLACE = re.compile(r"[一-鿿]{1,6}?(?:街道|社区|村|镇|乡|居委会|村委会)")
_NUMBER = re.compile(r"\d{7,}")
_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?")
_ACCOUNT = re.compile(r"[A-Za-z][\w.-]{5,}", re.ASCII)
_HARMLESS = re.compile(r"(?:sheet|table|book|data|export|ledger|report|copy|new|list)[\w.-]*", re.IGNORECASE | re.ASCII)


@lru_cache(maxsize=1024)
def shown_file(name: str) -> str:
    """Return a file's name without what may name a person: numbers that identify, accounts, and names.

    Examples
    --------
    >>> shown_file("2024年人民调解台账.xlsx"), shown_file("甄某乙的台账.xlsx"), shown_file("台账13812345678.csv")
    ('2024年人民调解台账.xlsx', '某某的台账.xlsx', '台账138****5678.csv')
    """
    path = PurePath(name)
    return _shown(path.stem) + path.suffix


def shown_sheet(name: str, number: int) -> str:
    """Return a sheet's name, or its number in the workbook where the name may name a person.

    Examples
    --------
    >>> shown_sheet("城东社区2024年", 2), shown_sheet("甄某乙", 2), shown_sheet("Sheet1", 1)
    ('城东社区2024年', '第2张表', 'Sheet1')
    """
    return name if _shown(name) == name else f"第{number}张表"


def _shown(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    hidden = mask_text(plain)
    hidden = _NUMBER.sub(lambda found: found[0] if _DATE.fullmatch(found[0]) else "***", hidden)
    hidden = _ACCOUNT.sub(lambda found: found[0] if _HARMLESS.fullmatch(found[0]) else "***", hidden)
    for part in _strangers(hidden):
        hidden = hidden.replace(part, NAME_MASK)
    return text if hidden == plain else hidden


def _strangers(text: str) -> list[str]:
    rest = _KNOWN.sub("|", _PLACE.sub("|", text))
    runs = re.findall(r"[一-鿿]+", rest)
    return [part for run in runs for part in (run, run.strip(_EDGES)) if looks_like_name(part)]
