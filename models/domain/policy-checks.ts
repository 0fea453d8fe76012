import type { z } from 'zod';

import type { Policy } from './rules.js';

/** What a policy's wording may be filled with. */
export const WORDING_PLACEHOLDERS = ['limit', 'amount', 'due', 'earliest', 'condition', 'who'] as const;

const LIMITS = ['discountAbovePercent', 'dueWithinDays'] as const;

/** What would only be noticed when a rule is applied: unknown placeholders, open brackets, limits the wrong way round. */
export function checkRules(rules: Policy['rules'], context: z.RefinementCtx): void {
  rules.forEach(({ when, why, suggestion }, index) => {
    for (const [name, wording] of Object.entries({ why, suggestion }))
      for (const language of ['zh', 'en'] as const) {
        const message = wording && wordingFault(wording[language]);
        if (message) context.addIssue({ code: 'custom', path: ['rules', index, name, language], message });
      }
    for (const name of LIMITS) {
      const limit = when[name];
      if (typeof limit !== 'object') continue;
      // A manager may give more, and promise a delivery sooner.
      const isWrong = name === 'dueWithinDays' ? limit.rep < limit.manager : limit.rep > limit.manager;
      if (isWrong)
        context.addIssue({
          code: 'custom',
          path: ['rules', index, 'when', name, 'rep'],
          message: 'a rep may do more than a manager here: swap the two',
        });
    }
  });
}

function wordingFault(wording: string): string | null {
  const unknown = [...wording.matchAll(/\{([^{}]*)\}/g)].find(
    ([, name]) => !WORDING_PLACEHOLDERS.some((known) => known === name),
  );
  if (unknown)
    return `there is no ${unknown[0].slice(0, 40)}: there are ${WORDING_PLACEHOLDERS.map((name) => `{${name}}`).join(', ')}`;
  if (/[{}]/.test(wording.replace(/\{\w+\}/g, ''))) return 'a brace { } is not closed, or not opened';
  const rest = wording.replace(/\[[^[\]]*\]/g, '');
  return /[[\]]/.test(rest) ? 'a bracket [ ] is not closed, not opened, or stands inside another' : null;
}
