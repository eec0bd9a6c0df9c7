"""Numbers with their counters in Chinese, Japanese and Korean: "十五分", "5人", "3月5日".

There no blank ends a number or its unit, so they are found by what stands right behind the number.
"""

import re

from index.asking.kinds.spans import Span

DIGIT = r"\d〇零一二三四五六七八九十百千万億两兩"
NUMERAL = f"(?:[{DIGIT}][{DIGIT}.,]{{0,15}})"

COUNTERS = {
    "age": "歳|才|岁|歲|살",
    "money": "円|日元|美元|欧元|歐元|元|원|ドル|ユーロ",
    "share": "%|％|パーセント|퍼센트|割",
    "duration": (
        "秒|分|時間|小时|小時|시간|분|日間|天|일간|週間|周|주|[かヶカ]月|个月|個月|개월|年間|年|년"
    ),
    "measure": "センチ|メートル|キロ|グラム|リットル|トン|度|公里|公斤|米|升|미터|킬로",
    "count": ("人|名|個|台|本|枚|件|回|席|つ|个|位|張|张|家|冊|軒|匹|頭|명|개|권|대|번"),
    "time": "時|点|點|시",
    "date": "年|月|日|号|號|년|월|일|世紀|世纪",
}
"""By kind (`index.asking.kinds.questions.AnswerType`), what stands behind its numbers."""

FOUND_BY = {
    **{kind: re.compile(f"{NUMERAL}(?:{counter})") for kind, counter in COUNTERS.items()},
    "number": re.compile(f"{NUMERAL}(?:{'|'.join(COUNTERS.values())})"),
    "frequency": re.compile(
        f"毎[日週月年朝晩]|每[天周週月年日]|매[일주월년]|{NUMERAL}(?:回|次|번)"
    ),
}
WEEKDAY = re.compile(
    "[月火水木金土日]曜日?|(?:星期|周|週|礼拜)[一二三四五六日天]|[월화수목금토일]요일"
)


def counted(text: str, kind: str) -> list[Span]:
    """Return the numbers of a kind, with what stands behind them; nothing for other kinds."""
    pattern = FOUND_BY.get(kind)
    if text.isascii() or pattern is None:
        return []
    found = [match.span() for match in pattern.finditer(text)]
    if kind == "date":
        found += [match.span() for match in WEEKDAY.finditer(text)]
    return found
