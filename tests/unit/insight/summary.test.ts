import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { parseRecording } from '../../../ingest/parse-recording.js';
import { attributeSides } from '../../../models/attribution/index.js';
import type { Analysis, Transcript } from '../../../models/domain/index.js';
import { isVerbatim } from '../../../models/domain/index.js';
import { analyze, defaultPlaybook, defaultPolicy, detectLanguage } from '../../../models/insight/index.js';
import { findAmounts } from '../../../models/insight/amounts/amounts.js';
import { fold } from '../../../models/insight/reading/text.js';
import { conversation, rules } from './transcripts.js';

const options = { rules, playbook: defaultPlaybook(), policy: defaultPolicy(), version: '1' };
const told = (transcript: Transcript): string[] =>
  analyze(transcript, options).summary.sentences.map(({ text }) => text);

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** Lines like `03-02 09:00 rep: …`: a chat of March 2026. */
function chat(lines: readonly string[]): Transcript {
  const parsed = lines.map((line) => /^(\d\d-\d\d) (\d\d:\d\d) (\w+): (.*)$/s.exec(line) as RegExpExecArray);
  return conversation([], {
    kind: 'chat',
    startedAt: `2026-${parsed[0]?.[1]}T${parsed[0]?.[2]}:00+08:00`,
    turns: parsed.map(([, day, time, speaker, text]) => ({
      speaker: speaker as string,
      text: text as string,
      sentAt: `2026-${day}T${time}:00+08:00`,
    })),
  });
}

const WEEKS_ZH = chat([
  '03-02 09:00 rep: 王经理早，我们的排班系统您看了吗',
  '03-02 09:05 customer: 看了，现在手工排班太慢，店长天天加班',
  '03-02 09:10 rep: 预算大概多少呢',
  '03-02 09:12 customer: 我们今年的预算是二十万',
  '03-09 10:00 customer: 数据放你们云上我不放心',
  '03-11 15:00 rep: 可以部署在你们自己机房，密钥由你们保管，我们远程要授权才能进',
  '03-11 15:05 customer: 这样可以',
  '03-17 09:00 customer: 预算批下来了，最多十五万，李总拍板',
  '03-17 09:30 rep: 我保证四月三十号之前一定上线',
  '03-18 10:00 rep: 那我明天把合同发您',
  '03-18 10:05 customer: 好的',
]);
const WEEKS_EN = chat([
  '03-02 09:00 rep: Morning! Did you get to look at the scheduler?',
  '03-02 09:05 customer: I did. Right now we do the rota by hand and it is a mess every week',
  '03-02 09:10 rep: What budget do you have for this?',
  '03-02 09:12 customer: Our budget is 20000 dollars this year',
  '03-09 10:00 customer: I am worried about our data being in your cloud',
  '03-11 15:00 rep: It can run in your own data centre, you hold the keys and we need your approval for remote access',
  '03-17 09:00 customer: So finance came back, our budget is 15000 dollars at most. Ana Ruiz decides',
  '03-17 09:30 rep: I guarantee you will be live by April 30 no matter what',
  '03-18 10:00 rep: I will send you the contract tomorrow',
  '03-18 10:05 customer: Great',
]);

const fixtures = new URL('../../../fixtures/conversations/', import.meta.url);

/** Every sample conversation that needs no speech model, as the program reads it. */
async function samples(): Promise<Transcript[]> {
  const files = readdirSync(fixtures).filter((name) => !name.endsWith('.ogg'));
  const read = await Promise.all(
    files.map(async (name) => {
      const { conversations } = await parseRecording(readFileSync(new URL(name, fixtures)), name, {
        timeZone: 'Asia/Shanghai',
        staff: [],
      });
      return conversations.map(({ kind, language, startedAt, participants, turns }, n): Transcript => {
        const transcript = { id: `${name} ${n}`, kind, startedAt, participants, turns };
        return {
          ...transcript,
          language: language ?? detectLanguage(turns),
          participants: attributeSides(transcript, rules, { staff: [] }),
        };
      });
    }),
  );
  return read.flat();
}

/** What a sentence may say beside its quotes: what its Insights and the turns under its evidence tell. */
function knownTo(analysis: Analysis, transcript: Transcript): { numbers: Set<string>; names: string[] } {
  const days = [
    ...transcript.turns.map(({ sentAt }) => sentAt),
    ...analysis.nextSteps.map(({ due }) => due),
    ...analysis.commitments.map(({ due }) => due),
  ].flatMap((day) => (day ? [day.slice(0, 10)] : []));
  const dates = days.flatMap((day) => {
    const [year = '', month = '', date = ''] = day.split('-');
    return [String(Number(date)), String(Number(month)), year, MONTHS[Number(month) - 1] ?? ''];
  });
  const amounts = analysis.budgets.flatMap(({ min, max }) => [...written(min), ...written(max)]);
  const names = [
    ...transcript.participants.flatMap(({ name }) => name ?? []),
    ...analysis.stakeholders.flatMap(({ name, title }) => [name ?? '', title ?? '']),
    ...analysis.competitors.map(({ name }) => name),
  ].filter((name) => name !== '');
  return { numbers: new Set([...dates, ...amounts]), names };
}

const written = (value: number | null): string[] =>
  value === null ? [] : [String(value), String(value / 1e4), value.toLocaleString('en-US')];

/** The amounts in the cited words, however they are written there. */
const saidIn = (evidence: Analysis['summary']['sentences'][number]['evidence']): Set<string> =>
  new Set(
    evidence.flatMap(({ quote }) =>
      findAmounts(fold(quote)).flatMap(({ min, max }) => [...written(min), ...written(max)]),
    ),
  );

const TEMPLATE_WORDS = new Set(
  'The A On Of We In At Next Before Their It Last There None Legal Finance Dr Mr Ms'.split(' '),
);

describe('nothing stands in a summary that was not said or found', () => {
  test('sentence by sentence: quotes are verbatim in what is cited; numbers, names and days are known', async () => {
    const all = [...(await samples()), WEEKS_ZH, WEEKS_EN];
    let sentences = 0;
    for (const transcript of all) {
      const analysis = analyze(transcript, options);
      const { numbers, names } = knownTo(analysis, transcript);
      for (const { text, evidence } of analysis.summary.sentences) {
        sentences += 1;
        expect(evidence.every((one) => isVerbatim(transcript.turns, one))).toBe(true);
        const cited = evidence.map(({ quote }) => quote.replace(/\s+/g, ' '));
        let rest = text;
        for (const [whole, zh, en] of text.matchAll(/“([^”]+)”|"((?:[^"]|"(?=\w))+?)"(?=[\s.,;)]|$)/g)) {
          const quote = (zh ?? en ?? '').replace(/…$/, '');
          expect(
            cited.some((words) => words.includes(quote)),
            `${quote} is in none of ${cited.join(' | ')}`,
          ).toBe(true);
          rest = rest.replace(whole, ' ');
        }
        for (const name of names) rest = rest.replaceAll(name, ' ');
        for (const number of rest.match(/\d[\d,.]*\d|\d/g) ?? [])
          expect(numbers.has(number) || saidIn(evidence).has(number), `${number} in: ${text}`).toBe(true);
        for (const word of rest.match(/\b[A-Z][a-z]+\b/g) ?? [])
          expect(TEMPLATE_WORDS.has(word) || numbers.has(word), `${word} in: ${text}`).toBe(true);
      }
    }
    expect(sentences).toBeGreaterThan(60);
  });

  test('no sentence is left unfinished, none is said twice, and there are at most nine', async () => {
    for (const transcript of [...(await samples()), WEEKS_ZH, WEEKS_EN]) {
      const sentences = told(transcript);
      expect(sentences.length).toBeLessThanOrEqual(9);
      expect(new Set(sentences).size).toBe(sentences.length);
      for (const sentence of sentences) {
        expect(sentence).toMatch(/[。.]$/);
        expect(sentence).not.toMatch(/[{}]|undefined|null|  |""|“”|\(\)|（）|^[a-z]/);
      }
    }
  });
});

describe('a chat of weeks tells what changed when', () => {
  test.each([
    [
      'zh',
      WEEKS_ZH,
      [
        '这段聊天从3月2日持续到3月18日。',
        /^3月2日，客户谈到目前的困难/,
        /^3月17日，预算不超过15万元：“.*最多十五万/,
        /^3月2日，说的还是每年20万元：“我们今年的预算是二十万”。$/,
        /李总.*决定/,
        /^3月9日，客户对数据安全与合规（“数据放你们云上我不放心”）有顾虑，我方在3月11日回应/,
        /承诺“我保证四月三十号之前一定上线”（4月30日）/,
        /^下一步：我方“.*明天把合同发您”（3月19日）。$/,
      ],
    ],
    [
      'en',
      WEEKS_EN,
      [
        'The chat went from 2 March to 18 March.',
        /^On 17 March, the budget is up to \$15,000: "/,
        /^On 2 March, the figure had still been \$20,000 a year: "Our budget is 20000 dollars this year"\.$/,
        /Ana Ruiz decides/,
        /^On 9 March, the customer had doubts about security and compliance \(".*"\); on 11 March we answered: "/,
        /promised "I guarantee you will be live by April 30/,
        /^Next steps: for us, "I will send you the contract tomorrow" \(19 March\)\.$/,
      ],
    ],
  ] as const)('%s', (_language, transcript, expected) => {
    const sentences = told(transcript);
    for (const sentence of expected)
      expect(sentences).toContainEqual(
        typeof sentence === 'string' ? sentence : (expect.stringMatching(sentence) as string),
      );
  });
});

describe('what little there is makes few sentences', () => {
  test('nothing found: how it began and ended', () => {
    expect(told(conversation(['rep: 您好，王经理在吗', 'customer: 他今天不在']))).toEqual([
      '对话开头，我方说：“您好，王经理在吗”。',
      '最后，客户说：“他今天不在”。',
    ]);
    expect(told(conversation(['rep: hello, is Jane there?', 'customer: she is out']))).toEqual([
      'At the start we said: "hello, is Jane there?".',
      'At the end the customer said: "she is out".',
    ]);
    expect(told(conversation([]))).toEqual([]);
  });
});
