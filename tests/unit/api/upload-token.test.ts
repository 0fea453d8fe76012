import { expect, test } from 'vitest';

import { requireUploadToken, signUpload } from '../../../api/upload-token.js';

const now = new Date('2026-03-02T09:00:00Z');
const expires = now.getTime() / 1000 + 60;
const token = signUpload('secret', 'upload-1', expires);

test('the address that was given is good until its time is over', () => {
  expect(() => requireUploadToken('secret', { uploadId: 'upload-1', expires, token }, now)).not.toThrow();
});

test.each([
  ['too late', { uploadId: 'upload-1', expires, token }, new Date(now.getTime() + 61_000), 'secret'],
  ['for another upload', { uploadId: 'upload-2', expires, token }, now, 'secret'],
  ['with a later time', { uploadId: 'upload-1', expires: expires + 3600, token }, now, 'secret'],
  ['with a changed token', { uploadId: 'upload-1', expires, token: `${token.slice(0, -2)}AA` }, now, 'secret'],
  ['without a token', { uploadId: 'upload-1', expires, token: '' }, now, 'secret'],
  ['signed by another server', { uploadId: 'upload-1', expires, token }, now, 'other'],
])('%s it is refused', (_name, upload, at, secret) => {
  expect(() => requireUploadToken(secret, upload, at)).toThrow(/ask for a new one/);
});
