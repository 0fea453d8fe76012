import { RuleVersions } from '../../parts/rules/rule-versions.js';
import { PolicyForm } from './policy-form.js';

/** Every version of the policies: which one is in force, going back to an older one, and writing the next. */
export function PolicyPage() {
  return <RuleVersions kind="policies" Form={PolicyForm} />;
}
