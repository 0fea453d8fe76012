import { z } from '@hono/zod-openapi';

import { CommitmentCategory } from '../../models/domain/index.js';
import type { CategoryReviews } from '../../storage/repositories/agreement.js';
import { cohensKappa, FEWEST_PAIRS } from '../cohens-kappa.js';

const share = z.number().min(0).max(1).nullable();
const agreement = {
  reviewed: z.number().int(),
  confirmed: z.number().int(),
  dismissed: z.number().int(),
  withProgram: share.openapi({ description: 'Share that people confirmed: how often they agree with the program.' }),
  judgedTwice: z.number().int().openapi({ description: 'Flags that two people gave a verdict on.' }),
  agreed: z.number().int().openapi({ description: 'Of those, with the same verdict.' }),
  withEachOther: share.openapi({ description: '`agreed` of `judgedTwice`.' }),
  kappa: z
    .number()
    .min(-1)
    .max(1)
    .nullable()
    .openapi({
      description: `Cohen’s kappa; null below ${FEWEST_PAIRS} flags, and where one of the two always said the same.`,
    }),
  disputed: z.number().int().openapi({ description: 'That nobody decided yet.' }),
  upheld: z.number().int(),
  overturned: z.number().int(),
};

export const Agreement = z
  .object({
    total: z.object(agreement),
    categories: z.array(z.object({ category: CommitmentCategory, ...agreement })),
  })
  .openapi('ReviewAgreement');

type Counts = Omit<CategoryReviews, 'category'>;

export const presentAgreement = (categories: readonly CategoryReviews[]): z.infer<typeof Agreement> => ({
  total: presentCounts(categories.reduce<Counts>(sum, NOTHING)),
  categories: categories.map((one) => ({ category: one.category, ...presentCounts(one) })),
});

function presentCounts(counts: Counts) {
  const { confirmed, dismissed, disputed, upheld, overturned } = counts;
  const { bothConfirmed, confirmedThenDismissed, dismissedThenConfirmed, bothDismissed } = counts;
  const reviewed = confirmed + dismissed;
  const agreed = bothConfirmed + bothDismissed;
  const judgedTwice = agreed + confirmedThenDismissed + dismissedThenConfirmed;
  const kappa = cohensKappa({
    ...{ yesYes: bothConfirmed, yesNo: confirmedThenDismissed },
    ...{ noYes: dismissedThenConfirmed, noNo: bothDismissed },
  });
  return {
    ...{ reviewed, confirmed, dismissed, withProgram: shareOf(confirmed, reviewed) },
    ...{ judgedTwice, agreed, withEachOther: shareOf(agreed, judgedTwice), kappa },
    ...{ disputed, upheld, overturned },
  };
}

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

const NOTHING: Counts = {
  ...{ confirmed: 0, dismissed: 0, disputed: 0, upheld: 0, overturned: 0 },
  ...{ bothConfirmed: 0, confirmedThenDismissed: 0, dismissedThenConfirmed: 0, bothDismissed: 0 },
};

const sum = (total: Counts, one: Counts): Counts => ({
  confirmed: total.confirmed + one.confirmed,
  dismissed: total.dismissed + one.dismissed,
  disputed: total.disputed + one.disputed,
  upheld: total.upheld + one.upheld,
  overturned: total.overturned + one.overturned,
  bothConfirmed: total.bothConfirmed + one.bothConfirmed,
  confirmedThenDismissed: total.confirmedThenDismissed + one.confirmedThenDismissed,
  dismissedThenConfirmed: total.dismissedThenConfirmed + one.dismissedThenConfirmed,
  bothDismissed: total.bothDismissed + one.bothDismissed,
});
