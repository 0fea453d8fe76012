/** A word of a text as it is searched: usually one writing; both ends of a range of numbers. Offsets are UTF-16 units. */
export interface SearchWord {
  readonly words: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** Takes a text apart into the words that it is found by. */
export type WordsOf = (text: string) => SearchWord[];
