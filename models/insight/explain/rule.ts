import type { Commitment, InsightKind, InsightOf, Playbook, Policy } from '../../domain/index.js';
import { weighedMost } from '../classifier/weigh.js';
import { type RoleOf, verdictOn } from '../flag.js';
import type { Hit } from '../reading/lexicon.js';
import { clausesIn, type Reading } from '../reading/reading.js';
import { says, shorten } from '../says.js';
import { countedSteps } from '../script/script-weights.js';
import { quotedWords, sentence } from './parts.js';

/** As many words of the lexicon are named. */
const WORDS = 3;
const WORD_UNITS = 24;

/** Whose words of the lexicon speak for each kind. */
const AREAS: { readonly [K in InsightKind]: readonly string[] } = {
  budgets: ['budgets.'],
  stakeholders: ['decides', 'approves', 'influences', 'champions', 'uses', 'blocks'].map(
    (cue) => `stakeholders.${cue}`,
  ),
  objections: ['objections.'],
  commitments: ['commitments.', 'clauses.absolute', 'clauses.hedge', 'clauses.condition'],
  nextSteps: ['next-steps.', 'commitments.deliverable', 'commitments.sends', 'commitments.document'],
  goals: ['needs.goal'],
  pains: ['needs.pain'],
  competitors: ['competitors.'],
};

/** The question that the classifier was asked about each kind, where its words can be named. */
const QUESTIONS: {
  readonly [K in InsightKind]?: (insight: InsightOf<K>) => readonly [question: string, answer: string];
} = {
  objections: ({ category }) => ['objection category', category],
  commitments: ({ category }) => ['commitment category', category],
  nextSteps: () => ['next step', 'yes'],
  goals: () => ['need', 'yes'],
  pains: () => ['need', 'yes'],
};

/** The policy that commitments are held against, and what each speaker may decide; without `roleOf` everybody is a rep. */
export interface Judged {
  readonly policy: Policy;
  readonly roleOf?: RoleOf;
}

/** Which rule, classifier or LLM found it, by which words, how sure it is, and what the policy says to it. */
export function ruleOf<K extends InsightKind>(
  reading: Reading,
  kind: K,
  insight: InsightOf<K>,
  judged: Judged | null,
): string {
  const ask = QUESTIONS[kind];
  const weighed = ask ? weighedMost(reading, ...ask(insight), insight.evidence[0]) : [];
  return sentence(reading, [
    foundBy(reading, kind, insight),
    ...(insight.alsoBy ?? []).map((other) => says(reading, 'explain.also_by', { other: nameOf(reading, other) })),
    weighed.length === 0 ? '' : says(reading, 'explain.weighed', { words: quotedWords(reading, weighed) }),
    says(reading, 'explain.sure', { percent: String(Math.round(100 * insight.confidence)) }),
    judged && isCommitment(insight) ? verdict(reading, insight, judged) : '',
  ]);
}

const isCommitment = (insight: object): insight is Commitment => 'allowed' in insight;

/** What the playbook asks for, and how much it counts in this score. */
export function ruleOfStep(
  reading: Reading,
  playbook: Playbook,
  step: Playbook['steps'][number],
  missed: ReadonlySet<string>,
): string {
  const values = { ...named(playbook), does: step.does[reading.voice] };
  const counted = countedSteps(playbook, missed);
  if (!counted.includes(step)) return sentence(reading, [says(reading, 'explain.step_not_counted', values)]);
  const all = counted.reduce((sum, { weight }) => sum + weight, 0);
  return sentence(reading, [says(reading, 'explain.step_asks', { ...values, percent: percent(step.weight / all) })]);
}

export function ruleOfScore(reading: Reading, playbook: Playbook, score: number, missed: ReadonlySet<string>): string {
  const leftOut = playbook.steps.length - countedSteps(playbook, missed).length;
  return sentence(reading, [
    says(reading, 'explain.score_counts', { ...named(playbook), score: String(score) }),
    leftOut === 0 ? '' : says(reading, 'explain.score_left_out', { count: String(leftOut) }),
  ]);
}

const named = ({ id, version }: Playbook): { playbook: string; version: string } => ({
  playbook: id,
  version: String(version),
});
const percent = (share: number): string => String(Math.round(100 * share));

function foundBy<K extends InsightKind>(reading: Reading, kind: K, insight: InsightOf<K>): string {
  const [name = '', version = ''] = insight.rule.split('@');
  if (name.startsWith('llm:')) return says(reading, 'explain.by_llm', { model: name.slice('llm:'.length) });
  const words = quotedWords(reading, knownWords(reading, kind, insight));
  if (name === 'classifier')
    return [
      says(reading, 'explain.classified', { version }),
      ...(words === '' ? [] : [says(reading, 'explain.known_words', { words })]),
    ].join(reading.voice === 'zh' ? '，' : ', and ');
  return words === ''
    ? says(reading, 'explain.concluded', { rule: name, version })
    : says(reading, 'explain.recognised', { rule: name, version, words });
}

function nameOf(reading: Reading, rule: string): string {
  const name = rule.split('@')[0] ?? rule;
  return name.startsWith('llm:') ? says(reading, 'explain.an_llm', { model: name.slice('llm:'.length) }) : name;
}

/** The words of the lexicon inside the evidence, the longer ones first where they overlap, in the order they were said. */
function knownWords<K extends InsightKind>(reading: Reading, kind: K, { evidence: [first] }: InsightOf<K>): string[] {
  const turn = reading.turns[first.turn];
  if (!turn) return [];
  const hits = clausesIn(turn, first)
    .flatMap((clause) => clause.hits)
    .filter(
      ({ concept, start, end }) =>
        start >= first.start && end <= first.end && AREAS[kind].some((area) => concept.startsWith(area)),
    )
    .sort((a, b) => b.end - b.start - (a.end - a.start));
  const kept: Hit[] = [];
  for (const hit of hits) {
    if (kept.length === WORDS) break;
    if (!kept.some((other) => hit.start < other.end && other.start < hit.end)) kept.push(hit);
  }
  return kept
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => shorten(turn.text.slice(start, end), WORD_UNITS));
}

function verdict(reading: Reading, commitment: Commitment, { policy, roleOf }: Judged): string {
  const { allowed, rule, why } = verdictOn(commitment, reading.transcript, policy, roleOf);
  const values = { policy: policy.id, version: String(policy.version) };
  return allowed
    ? says(reading, 'explain.permitted', values)
    : says(reading, 'explain.forbidden', { ...values, rule: rule?.id ?? '', why: why ?? '' });
}
