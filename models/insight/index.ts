/** What the rest of the program may use of the analysis. */
export { analyze, analyzeWithLlm, type AnalysisOptions } from './analyze.js';
export { BackTest, type PastConversation, type RuleSet } from './back-test/index.js';
export { checkMessage, type MessageCheck, type MessageOptions, type RiskySpan, warmUp } from './check-message.js';
export {
  defaultPlaybook,
  defaultPolicy,
  loadCompanyLexicon,
  loadPlaybook,
  loadPolicy,
  shippedCompanyLexicon,
  shippedPlaybooks,
  type Sourced,
} from './documents.js';
export { explainCommitments, explainInsights } from './explain/index.js';
export { explainByRecord } from './explain/record.js';
export { explainFitByRecord } from './explain/record-script.js';
export { extract } from './extract.js';
export { flag } from './flag.js';
export type { LlmReader, LlmSettings } from './llm/index.js';
export { llmRule } from './llm/rule.js';
export { mergeStored } from './llm/merge.js';
export { measure } from './metrics.js';
export { unreadNotes } from './reading/reading.js';
export { foldLedger, mentionsIn } from './promises/index.js';
export { ScriptExamples } from './script/script-examples.js';
export { scoreScript } from './script/script-fit.js';
export { wordsOf } from './search/words.js';
export { summarize } from './summary.js';
export { detectLanguage } from './reading/text.js';
export { policyWith, withCompany } from '../rules/company.js';
export { shippedConcepts } from '../rules/shipped-terms.js';
export { COMPANY_AREA, loadRules, type Rules, rulesWith } from '../rules/load.js';
