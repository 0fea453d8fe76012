/** What is said in the chats of these tests: a bit of everything that the steps look for. */
const SAID: readonly (readonly ['rep' | 'customer', string])[] = [
  ['rep', '您好王经理，我是云帆软件的小李，上次跟您约了今天聊聊库存系统'],
  ['customer', '你好，方便的，你说'],
  ['rep', '现在盘点是怎么做的？'],
  ['customer', '每个月底手工盘，错得厉害，上个月对不上的有三百多单，大家加班到半夜'],
  ['rep', '这样大概每个月浪费多少工时？'],
  ['customer', '怎么也有两百个小时吧'],
  ['rep', '这个项目今年的预算大概是多少？'],
  ['customer', '我们预算三十万左右，今年不能再多了'],
  ['rep', '除了您，最后谁来拍板？'],
  ['customer', '最后要我们财务总监陈总批，技术上张工也要看'],
  ['customer', '你们这个价格有点贵，金蝶那边便宜不少'],
  ['rep', '贵的部分是实施，我们保证两周内上线，三月十五号之前一定交付'],
  ['customer', '数据放在你们那边安全吗？'],
  ['rep', '我们过了等保三级，可以签保密协议'],
  ['rep', '这个价我给您打八五折，效果保证翻一倍'],
  ['customer', '好，那我跟陈总汇报一下'],
  ['rep', '那我周五之前把方案和报价发给您'],
  ['customer', '行，下周二我们再开个会'],
];

/** A chat of 40 messages in Vouch's own transcript format; `id` makes its bytes another file. */
export function chat(id: string): Buffer {
  const from = Date.parse('2026-03-02T09:00:00+08:00');
  const turns = Array.from({ length: 40 }, (_, i) => {
    const [speaker, text] = SAID[i] ?? [i % 2 ? 'customer' : 'rep', `好的，第${i}点我记下了`];
    return { speaker, text, sentAt: new Date(from + i * 60_000).toISOString() };
  });
  return Buffer.from(
    JSON.stringify({
      id: `chat-${id}`,
      kind: 'chat',
      startedAt: new Date(from).toISOString(),
      participants: [
        { id: 'rep', side: 'rep', name: '小李' },
        { id: 'customer', side: 'unknown', name: '王经理' },
      ],
      turns,
    }),
  );
}
