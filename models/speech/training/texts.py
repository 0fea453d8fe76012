"""The sentences that are spoken: our labelled conversations, a grammar of sales talk, and loose words.

Every sentence is a list of words that are written as they are to be recognised. Of the conversations that the model
is measured on nothing is spoken.
"""
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

import jieba

import spoken

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "insight" / "corpus"
WORD_LISTS = [Path("/usr/share/dict/american-english-small"), Path("/usr/share/dict/american-english")]
jieba.setLogLevel(60)
# Some speakers write as in Taiwan or Hong Kong; what is heard is written in one way.
TRADITIONAL = re.compile("[這個們來說對時會過還沒嗎麼為與開發點電話價錢現買賣單號樣萬兩幾問題應該請讓給關係統業務經費產廠預戶條約讓認識實際數據測試貨運輸"
                         "報網絡購機櫃檢驗師級組織學習訓練維護傳統雙邊達運陳張劉楊黃趙吳馬羅鄭謝許馮鄧蔣葉蘇盧鍾譚陸賈韋鄒龍賀顧龔萬錢嚴喺嘅咗唔冇啲佢]")


@dataclass(frozen=True)
class Sentence:
    language: str
    words: tuple[str, ...]


def segment(text: str) -> list[str]:
    """Chinese text (already written out) as words; Latin letters stay together."""
    return [w for w in jieba.cut(text) if w.strip()]


def sentences_of(language: str, text: str, longest: int) -> list[Sentence]:
    """A turn in breaths: cut at punctuation where it would get longer than `longest` words (Chinese: characters)."""
    out = []
    pieces = re.split(r"[,.?!;:，。？！；：、…—()（）\"“”]+(?=\s|$|[^0-9])|\n|\s-\s", text)
    held: list[str] = []
    for piece in pieces:
        words = segment(spoken.chinese(piece)) if language == "zh" else spoken.english(piece).split()
        size = sum(len(w) for w in held) if language == "zh" else len(held)
        grown = size + (sum(len(w) for w in words) if language == "zh" else len(words))
        if held and grown > longest:
            out.append(Sentence(language, tuple(held)))
            held = []
        held += words
    if held:
        out.append(Sentence(language, tuple(held)))
    return [s for s in out if (sum(map(len, s.words)) if language == "zh" else len(s.words)) <= 2 * longest]


def conversations(folder: str) -> list[Sentence]:
    """@param folder `train`, `excerpts` or `validation` of the corpus"""
    out = []
    for path in sorted((CORPUS / folder).glob("*.txt")):
        language, speakers = "en", set()
        for line in path.read_text().splitlines():
            if line.startswith("# "):
                language, speakers = ("zh" if "| zh |" in line else "en"), set()
            elif line.startswith("@ "):
                speakers.add(line[2:].split("|")[0].strip())
            else:
                speaker, colon, text = line.partition(": ")
                if colon and speaker in speakers:
                    text = text.replace("\\n", " ")
                    if language == "en" and re.search(r"[\u4e00-\u9fff]", text):
                        continue
                    if language == "zh" and (not re.search(r"[\u4e00-\u9fff]", text) or TRADITIONAL.search(text)):
                        continue
                    out += sentences_of(language, text, 20 if language == "zh" else 11)
    return [s for s in out if s.words]


def phrases() -> list[Sentence]:
    """The corpus's loose phrases: what stands in the last field of a line."""
    out = []
    for path in sorted((CORPUS / "phrases").glob("*.txt")):
        for line in path.read_text().splitlines():
            text = line.rpartition(" | ")[2]
            if not text or line.startswith("//"):
                continue
            language = "zh" if re.search(r"[\u4e00-\u9fff]", text) else "en"
            if language == "en" or not TRADITIONAL.search(text):
                out += sentences_of(language, text, 20 if language == "zh" else 11)
    return [s for s in out if s.words]


def key(words: tuple[str, ...]) -> str:
    """What two sentences share that are spoken alike."""
    return "".join(words).replace(" ", "").lower()


def measured() -> set[str]:
    """Keys of the sentences that the model is measured on. They are read so that none is spoken in training by chance."""
    chosen = json.loads((HERE / "test-sentences.json").read_text())
    return {key((row["text"],)) for rows in chosen.values() for row in rows} | {
        key(s.words) for folder in ("validation", "validation-2") for s in conversations(folder) if len(s.words) > 3
    }


EN = {
    "open": ["hi this is {name} from {firm}", "good morning {name} speaking", "thanks for taking the call {name}", "hello {name} do you have a few minutes",
             "can you hear me okay", "is now still a good time to talk"],
    "ask": ["what budget have you set aside for this", "who else signs off on the contract", "when would you like to go live", "what happens if nothing changes",
            "how many people would use it", "what are you using today", "could you tell me more about {topic}", "who makes the final decision on {topic}"],
    "money": ["our budget is {money}", "we can spend up to {money} this year", "we have {money} set aside for {topic}", "the most we could pay is {money} a {period}",
              "{money} is more than we planned for {topic}", "that would come to {money} per {period}", "I can offer it for {money} with a {small} percent discount"],
    "object": ["that is too expensive for us", "we already work with {firm}", "I am worried about {topic}", "we had a bad experience with {firm} last year",
               "I do not think my team has time for {topic} before {month}", "your competitor offers the same for {money}", "the board has frozen all spending until {month}"],
    "promise": ["I will send you the quote by {day}", "we guarantee that it goes live by {date}", "you will have the {topic} plan on {day} at {hour}", "I promise it will never go down",
                "we will refund every cent if you are not happy", "we can have {number} units delivered by {date}"],
    "people": ["{name} our {role} makes the decision", "I have to ask {name} in {topic}", "the {role} signs everything above {money}", "my {role} {name} would need to see {topic} first"],
    "next": ["let us meet again on {day} at {hour}", "I will call you on {date}", "please send the contract to {name}", "shall we say {date} at {hour}", "{day} at {hour} works for me and {name}"],
}
EN_SLOTS = {
    "name": "Maya Daniel Priya Tom Elena Grace Marcus Tina Robert Susan Kevin Laura Ahmed Julia Peter Sarah Brian Nadia Oliver Hannah Victor Chloe Sam Rachel David Emma".split(),
    "firm": ["Northwind", "Brightwater", "Parcelwise", "Lumen", "Redwood Systems", "Harbor Foods", "Atlas Freight", "Bluebird Health", "the current supplier"],
    "topic": ["security", "the rollout", "training", "data migration", "reporting", "the integration", "support", "finance", "procurement", "onboarding", "maintenance", "inventory", "payroll", "delivery"],
    "role": ["chief executive", "finance director", "head of operations", "procurement manager", "managing director", "IT director", "plant manager", "boss"],
    "period": ["month", "year", "quarter", "seat", "user", "site"],
    "day": "Monday Tuesday Wednesday Thursday Friday tomorrow Saturday".split() + ["next week", "next Tuesday", "this Friday"],
    "month": "January February March April May June July August September October November December".split(),
}
ZH = {
    "open": ["您好我是{firm}的{surname}经理", "喂{surname}总您现在方便说话吗", "感谢您抽时间", "{surname}总早上好", "能听清楚吗"],
    "ask": ["你们今年的预算大概是多少", "这个事情谁来拍板", "您希望什么时候上线", "现在用的是哪家的系统", "大概有多少人使用", "您能具体说说{topic}吗", "{topic}这块谁负责"],
    "money": ["我们的预算是{money}", "今年最多能花{money}", "{topic}这一块批了{money}", "一年{money}有点超了", "给您打完折是{money}", "每个{period}{money}", "{money}以内我可以做主"],
    "object": ["这个价格太贵了", "我们已经在用{firm}的产品了", "我担心{topic}会出问题", "去年跟{firm}合作得不太愉快", "{month}之前没有时间搞{topic}", "别家同样的东西只要{money}"],
    "promise": ["我{day}之前把报价发给您", "保证{date}上线", "{date}{hour}给您{topic}的方案", "绝对不会出问题", "不满意全额退款", "{number}台{date}之前全部到货"],
    "people": ["我们{role}{surname}总说了算", "这个得问一下{surname}{role}", "超过{money}要{role}签字", "{topic}的事情要先给{role}看"],
    "next": ["那我们{day}{hour}再开个会", "我{date}给您打电话", "合同请发给{surname}{role}", "{day}{hour}我过来找您", "{date}{hour}您看行吗"],
}
ZH_SLOTS = {
    "surname": list("王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"),
    "firm": ["华澄", "青禾教育", "启棠软件", "云帆科技", "远大集团", "金石机械", "蓝海物流", "新希望", "用友", "金蝶", "原来那家"],
    "topic": ["数据安全", "培训", "系统对接", "数据迁移", "售后", "交付", "采购", "财务", "库存", "实施", "报表", "考勤", "质检", "生产", "验收", "权限", "物流"],
    "role": ["总经理", "财务总监", "厂长", "采购经理", "董事长", "老板", "信息部主任", "生产部经理", "校长", "院长"],
    "period": ["月", "季度", "账号", "校区", "门店", "人"],
    "day": ["周一", "周二", "周三", "周四", "周五", "明天", "后天", "下周", "下周三", "这周五", "月底", "礼拜四", "星期五"],
}


def _slot(language: str, slot: str, rng: random.Random) -> str:
    zh = language == "zh"
    number = rng.choice([rng.randint(1, 30), rng.randint(20, 99), rng.randint(1, 9) * 100, rng.randint(11, 99) * 1000, rng.randint(101, 999) * (100 if zh else 1000)])
    say = spoken.chinese_number if zh else spoken.english_number
    if slot == "money":
        return say(number) + rng.choice(["块", "元", "块钱", "万", "万块", ""] if zh else [" dollars", " dollars", " euros", " pounds", ""])
    if slot == "number":
        return say(number)
    if slot == "small":
        return say(rng.randint(2, 40))
    if slot == "hour":
        hour = rng.randint(1, 12)
        if zh:
            return rng.choice(["上午", "下午", "晚上", ""]) + say(hour) + rng.choice(["点", "点半", "点一刻", "点钟"])
        return say(hour) + rng.choice([" o'clock", " thirty", " fifteen", " in the afternoon", " forty five", ""])
    if slot == "date":
        if zh:
            return say(rng.randint(1, 12)) + "月" + say(rng.randint(1, 31)) + rng.choice(["号", "日"])
        return rng.choice(["the {d} of {m}", "{m} {d}"]).format(d=spoken.english_ordinal(rng.randint(1, 31)), m=rng.choice(EN_SLOTS["month"]))
    if slot == "month" and zh:
        return say(rng.randint(1, 12)) + "月"
    return rng.choice((ZH_SLOTS if zh else EN_SLOTS)[slot])


def grammar(language: str, count: int, rng: random.Random) -> list[Sentence]:
    templates = [t for group in (ZH if language == "zh" else EN).values() for t in group]
    fillers = ["嗯", "那个", "就是", "呃", "对", "好的"] if language == "zh" else ["uh", "um", "well", "so", "okay", "yeah"]
    out = []
    for _ in range(count):
        text = re.sub(r"\{(\w+)\}", lambda m: _slot(language, m[1], rng), rng.choice(templates))
        if rng.random() < 0.2:
            text = rng.choice(fillers) + " " + text
        out.append(Sentence(language, tuple(segment(text) if language == "zh" else text.split())))
    return out


def english_words() -> list[str]:
    """Commonest list first, without possessives and without duplicates."""
    seen: dict[str, None] = {}
    for path in WORD_LISTS:
        for word in path.read_text().split():
            if re.fullmatch(r"[A-Za-z]+", word):
                seen.setdefault(word)
    return list(seen)


def chinese_words(least: int) -> dict[str, int]:
    """Words of jieba's dictionary (MIT) with their counts there, at least `least`."""
    path = Path(jieba.__file__).parent / "dict.txt"
    rows = (line.split(" ") for line in path.read_text().splitlines())
    return {word: int(count) for word, count, *_ in rows if int(count) >= least and re.fullmatch(r"[\u4e00-\u9fff]{1,5}", word) and not TRADITIONAL.search(word)}


def loose_words(language: str, count: int, rng: random.Random) -> list[Sentence]:
    if language == "zh":
        words = chinese_words(30)
        pool, weights = list(words), [n**0.5 for n in words.values()]
    else:
        pool = english_words()
        small = len([1 for w in WORD_LISTS[0].read_text().split() if w.isalpha()])
        weights = [3.0 if i < small else 1.0 for i in range(len(pool))]
    return [Sentence(language, tuple(rng.choices(pool, weights, k=rng.randint(3, 6)))) for _ in range(count)]
