import { describe, expect, it } from 'vitest';

import { type Identity, sideOf, sideOfRole } from '../../../ingest/sides.js';

const STAFF = ['Mara Voss', 'li.na@halden.example', '+86 138 0013 8000', 'U042', '  '];

describe('the side', () => {
  it.each<[string, Identity]>([
    ['a name in another case', { name: 'MARA voss' }],
    ['a name with other spaces', { name: ' Mara\u00a0 Voss' }],
    ['an e-mail', { email: 'Li.Na@Halden.example' }],
    ['a phone without its country', { phone: '13800138000' }],
    ['a phone after 0086', { phone: '0086 138-0013-8000' }],
    ['a phone as a name', { name: '+8613800138000' }],
    ['an account', { externalId: 'u042' }],
    ['the id', { id: 'U042' }],
  ])('is the rep’s by the staff list: %s', (_what, identity) => {
    expect(sideOf(identity, { staff: STAFF })).toEqual({ side: 'rep', sideConfidence: 1, sideSource: 'staff_list' });
  });

  it.each<[string, Identity]>([
    ['a part of a name', { name: 'Mara' }],
    ['a longer name', { name: 'Mara Vossler' }],
    ['another phone', { phone: '13800138001' }],
    ['nobody', {}],
    ['empty texts', { name: '', phone: ' ', email: null, externalId: '' }],
  ])('stays unknown: %s', (_what, identity) => {
    expect(sideOf(identity, { staff: STAFF })).toEqual({ side: 'unknown', sideConfidence: 0, sideSource: 'none' });
  });

  it('goes by the export, then the staff list, then the channel', () => {
    const options = { staff: STAFF, channelSides: { 0: 'customer', 1: 'rep', 2: 'unknown' } } as const;
    const mara = { name: 'Mara Voss', channel: 0 };
    expect(sideOf({ ...mara, exportSide: 'customer' }, options).sideSource).toBe('export');
    expect(sideOf({ ...mara, exportSide: 'unknown' }, options)).toMatchObject({
      side: 'rep',
      sideSource: 'staff_list',
    });
    expect(sideOf({ channel: 0 }, options)).toMatchObject({ side: 'customer', sideSource: 'channel' });
    expect(sideOf({ channel: 2 }, options).sideSource).toBe('none');
    expect(sideOf({ channel: 3 }, options).sideSource).toBe('none');
  });

  it.each([
    ['AGENT', 'rep'],
    ['Customer', 'customer'],
    ['客服', 'rep'],
    ['客户', 'customer'],
    ['CALLER', undefined],
    ['Agent Smith', undefined],
    ['constructor', undefined],
    ['客户经理', undefined],
  ])('of the role %s is %s', (label, side) => {
    expect(sideOfRole(label)).toBe(side);
  });
});
