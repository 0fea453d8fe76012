import type { Bilingual, CompanyLexicon } from '../domain/index.js';
import type { Lexicon } from '../insight/reading/lexicon.js';

/** The lexicons, compiled once, and the sentences the program says about its findings. */
export interface Rules {
  /** SHA-256 over the rule files, the mechanism's version and the classifier's, shortened: two equal hashes mean equal results. */
  readonly hash: string;
  readonly lexicon: Lexicon;
  /** The ideas of promises.yaml, apart: read only where promises are followed, and no features of the classifier. */
  readonly ledger: Lexicon;
  /** The ideas of acts.yaml, apart for the same reason: read for playbooks that ask for them. */
  readonly acts: Lexicon;
  /** The ideas of outcomes.yaml and requests.yaml, apart for the same reason: how it ended, and what was asked for. */
  readonly course: Lexicon;
  /** The ideas of plain.yaml, apart for the same reason: what is said so plainly that nothing is to be weighed. */
  readonly plain: Lexicon;
  /** The ideas of pledges.yaml, apart for the same reason: read where it is settled what a promise binds. */
  readonly pledges: Lexicon;
  readonly versions: ReadonlyMap<string, number>;
  readonly says: ReadonlyMap<string, Bilingual>;
  /** Null while the company has no words of its own. */
  readonly company: CompanyWords | null;
}

/** The company's own words, compiled. */
export interface CompanyWords {
  /** `id@version` of the document. */
  readonly rule: string;
  /** Rivals in all their writings; a hit's concept is the name. */
  readonly competitors: Lexicon;
  /** Our own products, folded. */
  readonly products: ReadonlySet<string>;
  readonly absolutes: CompanyLexicon['absolutes'];
}
