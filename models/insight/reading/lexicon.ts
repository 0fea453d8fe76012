import { AppError } from '../../domain/index.js';
import { hashOf } from './hash.js';
import { fold, isWordUnit } from './text.js';

/** A term of a concept found in a text; offsets are UTF-16. */
export interface Hit {
  readonly concept: string;
  /** Hash of the concept's name. */
  readonly hash: number;
  readonly start: number;
  readonly end: number;
}

/** Most nodes have one child, which needs no table. */
interface Node {
  /** UTF-16 unit of the first child; -1: a leaf. */
  unit: number;
  child: Node | null;
  /** The other children. */
  others: Map<number, Node> | null;
  /** Indexes into `parts` that end here. */
  ends: number[] | null;
}

/** One literal stretch of a term; a term with gaps has several, in order. */
interface Part {
  readonly concept: string;
  readonly hash: number;
  readonly length: number;
  readonly endsWord: boolean;
  /** The part that must follow within `GAP_UNITS`; -1 when the term is complete. */
  readonly followedBy: number;
  readonly first: boolean;
}

/** How far apart the two sides of `…` may stand: about eight Chinese words or six English ones. */
const GAP_UNITS = 28;
const GAP_UNITS_HAN = 12;
/** `…` does not reach over the end of a sentence. */
const SENTENCE_END = /[。！？!?；;\n]|\.(?=\s|$)/;

/**
 * Every concept's terms in one trie, so that a text is read once however many terms there are:
 * time grows with the text, not with the lexicon.
 *
 * How a term is written: plain words (`too expensive`); `(a|b)` for alternatives, an empty one makes
 * it optional (`won't (ever|) fail`); `…` for a few words between (`take … off`); a final `*` for any
 * ending of an English word (`integrat*`). English terms match whole words, case does not matter.
 */
export class Lexicon {
  /** The root's children by UTF-16 unit: at most places of a text nothing starts, and this says so without a hash. */
  private readonly starts: (Node | null)[] = new Array<Node | null>(0x10000).fill(null);
  private readonly parts: Part[] = [];
  readonly concepts: ReadonlySet<string>;

  /** @param terms as they are written, by concept */
  constructor(readonly terms: ReadonlyMap<string, readonly string[]>) {
    this.concepts = new Set(terms.keys());
    for (const [concept, written] of terms)
      for (const term of new Set(written.flatMap((one) => expand(fold(one))))) this.add(concept, term);
  }

  /** The same concepts without some of their terms; itself where it has none of these. */
  without(off: Readonly<Record<string, readonly string[]>>): Lexicon {
    if (![...this.terms].some(([concept, terms]) => off[concept]?.some((term) => terms.includes(term)))) return this;
    const left = [...this.terms].map(
      ([concept, terms]) => [concept, terms.filter((term) => !off[concept]?.includes(term))] as const,
    );
    return new Lexicon(new Map(left));
  }

  private add(concept: string, term: string): void {
    const stretches = term
      .split('…')
      .map((stretch) => stretch.trim())
      .filter((stretch) => stretch !== '');
    let followedBy = -1;
    for (let at = stretches.length - 1; at >= 0; at -= 1) {
      const written = stretches[at] as string;
      if (NOT_A_TERM.test(written))
        throw new AppError('invalid_input', `The rules' concept ${concept} has a term that cannot be read: ${term}`);
      const open = written.endsWith('*');
      const literal = open ? written.slice(0, -1) : written;
      let node = (this.starts[literal.charCodeAt(0)] ??= emptyNode());
      for (let at = 1; at < literal.length; at += 1) node = grown(node, literal.charCodeAt(at));
      const endsWord = !open && isWordUnit(literal.charCodeAt(literal.length - 1));
      this.parts.push({
        concept,
        hash: hashOf(concept),
        length: literal.length,
        endsWord,
        followedBy,
        first: at === 0,
      });
      followedBy = this.parts.length - 1;
      (node.ends ??= []).push(followedBy);
    }
  }

  /** All hits in a folded text, in the order of their starts; hits of different terms may overlap. */
  scan(folded: string): Hit[] {
    const found: { part: number; start: number; end: number }[] = [];
    let gapped = false;
    for (let start = 0; start < folded.length; start += 1) {
      const unit = folded.charCodeAt(start);
      let node = this.starts[unit] ?? null;
      if (node === null) continue;
      // Every term that begins here begins a word, and here is the middle of one.
      if (start > 0 && isWordUnit(unit) && isWordUnit(folded.charCodeAt(start - 1))) continue;
      for (let end = start + 1; node !== null; end += 1) {
        if (node.ends)
          for (const part of node.ends) {
            const { endsWord, followedBy, first } = this.parts[part] as Part;
            if (endsWord && end < folded.length && isWordUnit(folded.charCodeAt(end))) continue;
            if (followedBy >= 0 || !first) gapped = true;
            found.push({ part, start, end });
          }
        node = end < folded.length ? childOf(node, folded.charCodeAt(end)) : null;
      }
    }
    return gapped
      ? this.join(folded, found)
      : found.map(({ part, start, end }) => {
          const { concept, hash } = this.parts[part] as Part;
          return { concept, hash, start, end };
        });
  }

  private join(folded: string, found: readonly { part: number; start: number; end: number }[]): Hit[] {
    const hits: Hit[] = [];
    found.forEach(({ part, start, end }, index) => {
      const { first, concept, hash } = this.parts[part] as Part;
      if (!first) return;
      let { followedBy } = this.parts[part] as Part;
      let stop = end;
      let from = index;
      while (followedBy >= 0) {
        let next = from + 1;
        for (; next < found.length; next += 1) {
          const candidate = found[next];
          if (!candidate || candidate.start > stop + GAP_UNITS) return;
          if (candidate.part === followedBy && candidate.start >= stop && reaches(folded.slice(stop, candidate.start)))
            break;
        }
        const follower = found[next];
        if (!follower) return;
        stop = follower.end;
        from = next;
        followedBy = (this.parts[followedBy] as Part).followedBy;
      }
      hits.push({ concept, hash, start, end: stop });
    });
    return hits;
  }
}

const emptyNode = (): Node => ({ unit: -1, child: null, others: null, ends: null });

function childOf(node: Node, unit: number): Node | null {
  return node.unit === unit ? node.child : (node.others?.get(unit) ?? null);
}

function grown(node: Node, unit: number): Node {
  const known = childOf(node, unit);
  if (known) return known;
  const child = emptyNode();
  if (node.child === null) [node.unit, node.child] = [unit, child];
  else (node.others ??= new Map()).set(unit, child);
  return child;
}

/** Han writes more in fewer units, so a gap with Han in it is held shorter. */
function reaches(between: string): boolean {
  return !SENTENCE_END.test(between) && (between.length <= GAP_UNITS_HAN || !/\p{Script=Han}/u.test(between));
}

/** `a (b|c) d` as `a b d` and `a c d`; innermost brackets first. */
function expand(term: string): string[] {
  const match = /\(([^()]*)\)/.exec(term);
  if (!match) return [term.replace(/ {2,}/g, ' ').trim()].filter((written) => written !== '');
  const before = term.slice(0, match.index);
  const after = term.slice(match.index + match[0].length);
  return (match[1] ?? '').split('|').flatMap((choice) => expand(before + choice + after));
}

/** What a term may not hold: signs of other pattern languages, and a `*` inside a stretch. */
const NOT_A_TERM = /[[\]?\\^{}()|]|\*./;
