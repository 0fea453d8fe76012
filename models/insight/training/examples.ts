import { basename } from 'node:path';

import type { Insights, Risk, Transcript } from '../../domain/index.js';
import type { Rules } from '../../rules/load.js';
import { type Labelled, readCorpus } from '../corpus/read.mjs';
import { answerFeatures, type Features, turnFeatures, type TurnWords } from '../classifier/features.js';
import { type MoneyPlace, moneyPlaces } from '../classifier/money.js';
import { promiseFeatures } from '../classifier/promise.js';
import { turnWords } from '../classifier/signals.js';
import { claimsOf } from '../extract.js';
import { type Reading, readTranscript, type TurnReading } from '../reading/reading.js';
import type { Origin } from './fit.js';
import { type PeopleRow, peopleRow } from './people.js';

export interface Row {
  /** Who wrote it (`train/a`): what is measured on a writer is never trained on the same one. */
  readonly writer: string;
  readonly origin: Origin;
  /** Number of its conversation, which of its turns this is, and of how many. */
  readonly conversation: number;
  readonly at: number;
  readonly turns: number;
  readonly side: 'rep' | 'customer' | 'unknown';
  readonly features: Features;
  /** Labels of the turn: `objection price`, `commitment deadline`, `next step rep`, `need pain`, `step opening`, `budget stated`. */
  readonly labels: ReadonlySet<string>;
  /** Steps that the whole conversation covers; null in an excerpt, where `labels` tell them by turn. */
  readonly covered: ReadonlySet<string> | null;
  /** Somebody looked for needs in its conversation. */
  readonly needsMarked: boolean;
}
export interface AnswerRow {
  readonly writer: string;
  readonly origin: Origin;
  readonly features: Features;
  readonly handled: boolean;
}
/** An amount or a clause about money, with its stance as the customer's budget; null: it is none. */
export interface MoneyRow {
  readonly writer: string;
  readonly origin: Origin;
  /** Its conversation, told apart from the others of its folder. */
  readonly conversation: string;
  readonly features: Features;
  readonly stance: string | null;
}
/** A promise, its category known, and its risk. */
export interface PromiseRow {
  readonly writer: string;
  readonly origin: Origin;
  readonly features: Features;
  readonly risk: Risk;
}
export interface Examples {
  readonly rows: readonly Row[];
  readonly answers: readonly AnswerRow[];
  readonly promises: readonly PromiseRow[];
  readonly people: readonly PeopleRow[];
  readonly money: readonly MoneyRow[];
}

/**
 * Writers whose amounts or people say little of other conversations: the first were asked for many amounts or for a
 * budget in most conversations, the second take who signs for who decides more often (`docs/quality.md` says what was
 * seen before this was decided).
 */
const MONEY_ASIDE = /^train\/([k-p]|a[o-z]|b[suw])$/;
const PEOPLE_ASIDE = /^train\/(a[o-z]|b[a-w])$/;

/** Rows of a folder of conversations (`train`, `excerpts`, `validation`). */
export function conversationRows(folder: string, rules: Rules, most = Infinity): Examples {
  const rows: Row[] = [];
  const answers: AnswerRow[] = [];
  const promises: PromiseRow[] = [];
  const people: PeopleRow[] = [];
  const money: MoneyRow[] = [];
  const all = readCorpus(folder);
  // Every nth, so that a part holds all writers.
  const kept = all.filter(
    (_, n) => Math.floor((n * most) / all.length) !== Math.floor(((n - 1) * most) / all.length) || most >= all.length,
  );
  for (const [conversation, labelled] of kept.entries()) {
    const { words, claims, reading } = read(labelled, rules);
    const labels = labelsOf(labelled);
    const origin = labelled.gold.scriptFit === undefined ? 'excerpt' : 'conversation';
    // Each folder's letters are people of their own.
    const writer = `${basename(folder)}/${/([a-z]+)\d+$/.exec(labelled.id)?.[1] ?? '?'}`;
    words.forEach((turn, at) =>
      rows.push({
        writer,
        origin,
        conversation,
        at,
        turns: words.length,
        side: turn.side,
        features: turnFeatures(words, at),
        labels: labels[at] as Set<string>,
        covered: labelled.gold.scriptFit ? new Set(labelled.gold.scriptFit.covered) : null,
        needsMarked: labelled.gold.needsMarked === true,
      }),
    );
    for (const { turn, handled } of labelled.gold.objections)
      answers.push({
        writer,
        origin,
        features: answerFeatures(words, turn, answerSignals(claims, turn)),
        handled,
      });
    for (const { turn: index, category, risk, quote } of labelled.gold.commitments) {
      const turn = reading.turns[index] as TurnReading;
      const features = promiseFeatures(turnFeatures(words, index), { turn, at: clauseOf(turn, quote), category });
      promises.push({ writer, origin, features, risk });
    }
    if (!PEOPLE_ASIDE.test(writer)) people.push(peopleRow(writer, labelled, reading, claims));
    for (const place of MONEY_ASIDE.test(writer) ? [] : moneyPlaces(reading, claims.budgets)) {
      const label = labelled.gold.budgets.find((one) => isBudget(place, one));
      // The same amount said again is neither the label nor a counterexample.
      if (label && label.turn !== place.turn.index) continue;
      money.push({
        writer,
        origin,
        conversation: labelled.id,
        features: place.features,
        stance: label?.stance ?? null,
      });
    }
  }
  return { rows, answers, promises, people, money };
}

function isBudget(
  { amount, turn }: MoneyPlace,
  label: { min: number | null; max: number | null; turn: number },
): boolean {
  if (label.min === null && label.max === null) return amount === null && turn.index === label.turn;
  return (
    amount !== null &&
    [label.min, label.max].some((value) => value !== null && (near(amount.min, value) || near(amount.max, value)))
  );
}

/** Which clause holds most of a quote. */
function clauseOf({ text, clauses }: TurnReading, quote: string): number {
  const start = text.indexOf(quote);
  const shared = clauses.map((clause) => Math.min(clause.end, start + quote.length) - Math.max(clause.start, start));
  return shared.indexOf(Math.max(...shared));
}

/** Within 2 %, in units, thousands or 万. */
const near = (a: number | null, b: number): boolean =>
  a !== null && [1, 1e3, 1e4].some((scale) => Math.abs(a * scale - b) <= 0.02 * b);

/** A labelled conversation as the program would see it. */
export function transcriptOf({ id, kind, language, startedAt, participants, turns }: Labelled): Transcript {
  return {
    id,
    kind,
    language,
    startedAt,
    participants: participants.map((one) => ({ ...one, sideConfidence: 1, sideSource: 'export' })),
    turns: turns.map((turn) => ({ ...turn })),
  };
}

function read(labelled: Labelled, rules: Rules): { words: TurnWords[]; claims: Insights; reading: Reading } {
  const reading = readTranscript(transcriptOf(labelled), rules);
  const claims = claimsOf(reading);
  return { words: turnWords(reading, claims), claims, reading };
}

function labelsOf({ turns, gold }: Labelled): Set<string>[] {
  const labels = turns.map(() => new Set<string>());
  const add = (turn: number, ...what: string[]): void => what.forEach((one) => labels[turn]?.add(one));
  for (const { turn, category } of gold.objections) add(turn, 'objection', `objection ${category}`);
  for (const { turn, category } of gold.commitments) add(turn, 'commitment', `commitment ${category}`);
  for (const { turn, owner } of gold.nextSteps) add(turn, 'next step', `next step ${owner}`);
  for (const { turn, kind } of gold.needs) add(turn, 'need', `need ${kind}`);
  for (const { turn, stance } of gold.budgets) add(turn, 'budget', `budget ${stance}`);
  for (const { turn, id } of gold.steps) add(turn, `step ${id}`);
  return labels;
}

/** What the rules say of the answer to the objection at a turn. */
export function answerSignals(claims: Insights, turn: number): string[] {
  const ruled = claims.objections.find(({ evidence }) => evidence[0].turn === turn);
  return ruled ? [ruled.handled ? 'handled' : 'not handled'] : [];
}
