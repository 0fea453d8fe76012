import { useTranslation } from 'react-i18next';

import type { components } from '../api/schema.js';
import classes from './why.module.css';

type Explanation = components['schemas']['Flag']['explanation'];

const LAYERS = ['record', 'sequence', 'rule'] as const;

/** Why something was found, for who wants to know: the customer's record, the conversation, the rule. */
export function Why({ explanation }: { explanation: Explanation | undefined }) {
  const { t } = useTranslation();
  const layers = LAYERS.filter((layer) => (explanation?.[layer] ?? '') !== '');
  if (!explanation || layers.length === 0) return null;
  return (
    <details>
      <summary className={classes.summary}>{t('why.open')}</summary>
      <dl className={classes.layers}>
        {layers.map((layer) => (
          <div key={layer}>
            <dt>{t(`why.${layer}`)}</dt>
            <dd>{explanation[layer]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
