import type { Insights, Side } from '../../domain/index.js';

type At<T, K extends keyof T> = Pick<T, K> & { readonly turn: number; readonly quote: string };

/** A conversation of the corpus with its labels, in the gold format. */
export interface Labelled {
  readonly id: string;
  readonly kind: 'call' | 'chat' | 'meeting';
  readonly language: 'zh' | 'en' | 'mixed';
  readonly startedAt: string;
  readonly participants: readonly {
    readonly id: string;
    readonly side: Side;
    readonly name?: string;
    readonly title?: string;
  }[];
  readonly turns: readonly {
    readonly speaker: string;
    readonly text: string;
    readonly startMs?: number;
    readonly endMs?: number;
    readonly sentAt?: string;
  }[];
  readonly gold: {
    readonly budgets: readonly At<Insights['budgets'][number], 'min' | 'max' | 'currency' | 'period' | 'stance'>[];
    readonly stakeholders: readonly At<Insights['stakeholders'][number], 'name' | 'title' | 'role'>[];
    readonly objections: readonly At<Insights['objections'][number], 'category' | 'handled'>[];
    readonly commitments: readonly At<Insights['commitments'][number], 'category' | 'risk'>[];
    readonly nextSteps: readonly At<Insights['nextSteps'][number], 'owner' | 'action' | 'due'>[];
    readonly needs: readonly { readonly kind: 'goal' | 'pain'; readonly turn: number; readonly quote: string }[];
    /** Somebody looked for needs in this conversation: where none is labelled there is none. */
    readonly needsMarked?: true;
    /** Excerpts only: what the rep does, by turn. */
    readonly steps: readonly { readonly id: string; readonly turn: number; readonly quote: string }[];
    /** Whole conversations only. */
    readonly scriptFit?: { readonly covered: readonly string[]; readonly missed: readonly string[] };
  };
}

/** Folders of excerpts: a few turns each. */
export const EXCERPTS: readonly string[];
export const STEPS: readonly string[];
export function readCorpus(folder: string): Labelled[];
export function parseFile(text: string, fileName: string, options?: { excerpts?: boolean }): Labelled[];
