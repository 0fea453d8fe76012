import { test } from 'vitest';
import { readTranscript } from '../../models/insight/reading.js';
import { mentionsIn } from '../../models/insight/people.js';
import { conversation, rules } from './insight/transcripts.js';
test('x', () => {
  for (const t of ['我们技术员小韦他说了算的他说能','方便我在车上老许开着呢你说','庄总您好，我费佳，薪','Ask Mr. Bautista about it, or Mrs de Wit. Ask Dana Cole','钱总，可以这样，负压','it is Mr Pang, who says yes']) {
    const [turn] = readTranscript(conversation([`customer: ${t}`]), rules).turns;
    console.log(t, JSON.stringify(turn!.clauses.map((c) => [c.text, mentionsIn(turn!, c).map((m) => [m.name, m.title, m.by])])));
  }
});
