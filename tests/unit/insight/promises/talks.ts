import {
  cite,
  type Commitment,
  type FoldedLedger,
  type PromiseLink,
  type PromiseMention,
  type Transcript,
} from '../../../../models/domain/index.js';
import { foldLedger, mentionsIn, type KnownCommitment } from '../../../../models/insight/promises/index.js';
import { rules } from '../transcripts.js';

/** A line of a talk: `rep: …` or `customer: …`; with terms it is a promise. */
export type Line = string | readonly [line: string, terms: Partial<Commitment>];

/** One conversation on a day of 2026 (`03-02`), everybody at ten in the morning in Shanghai. */
export interface Talk {
  readonly id?: string;
  readonly on: string | null;
  readonly lines: readonly Line[];
}

const PROMISE: Omit<Commitment, 'evidence'> = {
  ...{ category: 'deadline', risk: 'high', due: null, amount: null, condition: null, allowed: true, suggestion: null },
  ...{ confidence: 0.9, because: 'said so', rule: 'test@1' },
};

/** What a talk says of promises. */
export function mentions({ id = 'talk', on, lines }: Talk): PromiseMention[] {
  const turns = lines.map((line) => {
    const text = typeof line === 'string' ? line : line[0];
    const at = text.indexOf(': ');
    return { speaker: text.slice(0, at), text: text.slice(at + 2) };
  });
  const transcript: Transcript = {
    ...{ id, kind: 'call', startedAt: on === null ? null : `2026-${on}T10:00:00+08:00`, turns },
    participants: [
      { id: 'rep', side: 'rep', sideConfidence: 1, sideSource: 'person', name: 'Lin Tao' },
      { id: 'customer', side: 'customer', sideConfidence: 1, sideSource: 'person', name: 'Wang Min' },
    ],
  };
  const commitments = lines.flatMap((line, turn): KnownCommitment[] =>
    typeof line === 'string'
      ? []
      : [{ id: `${id}:${turn}`, data: { ...PROMISE, ...line[1], evidence: [cite(turns, turn)] } }],
  );
  return mentionsIn(transcript, rules, commitments);
}

/** The ledger of some talks, in the order given: it must not matter. */
export function ledgerOf(
  talks: readonly Talk[],
  decided: { links?: readonly PromiseLink[]; dismissed?: ReadonlySet<string> } = {},
): FoldedLedger {
  const all = talks.flatMap((talk, n) => mentions({ id: `t${n}`, ...talk }));
  return foldLedger(all, { links: decided.links ?? [], dismissed: decided.dismissed ?? new Set() });
}

/** `made`, `changed`, … of each promise, one list each. */
export const histories = ({ promises, placed }: FoldedLedger): string[][] =>
  promises.map(({ id }) => placed.filter(({ promiseId }) => promiseId === id).map(({ event }) => event));
