import type { DateTime } from 'luxon';

/**
 * Days that people name instead of a date: "before Christmas", “国庆之前”. Those of the moon stand in a table: the
 * calendar of ICU, which Node has built in, agrees with it but for two New Years (2027 and 2030), where it is a day off
 * because the new moon comes close to midnight in Beijing.
 */

/** Month and day of the festivals of the moon by year. */
const MOON: Readonly<Record<number, Readonly<Record<'spring' | 'dragonBoat' | 'midAutumn', string>>>> = {
  2024: { spring: '02-10', dragonBoat: '06-10', midAutumn: '09-17' },
  2025: { spring: '01-29', dragonBoat: '05-31', midAutumn: '10-06' },
  2026: { spring: '02-17', dragonBoat: '06-19', midAutumn: '09-25' },
  2027: { spring: '02-06', dragonBoat: '06-09', midAutumn: '09-15' },
  2028: { spring: '01-26', dragonBoat: '05-28', midAutumn: '10-03' },
  2029: { spring: '02-13', dragonBoat: '06-16', midAutumn: '09-22' },
  2030: { spring: '02-03', dragonBoat: '06-05', midAutumn: '09-12' },
  2031: { spring: '01-23', dragonBoat: '06-24', midAutumn: '10-01' },
  2032: { spring: '02-11', dragonBoat: '06-12', midAutumn: '09-19' },
  2033: { spring: '01-31', dragonBoat: '06-01', midAutumn: '09-08' },
  2034: { spring: '02-19', dragonBoat: '06-20', midAutumn: '09-27' },
  2035: { spring: '02-08', dragonBoat: '06-10', midAutumn: '09-16' },
};

/** The day of a holiday in a year; null where it is not known. */
type DayIn = (base: DateTime, year: number) => DateTime | null;

const fixed =
  (month: number, day: number): DayIn =>
  (base, year) =>
    base.set({ year, month, day });

const ofMoon =
  (festival: 'spring' | 'dragonBoat' | 'midAutumn'): DayIn =>
  (base, year) => {
    const [month, day] = (MOON[year]?.[festival] ?? '').split('-').map(Number);
    return month !== undefined && day !== undefined ? base.set({ year, month, day }) : null;
  };

/** The n-th such day of the week in a month; the last one for n = -1. */
const nth =
  (n: number, weekday: number, month: number): DayIn =>
  (base, year) => {
    const edge = base.set({ year, month, day: 1 });
    if (n > 0) return edge.plus({ days: ((weekday - edge.weekday + 7) % 7) + 7 * (n - 1) });
    const last = edge.endOf('month').startOf('day');
    return last.minus({ days: (last.weekday - weekday + 7) % 7 });
  };

/** Western Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher). */
const easter: DayIn = (base, year) => {
  const golden = year % 19;
  const [century, ofCentury] = [Math.floor(year / 100), year % 100];
  const shift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + century - Math.floor(century / 4) - shift + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - moon - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * sunday) / 451);
  const days = moon + sunday - 7 * late + 114;
  return base.set({ year, month: Math.floor(days / 31), day: (days % 31) + 1 });
};

/** 清明, the fourth or fifth of April of this century. */
const qingming: DayIn = (base, year) => {
  const ofCentury = year % 100;
  return base.set({ year, month: 4, day: Math.floor(ofCentury * 0.2422 + 4.81) - Math.floor(ofCentury / 4) });
};

/** The first that fits: an eve before its day. */
const NAMES: readonly (readonly [RegExp, DayIn])[] = [
  [/^new year's eve|^跨年/, fixed(12, 31)],
  [/^christmas eve|^平安夜/, fixed(12, 24)],
  [/^元旦|^阳历年|^new year's(?: day)?$|^new year$/, fixed(1, 1)],
  [/^春节|^过年|^年$|^农历新年|^大年初一|^(?:chinese|lunar) new year|^spring festival/, ofMoon('spring')],
  [/^情人节|^valentine/, fixed(2, 14)],
  [/^清明/, qingming],
  [/^复活节|^easter/, easter],
  [/^五一|^劳动节/, fixed(5, 1)],
  [/^memorial day/, nth(-1, 1, 5)],
  [/^端午|^dragon boat/, ofMoon('dragonBoat')],
  [/^labor day/, nth(1, 1, 9)],
  [/^中秋|^mid-autumn/, ofMoon('midAutumn')],
  [/^国庆|^十一|^(?:china's )?national day/, fixed(10, 1)],
  [/^halloween/, fixed(10, 31)],
  [/^双十一|^双11/, fixed(11, 11)],
  [/^感恩节|^thanksgiving/, nth(4, 4, 11)],
  [/^圣诞|^christmas|^xmas/, fixed(12, 25)],
  [/^618/, fixed(6, 18)],
];
/** As they are said in Chinese; 年 and 十一 only where what stands around them makes them one, which is not said here. */
export const ZH_HOLIDAY =
  '元旦|春节|过年|农历新年|大年初一|情人节|清明节?|复活节|五一(?:劳动节)?|劳动节|端午节?|中秋节?|国庆节?|感恩节|圣诞节?|双十一|双11|618|平安夜|跨年夜?';
export const EN_HOLIDAY =
  "(?:chinese |lunar )?new year(?:'s(?: (?:day|eve))?)?|spring festival|valentine's(?: day)?|easter|memorial day|dragon boat(?: festival)?|labor day|mid-autumn(?: festival)?|national day|halloween|thanksgiving|christmas(?: eve| day)?|xmas";

/** The next such holiday from the base on; null for what is none, or not in the table. */
export function holiday(base: DateTime, name: string | undefined): DateTime | null {
  const dayIn = NAMES.find(([pattern]) => pattern.test(name ?? ''))?.[1];
  if (!dayIn) return null;
  const today = base.startOf('day');
  const thisYear = dayIn(base, base.year);
  return thisYear !== null && thisYear >= today ? thisYear : dayIn(base, base.year + 1);
}
