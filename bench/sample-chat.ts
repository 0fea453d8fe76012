/** A chat of `turns` messages as transcript JSON; every `n` gives other bytes and another customer-side account. */
export function sampleChat(n: number, turns = 40): { id: string; [key: string]: unknown } {
  const start = Date.UTC(2026, 2, 3, 2, 0, 0) + n * 1000;
  return {
    id: `bench-${n}`,
    kind: 'chat',
    language: n % 2 === 0 ? 'zh' : 'en',
    startedAt: new Date(start).toISOString(),
    participants: [
      { id: 'rep', side: 'rep', name: 'Rep' },
      { id: 'c1', side: 'customer', name: `Customer ${n}` },
    ],
    turns: Array.from({ length: turns }, (_, i) => ({
      speaker: i % 2 === 0 ? 'rep' : 'c1',
      text: LINES[n % 2 === 0 ? 'zh' : 'en'][i % 20]?.replace('#', String(n % 97)),
      sentAt: new Date(start + i * 45_000).toISOString(),
    })),
  };
}

const LINES = {
  zh: [
    '您好，我是云梭软件的小顾，现在方便聊几句吗',
    '方便，你说吧',
    '咱们现在库存是怎么管的呀',
    '用表格，#个仓库经常对不上',
    '对不上的时候一般会造成什么影响',
    '上个月发错货赔了#千块',
    '明白，我们的系统每次出入库扫码，差异当天就能看到',
    '听着还行，就是怕大家不愿意用',
    '我们先选一个仓库试两周，您看可以吗',
    '可以试试',
    '今年这块有预算安排吗',
    '大概#万左右，还要领导批',
    '最后是哪位领导定呢',
    '我们王总拍板，财务刘姐要签字',
    '那计划什么时候上线',
    '六月底之前吧',
    '没问题，保证六月二十号之前上线',
    '价格能不能再低一点，有点贵',
    '这个月签的话可以给您九五折',
    '行，你把合同发我看看',
  ],
  en: [
    'Hi, this is Maya from Parcelwise, is now a good time?',
    'Sure, go ahead',
    'How do you track stock at the moment?',
    'Spreadsheets, # warehouses, they never match',
    'What does that cost you when it happens?',
    'We paid # thousand in penalties last quarter',
    'With us every movement is scanned, so you see a difference the same day',
    'Sounds fine, but will people use it?',
    'We would start with one warehouse for two weeks',
    'Okay, we can try that',
    'Have you set a budget aside?',
    'About # thousand dollars, my boss still has to approve it',
    'Who makes the final decision?',
    'Our COO, and finance signs',
    'When do you need it live?',
    'By the end of June',
    'I guarantee we will be live by June 20',
    'It is a bit too expensive though',
    'If you sign this month I can take five percent off',
    'Alright, send me the contract tomorrow',
  ],
} as const;
