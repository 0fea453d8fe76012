import { describe, expect, it } from 'vitest';

import { exists, isoInZone, zonedMs } from '../../../ingest/local-time.js';

describe('isoInZone', () => {
  it.each([
    [0, 'UTC', '1970-01-01T00:00:00Z'],
    [1767578400000, 'Asia/Shanghai', '2026-01-05T10:00:00+08:00'],
    [1767578400123, 'Asia/Shanghai', '2026-01-05T10:00:00.123+08:00'],
    [1767578400123.4, 'Asia/Kolkata', '2026-01-05T07:30:00.123+05:30'],
    [1767578400000, 'America/St_Johns', '2026-01-04T22:30:00-03:30'],
    [1767578400000, 'Asia/Kathmandu', '2026-01-05T07:45:00+05:45'],
    [1774745999000, 'Europe/Berlin', '2026-03-29T01:59:59+01:00'],
    [1774746000000, 'Europe/Berlin', '2026-03-29T03:00:00+02:00'],
  ])('%d in %s is %s', (ms, zone, expected) => {
    expect(isoInZone(ms, zone)).toBe(expected);
    expect(Date.parse(isoInZone(ms, zone))).toBe(Math.round(ms));
  });

  it('refuses a zone that does not exist', () => {
    expect(() => isoInZone(0, 'Mars/Olympus')).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});

const at = (text: string) => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/\D/).map(Number);
  return { year, month, day, hour, minute, second };
};

describe('zonedMs', () => {
  it.each([
    ['2026-01-05 10:00:00', 'Asia/Shanghai', '2026-01-05T02:00:00.000Z'],
    ['2026-07-05 10:00:00', 'Europe/Berlin', '2026-07-05T08:00:00.000Z'],
    ['2026-01-05 10:00:00', 'Europe/Berlin', '2026-01-05T09:00:00.000Z'],
    ['2026-03-29 02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25 02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ])('%s in %s is %s', (local, zone, expected) => {
    expect(new Date(zonedMs(at(local), zone)).toISOString()).toBe(expected);
  });
});

it.each([
  ['2024-02-29 23:59:59', true],
  ['2026-02-29 10:00:00', false],
  ['2100-02-29 10:00:00', false],
  ['2000-02-29 10:00:00', true],
  ['2026-04-31 10:00:00', false],
  ['2026-13-01 10:00:00', false],
  ['2026-00-10 10:00:00', false],
  ['2026-01-05 24:00:00', false],
  ['2026-01-05 10:60:00', false],
])('%s exists: %s', (local, expected) => {
  expect(exists(at(local))).toBe(expected);
});
