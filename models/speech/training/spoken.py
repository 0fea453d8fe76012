"""Writes figures out the way they are spoken, so that a text can be read aloud and compared with what was heard."""
import re

ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen").split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
            "twelve": "twelfth"}
MONEY = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yuan"}
HAN_DIGITS = "零一二三四五六七八九"


def english_number(n: int) -> str:
    """48200 -> 'forty eight thousand two hundred'."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (" " + ONES[n % 10] if n % 10 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            return english_number(n // size) + " " + name + (" " + english_number(n % size) if n % size else "")
    raise ValueError(n)


def english_ordinal(n: int) -> str:
    *head, last = english_number(n).split()
    if last not in ORDINALS:
        last = last[:-1] + "ieth" if last.endswith("y") else last + "th"
    return " ".join([*head, ORDINALS.get(last, last)])


def english_year(n: int) -> str:
    if n % 1000 < 10:
        return english_number(n)
    tail = n % 100
    return english_number(n // 100) + " " + ("hundred" if tail == 0 else "oh " + ONES[tail] if tail < 10 else english_number(tail))


def _english_decimal(text: str) -> str:
    text = text.replace(",", "")
    if "." not in text:
        return " ".join(ONES[int(d)] for d in text) if len(text) > 12 or (len(text) > 1 and text[0] == "0") else english_number(int(text))
    whole, part = text.split(".", 1)
    return english_number(int(whole or 0)) + " point " + " ".join(ONES[int(d)] for d in part)


def english(text: str) -> str:
    """Words and apostrophes only; letters keep their case, so that abbreviations are spelled."""
    number = r"\d[\d,]*(?:\.\d+)?"
    scale = {"k": "thousand", "m": "million", "bn": "billion"}
    text = text.replace("’", "'").replace("‘", "'")
    text = re.sub(rf"([$£€¥])\s?({number})\s?(k|m|bn)?\b", lambda m: " " + " ".join(
        filter(None, [_english_decimal(m[2]), scale.get((m[3] or "").lower()), MONEY[m[1]]])) + " ", text, flags=re.I)
    text = re.sub(r"\b(\d{1,2}):(\d\d)\b", lambda m: english_number(int(m[1])) + (
        "" if m[2] == "00" else " oh " + ONES[int(m[2])] if m[2][0] == "0" else " " + english_number(int(m[2]))), text)
    text = re.sub(rf"({number})\s?%", lambda m: _english_decimal(m[1]) + " percent", text)
    text = re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", lambda m: english_ordinal(int(m[1])), text)
    text = re.sub(rf"\b({number})(k)\b", lambda m: _english_decimal(m[1]) + " thousand", text, flags=re.I)
    text = re.sub(r"(?<![\d.,])(1[89]\d\d|20\d\d)(?![\d.,]\d)", lambda m: " " + english_year(int(m[1])) + " ", text)
    text = re.sub(number, lambda m: " " + _english_decimal(m[0].rstrip(",")) + " ", text)
    text = text.replace("&", " and ").replace("@", " at ")
    return re.sub(r"\s+", " ", re.sub(r"[^A-Za-z' ]+|(?<![A-Za-z])'|'(?![A-Za-z])", " ", text)).strip()


def chinese_number(n: int) -> str:
    """32400 -> '三万二千四百'."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if n >= size:
            rest = n % size
            return chinese_number(n // size) + name + ("" if not rest else ("零" if rest < size // 10 else "") + chinese_number(rest))
    out, zero = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // size % 10
        if digit:
            out += ("零" if zero and out else "") + HAN_DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return ("十" + out[2:] if out.startswith("一十") else out) or "零"


def _chinese_decimal(text: str) -> str:
    text = text.replace(",", "")
    if "." in text:
        whole, part = text.split(".", 1)
        return chinese_number(int(whole or 0)) + "点" + "".join(HAN_DIGITS[int(d)] for d in part)
    spelled = len(text) > 8 or (len(text) > 1 and text[0] == "0")
    return "".join(HAN_DIGITS[int(d)] for d in text) if spelled else chinese_number(int(text))


def chinese(text: str) -> str:
    """Han characters, Latin letters, and a space where the speaker pauses."""
    number = r"\d[\d,]*(?:\.\d+)?"
    text = re.sub(rf"({number})\s?%", lambda m: "百分之" + _chinese_decimal(m[1]), text)
    text = re.sub(rf"[¥￥]\s?({number})(万|亿)?", lambda m: _chinese_decimal(m[1]) + (m[2] or "") + "元", text)
    text = re.sub(r"(?<!\d)(\d{4})(?=年)", lambda m: "".join(HAN_DIGITS[int(d)] for d in m[1]), text)
    text = re.sub(r"(?<!\d)(\d{1,2})[:：](\d\d)(?!\d)", lambda m: chinese_number(int(m[1])) + "点" + (
        "" if m[2] == "00" else "半" if m[2] == "30" else ("零" if m[2][0] == "0" else "") + chinese_number(int(m[2])) + "分"), text)
    text = re.sub(number, lambda m: _chinese_decimal(m[0].rstrip(",")), text)
    return re.sub(r"\s+", " ", re.sub(r"[^\u4e00-\u9fffA-Za-z]+", " ", text)).strip()
