import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

export type CustomerKeyKind = 'external_id' | 'phone' | 'email';

/**
 * A telephone number in any writing as E.164: `0086 138…`, `+86-138…`, `(86)138…`, `013…`, full-width
 * digits, spaces, dots and dashes. Extensions are left out.
 * @param region country of numbers written without a prefix, ISO 3166-1 (`CN`)
 * @returns null when it is not a valid number
 */
export function normalizePhone(text: string, region: string): string | null {
  // NFKC turns full-width digits and signs into plain ones; what prints nothing (U+202A from WhatsApp, …) goes.
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^tel:/i, '')
    .replace(/[\s,;]*(?:ext|x|转|分机)[.:\s]*\d+$/iu, '');
  if (!/^[\d\s()+./-]+$/.test(plain)) return null;
  const country: CountryCode = isSupportedCountry(region) ? region : 'CN';
  const number = parsePhoneNumberFromString(plain, country);
  if (number?.isValid()) return number.number;
  // The country's own code without its plus: `8613800138000`, `(86)138 0013 8000`. Other countries' would be a guess.
  const digits = plain.replace(/\D/g, '');
  if (!digits.startsWith(getCountryCallingCode(country))) return null;
  const prefixed = parsePhoneNumberFromString(`+${digits}`, country);
  return prefixed?.isValid() ? prefixed.number : null;
}

/** An e-mail address in lower case, `mailto:` and `Name <…>` left out; null when it is not one. */
export function normalizeEmail(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/^mailto:/i, '')
    .trim();
  const address = /<([^<>]+)>$/.exec(plain)?.[1] ?? plain;
  return /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/.test(address) ? address.toLowerCase() : null;
}

/** The one writing under which `customer_keys` holds a key; null when it is not a key of that kind. */
export function normalizeCustomerKey(kind: CustomerKeyKind, text: string, region: string): string | null {
  if (kind === 'phone') return normalizePhone(text, region);
  if (kind === 'email') return normalizeEmail(text);
  return text.trim() === '' ? null : text.trim();
}
