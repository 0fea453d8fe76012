// Reads the corpus: conversations as people can read and write them, with their labels under the turn
// they rest on. README.md says how a file looks.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const LABELS = {
  budget: ['min', 'max', 'currency', 'period', 'stance', 'quote'],
  stakeholder: ['role', 'name', 'title', 'quote'],
  objection: ['category', 'handled', 'quote'],
  commitment: ['category', 'risk', 'quote'],
  next: ['owner', 'due', 'action', 'quote'],
  need: ['need', 'quote'],
  step: ['id', 'quote'],
};
const LISTS = {
  budget: 'budgets',
  stakeholder: 'stakeholders',
  objection: 'objections',
  commitment: 'commitments',
  next: 'nextSteps',
  need: 'needs',
  step: 'steps',
};
const ALLOWED = {
  kind: ['call', 'chat', 'meeting'],
  language: ['zh', 'en', 'mixed'],
  period: ['once', 'month', 'quarter', 'year', 'seat_month', 'seat_year', '-'],
  stance: ['stated', 'ceiling', 'pending', 'frozen', 'none'],
  role: ['decision_maker', 'approver', 'influencer', 'champion', 'user', 'blocker'],
  objection: [
    'price',
    'budget',
    'timing',
    'authority',
    'need',
    'competitor',
    'trust',
    'security',
    'product',
    'implementation',
    'contract',
  ],
  commitment: ['outcome', 'deadline', 'price', 'scope', 'refund', 'reliability', 'compliance', 'exclusivity'],
  risk: ['high', 'medium', 'low'],
  owner: ['rep', 'customer', 'both'],
  handled: ['yes', 'no'],
  need: ['pain', 'goal'],
};
/** Folders of excerpts: a few turns each. */
export const EXCERPTS = ['excerpts', 'money', 'promises'];

export const STEPS = [
  'opening',
  'permission',
  'need',
  'impact',
  'budget',
  'authority',
  'timeline',
  'value',
  'next_step',
];

/**
 * All conversations of a folder (`train`, `validation`, one of `EXCERPTS`), in the gold format, sorted by file. An excerpt
 * is a few turns: nobody can say which steps the whole conversation covered, so it has `gold.steps` by turn instead
 * of `gold.scriptFit`. @throws Error naming file and line
 */
export function readCorpus(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) =>
      parseFile(readFileSync(join(folder, name), 'utf8'), name, { excerpts: EXCERPTS.includes(basename(folder)) }),
    );
}

/** One file holds several conversations, each from a `#` line on. */
export function parseFile(text, fileName, { excerpts = false } = {}) {
  const found = [];
  let current;
  text.split(/\r?\n/).forEach((line, i) => {
    const fail = (why) => {
      throw new Error(`${fileName}:${i + 1}: ${why}`);
    };
    if (line.trim() === '' || line.startsWith('//')) return;
    if (line.startsWith('# ')) found.push((current = begin(line, fail)));
    else if (!current) fail('text before the first # line');
    else if (line.startsWith('@ ')) participant(current, line, fail);
    else if (/^\s*= /.test(line)) label(current, line.trim().slice(2), fail);
    else if (line.startsWith('covered:')) covered(current, line, fail);
    else if (line === 'needs: marked') current.gold.needsMarked = true;
    else turn(current, line, fail);
  });
  for (const c of found) {
    if (c.gold.needs.length > 0 && !c.gold.needsMarked)
      throw new Error(`${fileName}: ${c.id} has needs and no 'needs: marked' line`);
    if (!c.gold.scriptFit === !excerpts)
      throw new Error(`${fileName}: ${c.id} ${excerpts ? 'is an excerpt with a' : 'has no'} covered: line`);
    if (excerpts && !/^excerpt-/.test(c.id))
      throw new Error(`${fileName}: the id of an excerpt begins with excerpt-: ${c.id}`);
    place(c);
  }
  return found;
}

function begin(line, fail) {
  const [id, kind, language, startedAt] = line
    .slice(2)
    .trim()
    .split(/\s*\|\s*/);
  if (!ALLOWED.kind.includes(kind)) fail(`kind '${kind}'`);
  if (!ALLOWED.language.includes(language)) fail(`language '${language}'`);
  if (Number.isNaN(Date.parse(startedAt)) || !/[+-]\d\d:\d\d$/.test(startedAt)) fail(`startedAt '${startedAt}'`);
  return {
    id,
    kind,
    language,
    startedAt,
    participants: [],
    turns: [],
    gold: { budgets: [], stakeholders: [], objections: [], commitments: [], nextSteps: [], needs: [], steps: [] },
  };
}

function participant(c, line, fail) {
  const [id, side, name, title] = line
    .slice(2)
    .trim()
    .split(/\s*\|\s*/)
    .map((field) => (field === '-' ? '' : field));
  if (!['rep', 'customer'].includes(side)) fail(`side '${side}'`);
  c.participants.push({ id, side, ...(name && { name }), ...(title && { title }) });
}

function turn(c, line, fail) {
  const match = /^([\w-]+):\s?(.*)$/.exec(line);
  if (!match || !c.participants.some((p) => p.id === match[1]))
    fail(`no speaker of this conversation: '${line.slice(0, 30)}'`);
  const text = match[2].replace(/\\n/g, '\n');
  if (!text.trim()) fail('empty turn');
  c.turns.push({ speaker: match[1], text });
}

function label(c, text, fail) {
  const [kind, ...fields] = text.split('|').map((part) => part.trim());
  const names = LABELS[kind];
  if (!names) fail(`label '${kind}'`);
  if (fields.length !== names.length) fail(`${kind} wants ${names.join(' | ')}`);
  const at = Object.fromEntries(names.map((name, i) => [name, fields[i] === '-' ? null : fields[i]]));
  const said = c.turns.at(-1);
  const side = c.participants.find((p) => p.id === said?.speaker)?.side;
  const oneOf = (key, value, nullable = false) =>
    (nullable && value === null) || ALLOWED[key].includes(value) || fail(`${key} '${value}'`);
  if (!said || !at.quote || !said.text.includes(at.quote)) fail(`the quote is not in the turn above: '${at.quote}'`);
  const amount = (value) =>
    value === null ? null : /^\d+(\.\d+)?$/.test(value) ? Number(value) : fail(`amount '${value}'`);
  const make = {
    budget: () => ({
      min: amount(at.min),
      max: amount(at.max),
      currency: at.currency,
      period: (oneOf('period', at.period, true), at.period),
      stance: (oneOf('stance', at.stance), at.stance),
    }),
    stakeholder: () => ({ name: at.name, title: at.title, role: (oneOf('role', at.role), at.role) }),
    objection: () => ({
      category: (oneOf('objection', at.category), at.category),
      handled: (oneOf('handled', at.handled), at.handled === 'yes'),
    }),
    commitment: () => ({
      category: (oneOf('commitment', at.category), at.category),
      risk: (oneOf('risk', at.risk), at.risk),
    }),
    next: () => ({
      owner: (oneOf('owner', at.owner), at.owner),
      action: at.action,
      due: at.due === null || /^\d{4}-\d\d-\d\d$/.test(at.due) ? at.due : fail(`due '${at.due}'`),
    }),
    need: () => ({ kind: (oneOf('need', at.need), at.need) }),
    step: () => ({ id: STEPS.includes(at.id) ? at.id : fail(`step '${at.id}'`) }),
  };
  if (kind === 'step' && side !== 'rep') fail('a script step is the rep’s doing');
  if (kind === 'objection' && side !== 'customer') fail('an objection is the customer’s');
  if (kind === 'need' && side !== 'customer') fail('a need is the customer’s');
  if (kind === 'commitment' && side !== 'rep') fail('a commitment is the rep’s');
  if (kind === 'stakeholder' && at.name === null && at.title === null) fail('a stakeholder has a name or a title');
  c.gold[LISTS[kind]].push({ ...make[kind](), turn: c.turns.length - 1, quote: at.quote });
}

function covered(c, line, fail) {
  const steps = line
    .slice('covered:'.length)
    .trim()
    .split(/\s+/)
    .filter((step) => step && step !== '-');
  for (const step of steps) if (!STEPS.includes(step)) fail(`step '${step}'`);
  c.gold.scriptFit = { covered: steps, missed: STEPS.filter((step) => !steps.includes(step)) };
}

/** Times follow from the length of the words; they are not labels. */
function place(c) {
  let at = c.kind === 'chat' ? Date.parse(c.startedAt) : 0;
  const offset = /[+-]\d\d:\d\d$/.exec(c.startedAt)[0];
  const shift = (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4))) * (offset[0] === '-' ? -60_000 : 60_000);
  c.turns = c.turns.map((t) => {
    const ms = Math.max(700, t.text.length * (/[\u4e00-\u9fff]/.test(t.text) ? 190 : 62));
    const start = at;
    at += c.kind === 'chat' ? ms * 2 + 8_000 : ms + 400;
    return c.kind === 'chat'
      ? { ...t, sentAt: new Date(start + shift).toISOString().slice(0, 19) + offset }
      : { ...t, startMs: start, endMs: start + ms };
  });
}
