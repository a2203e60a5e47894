"""What the reports say, year by year, in our own words: each year the office writes a little differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from example_office.wording import Writer, chinese

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["DEEDS", "FAULTS", "HEADS", "LEADERS"]

#: Opening paragraph and the four headings.
HEADS = {
    2020: (
        "2020年，本街道按照上级部署推进依法行政，现将有关情况报告如下：",
        "一、2020年推进法治政府建设的主要举措和成效",
        "二、存在的不足和原因",
        "三、党政主要负责人履行推进法治建设第一责任人职责情况",
        "四、2021年工作安排",
    ),
    2021: (
        "根据年度报告工作要求，现就街道2021年法治政府建设情况作如下报告。",
        "一、主要举措和成效",
        "二、2021年法治政府建设存在的不足及原因",
        "三、主要负责人履行第一责任人职责、加强法治政府建设的有关情况",
        "四、2022年主要安排",
    ),
    2022: (
        "现将我街道2022年法治政府建设情况报告如下：",
        "一、2022年法治政府建设工作开展情况",
        "二、存在问题和原因分析",
        "三、党政主要负责人履职情况",
        "四、2023年推进法治政府建设的主要安排",
    ),
    2023: (
        "2023年，街道围绕基层治理抓法治、促规范，主要情况如下。",
        "一、上一年度推进法治政府建设的主要举措和成效",
        "二、上一年度推进法治政府建设存在的不足和原因",
        "三、上一年度党政主要负责人履行推进法治建设第一责任人职责有关情况",
        "四、2024年度推进法治政府建设的主要安排",
    ),
    2024: (
        "现将街道2024年度法治政府建设情况报告如下。",
        "一、2024年度法治政府建设举措及成效",
        "二、存在的不足及原因",
        "三、第一责任人职责履行情况",
        "四、2025年工作打算",
    ),
}

#: Section ②: the shortcomings claimed, in the order of claims.STATED.
FAULTS = {
    2020: (
        "（一）少数干部法治意识不强，遇事找法的习惯还没有养成。",
        "（二）普法覆盖面不够，个别社区活动偏少。",
        "（三）执法力量不足，一人多岗的情况比较普遍。",
    ),
    2021: (
        "一是普法工作覆盖还不够广，有的社区全年没有安排活动。",
        "二是社区之间工作不平衡，差距较为明显。",
        "三是矛盾纠纷化解的长效机制不够健全，部分事项久拖未决。",
    ),
    2022: (
        "（一）合同先审后签落实不够到位，个别合同先签后审。",
        "（二）部分干部对法治建设的重要性认识不足。",
        "（三）法治工作经费保障不足，专项投入偏少。",
    ),
    2023: (
        "1.普法宣传存在盲区，覆盖面有待扩大。",
        "2.负责人出庭应诉还有短板，未能做到应出尽出。",
        "3.一线执法人员偏少，执法力量与任务不相匹配。",
    ),
    2024: (
        "（一）各社区发展不平衡，矛盾纠纷集中在个别社区。",
        "（二）普法内容与群众需求结合不紧，针对性不强。",
        "（三）合同审查把关不严，先审后签没有完全落实。",
    ),
}

#: Section ③.
LEADERS = {
    2020: ("主要负责人带头学法，将法治建设纳入年度重点工作，重要事项亲自研究。",),
    2021: ("主要负责人坚持把法治建设与业务工作一同部署，落实年终述法。",),
    2022: ("党政主要负责人定期听取法治工作汇报，督促解决难点问题。",),
    2023: ("主要负责人履行第一责任人职责，重大事项坚持集体讨论、依法决定。",),
    2024: ("主要负责人带头遵守法定程序，支持依法履职，推动述法与述职同步开展。",),
}


def _count(w: Writer, known: Mapping[str, float], code: str, words: str, measure: str) -> str:
    """Put one figure: {} is its number in digits, {c} the same in Chinese numerals."""
    number = int(known[code])
    return w.put(code, words.format(number, c=chinese(number)), number, measure)


def _wan(w: Writer, code: str, words: str, value: float, high: float, measure: str) -> str:
    return w.put(code, words, value, measure, rough=(value, high, "over"))


def _2020(w: Writer, k: Mapping[str, float]) -> list[str]:
    return [
        f"（一）加强组织领导。全年{_count(w, k, 'law_meetings', '召开法治建设专题会议{}次', '次')}，"
        f"{_count(w, k, 'law_study_sessions', '组织集中学法{}次', '次')}，"
        f"{_count(w, k, 'enforcement_trainings', '开展执法培训{}次', '次')}。",
        f"（二）规范行政决策。{w.put('normative_documents', '全年未制定行政规范性文件', 0, '件')}，"
        f"{_count(w, k, 'major_decisions', '作出重大行政决策{}件', '件')}。法律顾问"
        f"{_count(w, k, 'counsel_consultations', '解答法律咨询{}次', '次')}，"
        f"{_count(w, k, 'counsel_documents_reviewed', '审核合同和文件{}件', '件')}。"
        f"{_count(w, k, 'information_disclosed', '主动公开政府信息{}条', '条')}。",
        f"（三）自觉接受监督。{_count(w, k, 'npc_suggestions', '办理人大代表建议{}件', '件')}，"
        f"{w.put('npc_reply_rate', '办复率100%', 100, '%')}；"
        f"{_count(w, k, 'cppcc_proposals', '办理政协提案{}件', '件')}。"
        f"全年{_count(w, k, 'administrative_litigation', '行政诉讼案件{}件', '件')}，"
        f"{_count(w, k, 'administrative_reconsideration', '行政复议案件{}件', '件')}。",
        f"（四）严格规范执法。现有{_count(w, k, 'enforcement_officers', '持证执法人员{}人', '人')}，"
        f"{_count(w, k, 'enforcement_cases', '办理行政处罚案件{}件', '件')}。",
        f"（五）开展普法宣传。{_count(w, k, 'law_lectures', '举办法治讲座{}场', '场')}，"
        f"{_wan(w, 'publicity_materials', '发放宣传资料2.1万余份', 21000, 21999, '份')}，"
        f"{_count(w, k, 'publicity_consultations', '现场解答咨询{}人次', '人次')}。",
        f"（六）化解矛盾纠纷。辖区{_count(w, k, 'communities', '{}个社区', '个')}、"
        f"{_count(w, k, 'grids', '{}个网格', '个')}，"
        f"建有{_count(w, k, 'mediation_committees', '人民调解委员会{}个', '个')}，"
        f"{_count(w, k, 'mediators', '人民调解员{}名', '名')}，"
        f"全年{_count(w, k, 'disputes_mediated', '调解矛盾纠纷{}件', '件')}，"
        f"{w.put('mediation_success_rate', '调解成功率100%', 100, '%')}。",
    ]


def _2021(w: Writer, k: Mapping[str, float]) -> list[str]:
    counted_twice = int(k["disputes_mediated"]) + 9
    return [
        f"一是抓学习。{_count(w, k, 'law_study_sessions', '开展集中学法{c}次', '次')}，"
        f"{_count(w, k, 'law_meetings', '专题研究法治建设工作会议召开{c}次', '次')}；"
        f"{_count(w, k, 'enforcement_trainings', '举办执法培训{c}次', '次')}，"
        f"{w.put('other:drills', '组织模拟执法演练一次', k['drills'], '次')}。",
        f"二是抓决策。{_count(w, k, 'major_decisions', '制定重大行政决策{}项', '项')}，"
        f"{_count(w, k, 'normative_documents', '制发行政规范性文件{}件', '件')}；"
        f"{w.put('other:contract_rechecks', '复查已签合同3次', k['contract_rechecks'], '次')}；"
        f"法律顾问{_count(w, k, 'counsel_consultations', '提供法律咨询{}次', '次')}，"
        f"{_count(w, k, 'counsel_documents_reviewed', '审查合同、文件{}件', '件')}。",
        f"三是抓监督。{_count(w, k, 'npc_suggestions', '承办人大代表建议{}件', '件')}，均按期办结；"
        f"{w.put('cppcc_proposals', '未收到政协提案', 0, '件')}；"
        f"{_count(w, k, 'information_disclosed', '公开政府信息{}条', '条')}；"
        f"{_count(w, k, 'administrative_reconsideration', '行政复议案件{}件', '件')}、"
        f"{_count(w, k, 'administrative_litigation', '行政诉讼案件{}件', '件')}，"
        f"{_count(w, k, 'court_appearances', '负责人出庭应诉{}件', '件')}。",
        f"四是抓执法。{_count(w, k, 'enforcement_cases', '立案查处行政处罚案件{}件', '件')}，"
        f"{_count(w, k, 'enforcement_officers', '持证执法人员{}名', '名')}。",
        f"五是抓普法。{_count(w, k, 'law_lectures', '举办法治讲座{c}场', '场')}，"
        f"{w.put('publicity_materials', '发放宣传资料约1.8万份', 18000, '份', rough=(17500, 18500, 'about'))}，"
        f"{_count(w, k, 'publicity_consultations', '解答群众咨询{}人次', '人次')}。",
        f"六是抓化解。全年{w.put('disputes_mediated', f'调解矛盾纠纷{counted_twice}件', counted_twice, '件')}，"
        f"{_count(w, k, 'disputes_screened', '排查矛盾纠纷{}件', '件')}。",
    ]


def _2022(w: Writer, k: Mapping[str, float]) -> list[str]:
    return [
        f"（一）强化政治引领。街道党工委{_count(w, k, 'law_meetings', '召开法治建设专题会{}次', '次')}，"
        f"中心组{_count(w, k, 'law_study_sessions', '集中学法{}次', '次')}。",
        f"（二）规范决策行为。{w.put('normative_documents', '本年度没有制定行政规范性文件', 0, '件')}，"
        f"{_count(w, k, 'major_decisions', '作出重大行政决策{}件', '件')}。"
        f"各类合同签订前均送法律顾问把关，{w.put('legality_review_rate', '合同审核率达100%', 100, '%')}。"
        f"法律顾问全年{_count(w, k, 'counsel_consultations', '解答咨询{}次', '次')}，"
        f"{_count(w, k, 'counsel_documents_reviewed', '审核合同文件{}件', '件')}。",
        f"（三）接受各方监督。{_count(w, k, 'npc_suggestions', '办理人大代表建议{}件', '件')}、"
        f"{_count(w, k, 'cppcc_proposals', '政协提案{}件', '件')}，"
        f"{_count(w, k, 'information_disclosed', '主动公开信息{}条', '条')}。"
        f"{w.put('administrative_litigation', '全年无行政诉讼案件', 0, '件')}，"
        f"{_count(w, k, 'administrative_reconsideration', '行政复议{}件', '件')}。",
        f"（四）推进严格执法。{_count(w, k, 'enforcement_trainings', '组织执法培训{}次', '次')}，"
        f"{w.put('other:drills', '开展模拟执法演练1次', k['drills'], '次')}，"
        f"{w.put('other:contract_rechecks', '复查已签合同4次', k['contract_rechecks'], '次')}。",
        f"（五）深化普法宣传。{_count(w, k, 'law_lectures', '开展法治讲座{}场', '场')}，"
        f"{_wan(w, 'publicity_materials', '发放宣传资料2万余份', 20000, 29999, '份')}。",
        f"（六）夯实调解基础。划分{_count(w, k, 'grids', '网格{}个', '个')}，"
        f"{_count(w, k, 'mediators', '人民调解员{}人', '人')}，"
        f"{_count(w, k, 'law_savvy_residents', '法律明白人{}名', '名')}；"
        f"{_count(w, k, 'disputes_mediated', '调解各类矛盾纠纷{}件', '件')}。",
    ]


def _2023(w: Writer, k: Mapping[str, float]) -> list[str]:
    success = round(100 * k["disputes_settled"] / k["disputes_mediated"], 1)
    signed = int(k["contracts_signed"])
    return [
        f"（一）学法用法常态化。{_count(w, k, 'law_study_sessions', '组织集中学法{}次', '次')}，"
        f"{_count(w, k, 'law_meetings', '召开法治建设专题会议{}次', '次')}，"
        f"{_count(w, k, 'enforcement_trainings', '执法培训{}次', '次')}；"
        f"{w.put('other:drills', '全年未组织模拟执法演练', 0, '次')}。",
        f"（二）决策审查规范化。{w.put('normative_documents', '未制定行政规范性文件', 0, '件')}，"
        f"{_count(w, k, 'major_decisions', '重大行政决策{}件', '件')}；"
        f"{w.put('other:contracts_signed', f'签订合同{signed}份', signed, '份')}，"
        f"{w.put('other:contract_rechecks', '复查已签合同2次', k['contract_rechecks'], '次')}；法律顾问"
        f"{_count(w, k, 'counsel_consultations', '解答法律咨询{}次', '次')}、"
        f"{_count(w, k, 'counsel_documents_reviewed', '审核文件合同{}件', '件')}。",
        f"（三）监督渠道多元化。{_count(w, k, 'npc_suggestions', '办理人大代表建议{}件', '件')}，"
        f"{w.put('npc_reply_rate', '办复率', 100, '%')}和{w.put('npc_satisfaction_rate', '满意率均为100%', 100, '%')}；"
        f"{_count(w, k, 'administrative_litigation', '行政诉讼案件{}件', '件')}，"
        f"其中{_count(w, k, 'court_appearances', '负责人出庭应诉{}件', '件')}；"
        f"{_count(w, k, 'administrative_reconsideration', '行政复议案件{}件', '件')}。",
        f"（四）普法宣传多样化。{_count(w, k, 'law_lectures', '举办法治讲座{c}场', '场')}，"
        f"{_wan(w, 'publicity_materials', '发放宣传资料2万余份', 20000, 29999, '份')}，"
        f"{_count(w, k, 'publicity_slogans', '滚动播放普法标语{}条', '条')}。",
        f"（五）矛盾化解前端化。两个社区合并后，辖区{_count(w, k, 'communities', '现有社区{}个', '个')}，"
        f"{_count(w, k, 'mediation_committees', '人民调解委员会{}个', '个')}，"
        f"{_count(w, k, 'mediators', '人民调解员{}人', '人')}；"
        f"{_count(w, k, 'disputes_mediated', '调解矛盾纠纷{}件', '件')}，"
        f"{w.put('mediation_success_rate', f'调解成功率{success:g}%', success, '%')}。",
    ]


def _2024(w: Writer, k: Mapping[str, float]) -> list[str]:
    success = round(100 * k["disputes_settled"] / k["disputes_mediated"], 1)
    return [
        f"（一）坚持党建引领。{_count(w, k, 'law_meetings', '召开法治建设专题会议{}次', '次')}，"
        f"{_count(w, k, 'law_study_sessions', '开展集中学法{}次', '次')}，"
        f"{_count(w, k, 'enforcement_trainings', '组织执法培训{}次', '次')}，"
        f"{w.put('other:drills', '开展模拟执法演练2次', k['drills'], '次')}。",
        f"（二）坚持依法决策。{_count(w, k, 'major_decisions', '作出重大行政决策{}件', '件')}，"
        f"{_count(w, k, 'normative_documents', '制定行政规范性文件{}件', '件')}；"
        f"{w.put('other:contract_rechecks', '复查已签合同4次', k['contract_rechecks'], '次')}。法律顾问"
        f"{_count(w, k, 'counsel_consultations', '解答咨询{}次', '次')}，"
        f"{_count(w, k, 'counsel_documents_reviewed', '审核合同及文件{}件', '件')}，"
        f"{_count(w, k, 'counsel_opinions', '出具法律意见书{}份', '份')}。",
        f"（三）坚持接受监督。{_count(w, k, 'npc_suggestions', '办理人大代表建议{}件', '件')}，"
        f"{_count(w, k, 'cppcc_proposals', '办理政协提案{}件', '件')}，"
        f"{_count(w, k, 'information_disclosed', '主动公开政府信息{}条', '条')}。"
        f"新修订的行政复议法施行后，全年{_count(w, k, 'administrative_reconsideration', '行政复议案件{}件', '件')}，"
        f"{_count(w, k, 'administrative_litigation', '行政诉讼案件{}件', '件')}，"
        f"{_count(w, k, 'court_appearances', '负责人出庭应诉{}件', '件')}。",
        f"（四）坚持精准普法。{_count(w, k, 'law_lectures', '举办法治讲座{}场', '场')}，"
        f"{_wan(w, 'publicity_materials', '发放各类宣传资料2.5万余份', 25000, 25999, '份')}，"
        f"{_count(w, k, 'publicity_consultations', '现场解答咨询{}人次', '人次')}，"
        f"{_count(w, k, 'law_savvy_residents', '培养法律明白人{}名', '名')}。",
        f"（五）坚持源头治理。{_count(w, k, 'disputes_screened', '排查矛盾纠纷{}件', '件')}，"
        f"{_count(w, k, 'disputes_mediated', '调解矛盾纠纷{}件', '件')}，"
        f"{w.put('mediation_success_rate', f'调解成功率{success:g}%', success, '%')}。",
    ]


DEEDS: dict[int, Callable[[Writer, Mapping[str, float]], list[str]]] = {
    2020: _2020,
    2021: _2021,
    2022: _2022,
    2023: _2023,
    2024: _2024,
}
