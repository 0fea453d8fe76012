/**
 * Words that may stand beside an absolute without bringing in another matter: “这个我保证”, "you have my word on that".
 * A clause of nothing else speaks of the promise beside it. Longer ones first, so that the shorter do not break them.
 */
const ZH_BESIDE = [
  ...[
    '没有任何问题',
    '没有问题',
    '没问题',
    '不成问题',
    '没有例外',
    '没有任何例外',
    '没有任何疑问',
    '没得商量',
    '没话说',
    '不打折扣',
  ],
  ...[
    '说到做到',
    '说话算话',
    '说话算数',
    '言出必行',
    '一言为定',
    '不管怎样',
    '不管怎么样',
    '不管发生什么',
    '不管什么情况',
  ],
  ...['不会拖延', '不会延期', '不会推迟', '不会耽误', '不会晚', '不会变', '不会改', '不会涨', '不会食言', '不会出岔子'],
  ...[
    '不拖延',
    '不延期',
    '不推迟',
    '不耽误',
    '不变',
    '不涨',
    '不改',
    '不晚',
    '做得到',
    '办得到',
    '做到',
    '办到',
    '兑现',
  ],
  ...[
    '您可以放心',
    '你可以放心',
    '尽管放心',
    '放心',
    '请您',
    '请',
    '大家',
    '各位',
    '您们',
    '你们',
    '我们',
    '咱们',
    '贵司',
  ],
  ...[
    '这一点',
    '这点',
    '这个',
    '这件事',
    '这事',
    '这话',
    '这句话',
    '这是',
    '这都',
    '这',
    '那',
    '此',
    '时间上',
    '价格上',
  ],
  ...[
    '可以',
    '敢',
    '能',
    '会',
    '就',
    '都',
    '也',
    '还',
    '是',
    '的确',
    '确实',
    '真的',
    '一定',
    '肯定',
    '必须',
    '必',
    '的',
  ],
  ...[
    '在此',
    '在这里',
    '在这儿',
    '当面',
    '现在',
    '今天',
    '跟',
    '给',
    '向',
    '对',
    '和',
    '用',
    '拿',
    '以',
    '把',
    '做',
    '打',
  ],
  ...['人格', '名义', '公司', '个人', '我', '您', '你', '事情', '事儿', '事', '说', '讲', '话', '个', '一个', '一句'],
  ...['了', '吧', '呢', '啊', '呀', '哈', '哦', '嗯', '好', '行', '啦', '喔', '担保', '承诺', '发誓', '负责'],
].sort((a, b) => b.length - a.length);

const EN_BESIDE = new Set(
  [
    "i i'm i'll i'd i can will do am we we're we'll you you'll your yours my our mine me us",
    'it its is be being that this these those there they them he one a an the any all every and or but so as',
    "it's that's it'll that'll there's to on of for in with by about from at",
    'give gives giving have has got get make take say said tell promise promised assure stake mean put',
    'word personal personally honestly really truly fully totally completely simply just even very sure certain',
    'yes yeah okay ok well right please trust believe count bet relax worry',
    'matter matters happens happen comes come costs takes what whatever anything side end way',
    'one hundred percent per cent firm done deal writing today now here',
  ].flatMap((line) => line.split(' ')),
);

/** "No delays", "no questions asked": what such a "no" denies is a way out. */
const NO_WAY_OUT =
  /\b(?:no|without|not a|zero|any) (?:single )?(?:matter|ifs|buts|excuses?|delays?|questions?(?: asked)?|doubts?|problems?|issues?|exceptions?|surprises?|slipping)\b|\bno two ways\b/g;

/** Beyond so many units a clause says more than an assurance. */
const LONGEST = 60;

/**
 * Whether a clause holds nothing but an assurance.
 * @param folded the clause without the absolute words, folded
 */
export function onlyAssures(folded: string): boolean {
  const left = folded.trim();
  if (left.length > LONGEST || /[?\d]|吗/.test(left)) return false;
  const latin = left.replace(NO_WAY_OUT, ' ').match(/[a-z']+/g) ?? [];
  if (!latin.every((word) => EN_BESIDE.has(word.replace(/^'+|'+$/g, '')))) return false;
  const han = left.replace(/[^\u3400-\u9fff]+/g, ' ');
  return ZH_BESIDE.reduce((rest, word) => rest.replaceAll(word, ' '), han).trim() === '';
}
