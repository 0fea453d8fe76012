import type { Reading } from '../reading/reading.js';
import { timeOf } from '../dates/said-on.js';

/** Currencies of the places where a clock stands so many minutes from UTC: the usual one, and those whose own words must be said. */
const PLACES: readonly {
  readonly from: number;
  readonly to: number;
  readonly usual: string | null;
  /** What "dollars" are where no place is named; the usual currency, if it is one. */
  readonly dollars?: string;
  readonly others?: Readonly<Record<string, RegExp>>;
}[] = [
  {
    from: -600,
    to: -210,
    usual: 'USD',
    others: {
      CAD: /\b(?:canada|canadian|toronto|vancouver|calgary|edmonton|winnipeg|saskatoon|regina|ottawa|montreal|québec|quebec|halifax|mississauga|ontario|alberta|manitoba|saskatchewan|nova scotia|newfoundland|hst|toonies?|loonies?)\b/,
      MXN: /\b(?:mexico|monterrey|guadalajara)\b/,
      COP: /\b(?:colombia|bogot[aá]|medell[ií]n)\b/,
    },
  },
  { from: -180, to: -120, usual: 'BRL' },
  {
    from: 0,
    to: 60,
    usual: 'GBP',
    others: {
      EUR: /\b(?:ireland|irish|dublin|galway|limerick|sligo|donegal|kilkenny|tipperary|wexford|waterford|leitrim|roscommon|germany|german|berlin|munich|münchen|hamburg|köln|frankfurt|stuttgart|netherlands|dutch|amsterdam|rotterdam|utrecht|eindhoven|belgium|brussels|antwerp|ghent|spain|spanish|madrid|barcelona|valencia|italy|italian|milan|turin|bologna|france|french|paris|lyon|toulouse|portugal|lisbon|porto|austria|vienna|finland|helsinki|gmbh)\b/,
      NGN: /\b(?:nigeria|nigerian|lagos|abuja|ibadan|kano|kaduna|enugu|onitsha|aba|ikeja|lekki|port harcourt|benin city|oga|naira)\b/,
      GHS: /\b(?:ghana|accra|kumasi|tema)\b/,
    },
  },
  {
    from: 120,
    to: 120,
    usual: 'EUR',
    others: {
      ZAR: /\b(?:south africa|johannesburg|joburg|cape town|durban|pretoria|gauteng|stellenbosch|limpopo|eskom|bakkie)\b/,
      GBP: /\b(?:england|london|manchester|leeds)\b/,
    },
  },
  {
    from: 180,
    to: 180,
    usual: null,
    others: {
      KES: /\b(?:kenya|nairobi|mombasa|kisumu|eldoret|nakuru|thika|kericho|m-?pesa)\b/,
      UGX: /\b(?:uganda|kampala)\b/,
      EUR: /\b(?:finland|helsinki|greece|athens|estonia|tallinn)\b/,
    },
  },
  { from: 240, to: 240, usual: 'AED' },
  { from: 330, to: 330, usual: 'INR' },
  {
    from: 480,
    to: 480,
    usual: 'SGD',
    // Where trade is in American dollars.
    dollars: 'USD',
    others: {
      SGD: /\b(?:singapore|singaporean|hdb|cpf|jurong|tuas|changi|tampines|toa payoh)\b/,
      MYR: /\b(?:malaysia|kuala lumpur|penang|johor|ipoh|klang|selangor|kuching|ringgit)\b/,
      PHP: /\b(?:philippines|manila|cebu|makati|davao|quezon)\b/,
      HKD: /\b(?:hong kong|kowloon|central|tsim sha tsui|mong kok|kwun tong)\b/,
      AUD: /\b(?:perth|fremantle|kalgoorlie|pilbara|western australia)\b/,
    },
  },
  { from: 570, to: 660, usual: 'AUD' },
  { from: 720, to: 780, usual: 'NZD' },
];

/** Written as it is spoken in Hong Kong. */
const CANTONESE = /[嘅咗喺佢哋嗰冇啲嚟咁]/g;
const TRADITIONAL = /[們這個說還沒錢萬來對會時後點麼過給讓預報價樣]/g;
const SIMPLIFIED = /[们这个说还没钱万来对会时后点么过给让预报价样]/g;
/** Its money, by the names it has nowhere else. */
const HONG_KONG_MONEY = /蚊(?![子香蟲虫帳帐])|港[紙纸幣币]/;
const OFTEN = 4;
/** Where people mix Chinese and English at work. */
const ABROAD: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:malaysia|kl|penang|johor|jb|klang|selangor|ringgit|rm|raya|lhdn|sst|epf)\b|马来西亚|吉隆坡|槟城|新山|巴生|马币|令吉/g,
    'MYR',
  ],
  // Their particles, in Latin letters, tell of one of the two.
  [/\b(?:singapore|sg|hdb|cpf|jurong|tuas|changi|toa payoh|tampines|mrt|lah|leh|lor)\b|新加坡|坡县/g, 'SGD'],
  [/\b(?:hong kong|hk|kowloon|hkd)\b|香港|九龙|中环/g, 'HKD'],
];
const OFTEN_ABROAD = 2;

/** What the place of a conversation tells of its money. */
export interface Home {
  readonly currency: string | null;
  /** What "dollars" are there. */
  readonly dollars: string;
}

/**
 * The currency of the place where a conversation was held, by the time of its clocks, the names of places in it and
 * its script; null where nothing tells. A time in UTC ("Z") tells no place.
 */
export function homeOf(reading: Reading): Home {
  // As it is written: in a folded text every script is one.
  const text = reading.turns.map((turn) => turn.text.toLowerCase()).join('\n');
  return reading.language === 'en' ? byClock(reading, text) : homeIn(byScript(reading, text));
}

const homeIn = (currency: string | null): Home => ({
  currency,
  dollars: currency !== null && LOCAL_DOLLARS.has(currency) ? currency : 'USD',
});
const LOCAL_DOLLARS = new Set(['AUD', 'CAD', 'HKD', 'NZD', 'SGD', 'TWD']);

function byScript({ language }: Reading, text: string): string {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  if (count(TRADITIONAL) > count(SIMPLIFIED))
    return count(CANTONESE) >= OFTEN || HONG_KONG_MONEY.test(text) ? 'HKD' : 'TWD';
  const abroad = language === 'mixed' ? ABROAD.find(([words]) => count(words) >= OFTEN_ABROAD) : undefined;
  return abroad?.[1] ?? 'CNY';
}

function byClock({ transcript }: Reading, text: string): Home {
  const startedAt = transcript.startedAt ?? null;
  if (startedAt === null || /z$/i.test(startedAt)) return homeIn(null);
  const minutes = timeOf(startedAt).offset;
  const place = PLACES.find(({ from, to }) => minutes >= from && minutes <= to);
  const named = Object.entries(place?.others ?? {}).find(([, words]) => words.test(text));
  if (named) return homeIn(named[0]);
  const home = homeIn(place?.usual ?? null);
  return place?.dollars === undefined ? home : { ...home, dollars: place.dollars };
}
