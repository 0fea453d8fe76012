import { useTranslation } from 'react-i18next';

import { RuleEditor } from '../../parts/rules/rule-editor.js';
import type { RuleFormProps } from '../../parts/rules/rule-versions.js';
import { PolicyRules } from './policy-rules.js';
import { rulesOf, valuesOf, type PolicyValues } from './policy-values.js';

/** Edits a policy: which rules it has, in which order, and what each says. */
export function PolicyForm({ document, newest, onDone }: RuleFormProps) {
  const { t } = useTranslation();
  if (!('rules' in document)) return null;
  const { id, name, absolutes } = document;
  const needed = (text: string): string | null => (text.trim() === '' ? t('policy.needed') : null);
  const both = (text: string, { rules }: PolicyValues, path: string): string | null => {
    const { zh, en } = rules[Number(path.split('.')[1])]?.suggestion ?? { zh: '', en: '' };
    return zh + en === '' ? null : needed(text);
  };
  return (
    <RuleEditor<PolicyValues>
      {...{ kind: 'policies', id, newest, onDone }}
      initial={valuesOf(document)}
      documentOf={(values) => ({ id, name, absolutes, rules: rulesOf(values) })}
      validate={{ rules: { why: { zh: needed, en: needed }, suggestion: { zh: both, en: both } } }}
    >
      {(form, errorAt) => <PolicyRules {...{ form, errorAt }} />}
    </RuleEditor>
  );
}
