import { describe, expect, test } from 'vitest';

import { namedIn } from '../../../models/insight/classifier/named.js';
import { peopleOf } from '../../../models/insight/classifier/people.js';
import { meantBy } from '../../../models/insight/classifier/pronouns.js';
import { mentionsIn } from '../../../models/insight/people/people.js';
import { readTranscript } from '../../../models/insight/reading/reading.js';
import { conversation, rules } from './transcripts.js';

const read = (...lines: string[]) => readTranscript(conversation(lines.map((line) => `customer: ${line}`)), rules);
const names = (text: string): (string | null)[] => {
  const [turn] = read(text).turns;
  return turn ? turn.clauses.flatMap((clause) => mentionsIn(turn, clause).map(({ name }) => name)) : [];
};

describe('names without capitals', () => {
  test.each([
    ['dana signs it off', 'dana'],
    ['you should ask mike about it', 'mike'],
    ["sheila's the one who keeps the books", 'sheila'],
    ['mr halvorsen owns it', 'mr halvorsen'],
    ['qa head mrs lahiri must sign', 'mrs lahiri'],
    ['brother winston runs the sound', 'brother winston'],
    ['让小敏先试', '小敏'],
    ['采购阿杰天天喊我选你们', '阿杰'],
    ['戚课长说能用就能用', '戚课长'],
    ['要网安大队的孔警官认', '孔警官'],
    ['报分管的魏副馆长签批', '魏副馆长'],
    ['先让班长老丁试', '老丁'],
    ['财务总监沈国梁签字', '沈国梁'],
    ['制作人叫沈放，他最后定', '沈放'],
    ['老闆係黎醫生', '黎醫生'],
    ['錢是陳生出', '陳生'],
    ['法务那边是Grace，她要看', 'Grace'],
    ["It's Mrs Considine, the principal", 'Mrs Considine'],
    ['Ask Mr. Bautista about it', 'Mr. Bautista'],
    ['Ask Dana Cole about it', 'Dana Cole'],
    ['The GM is Mr van Dijk', 'Mr van Dijk'],
    ['my mechanic, Tião, says so', 'Tião'],
    ["the lawyer, Declan O'Hare, reads it", "Declan O'Hare"],
  ])('%s: %s', (text, name) => {
    expect(names(text)).toContain(name);
  });

  test.each([
    ['we will mark it down'],
    ['may I come back to you'],
    ['the bill is too high'],
    ['doctor says it will pass'],
    ["we'd miss the deadline"],
    ['my brother has a shop'],
    ['小时候就这样'],
    ['这块小范围试试'],
    ['冷处理一下'],
    ['派了个实习生来'],
    ['要等到旺季工人才够'],
    ['老师傅现在天天教车'],
    ['谢谢老板'],
    ['要遵守纪律'],
    ['南宁总部那边定'],
    ['Whatever, half of it is done'],
  ])('%s names nobody', (text) => {
    expect(names(text).filter((name) => name !== null)).toEqual([]);
  });
});

describe('one person', () => {
  const people = (...lines: string[]) =>
    peopleOf(read(...lines))
      .filter(({ participant }) => participant === null)
      .map(({ name, title }) => `${name ?? '-'} / ${title ?? '-'}`);

  test.each([
    ['my husband, Gary, looks at every bill', ['Gary / husband']],
    ['it goes to Mr Naidoo, regional director, for the final say', ['Mr Naidoo / regional director']],
    ['Carmen from IT has to approve it', ['Carmen / IT']],
    ['老板是我老公，签字是他', ['- / 老板']],
    ['万院长管这个，院长签字才行', ['万院长 / 院长']],
    ['the Loan Committee meets on Monday', ['- / Loan Committee']],
    ['昨天跟我姐夫讲了，他管钱的', ['- / 姐夫', '- / 管钱的']],
    ['我哥出钱', ['- / 哥']],
  ])('%s', (text, expected) => {
    expect(people(text)).toEqual(expected);
  });

  test.each([
    ['Gary and my husband both like it', 2],
    ['Priya is fine, but finance has to sign', 2],
    ['老板和我老公都同意', 2],
    ['万院长管这个，书记签字才行', 2],
    ['李总要看，陈总签字', 2],
    ['总经理老方最后定，前厅部的郑经理先看', 2],
    ['卢总不管，最后是卢太', 2],
    ['Mrs Fenn runs it, Mr Considine pays', 2],
    ['Mr. Bautista runs it. He asks Dr. Lee.', 2],
  ])('%s: %i', (text, count) => {
    expect(people(text)).toHaveLength(count);
  });

  test.each([
    ["I'm the owner so I decide", 0],
    ['我是老板，我定', 0],
    ['the owner decides', 1],
    ['我们老板定', 1],
  ])('%s: besides the speaker %i', (text, count) => {
    expect(people(text)).toHaveLength(count);
  });

  test('顾老师 is 顾晓彤, who speaks', () => {
    const transcript = conversation(['customer: 食品安全要顾老师签字']);
    const [rep, customer] = transcript.participants;
    const reading = readTranscript({ ...transcript, participants: [rep!, { ...customer!, name: '顾晓彤' }] }, rules);
    expect(peopleOf(reading).map(({ name }) => name)).toEqual(['顾晓彤']);
  });

  test.each([
    ['Helen Ward', 'practice manager', 'Mr Ward senior has to agree', ['Helen Ward', 'Mr Ward']],
    ['刘满嫂', '社员', '刘站长讲打哪样就打哪样', ['刘满嫂', '刘站长']],
    ['刘满', '站长', '刘站长讲打哪样就打哪样', ['刘满']],
  ])('%s, %s, says “%s”', (name, title, text, expected) => {
    const transcript = conversation([`customer: ${text}`]);
    const [rep, customer] = transcript.participants;
    const reading = readTranscript({ ...transcript, participants: [rep!, { ...customer!, name, title }] }, rules);
    expect(peopleOf(reading).map((person) => person.name)).toEqual(expected);
  });
});

describe('whom a pronoun means', () => {
  const [wife, husband, board, dana, inLaw] = [
    { name: null, title: '老婆' },
    { name: null, title: 'husband' },
    { name: null, title: 'board' },
    { name: 'Dana', title: null },
    { name: null, title: '姐夫' },
  ];
  test.each([
    ['他', [inLaw, dana], inLaw],
    ['她', [inLaw, dana], dana],
    ['she', [husband, dana], dana],
    ['她', [board, wife], wife],
    ['he', [board, husband], husband],
    ['they', [board, dana], board],
    ['他', [wife, dana], dana],
    ['she', [husband, board], undefined],
    ['他', [board], undefined],
    ['he', [], undefined],
  ])('%s after %j', (pronoun, spokenOf, meant) => {
    expect(meantBy(pronoun, spokenOf)).toBe(meant);
  });
});

test('who is called by name at the beginning is spoken to', () => {
  const reading = read('顾经理，合同我看了');
  expect(namedIn(reading, reading.turns[0]!)).toEqual([]);
});
