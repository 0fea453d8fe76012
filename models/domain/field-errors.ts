import type { z } from 'zod';

type Raw = z.core.$ZodRawIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a date',
};
const FORMATS: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  url: 'an address (URL)',
  uuid: 'an id (UUID)',
  date: 'a day (2026-03-31)',
  datetime: 'a time with its offset (2026-03-31T09:30:00+08:00)',
  json_string: 'JSON',
};
const COUNTED: Readonly<Record<string, string>> = { string: ' characters', array: ' entries', set: ' entries' };

/**
 * Zod's error map in our words: what is wrong with a field, for people; a value is never repeated. A
 * schema's own message goes first.
 */
export function fieldError(issue: Raw): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is needed' : `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return `must be ${FORMATS[issue.format] ?? 'written in another way'}`;
    case 'too_small':
      return issue.origin === 'string' && Number(issue.minimum) === 1
        ? 'must not be empty'
        : `must ${COUNTED[issue.origin] ? 'have' : 'be'} ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${COUNTED[issue.origin] ?? ''}`;
    case 'too_big':
      return `must ${COUNTED[issue.origin] ? 'have' : 'be'} ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${COUNTED[issue.origin] ?? ''}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `has a name that is not known here: ${issue.keys
        .slice(0, 5)
        .map((key) => key.slice(0, 40))
        .join(', ')}`;
    case 'invalid_union':
      return 'has none of the shapes that are allowed here';
    case 'custom':
    case 'invalid_key':
    case 'invalid_element':
      return undefined;
  }
}
