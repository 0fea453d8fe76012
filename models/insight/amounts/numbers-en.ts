/** The words of English numbers. */

/** One to nineteen. */
export const EN_SMALL: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};
export const EN_TENS: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
export const SMALL = new Map(Object.entries({ zero: 0, oh: 0, ...EN_SMALL }));
export const TENS = new Map(Object.entries(EN_TENS));
export const SCALES = new Map(
  Object.entries({
    thousand: 1e3,
    grand: 1e3,
    k: 1e3,
    million: 1e6,
    mil: 1e6,
    mill: 1e6,
    billion: 1e9,
    lakh: 1e5,
    lakhs: 1e5,
    lac: 1e5,
    lacs: 1e5,
    crore: 1e7,
    crores: 1e7,
  }),
);
/** How many of a scale are meant: people who say "a few" and mean money mean three. */
export const VAGUE = new Map(Object.entries({ couple: 2, few: 3 }));
/** "forty-odd thousand", "thirty-something k". */
export const FILLER = new Set(['odd', 'something', 'ish', 'plus']);
