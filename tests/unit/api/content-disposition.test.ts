import { expect, test } from 'vitest';

import { contentDisposition } from '../../../api/play.js';

test.each([
  ['audio/wav', 'call.wav', `inline; filename="call.wav"; filename*=UTF-8''call.wav`],
  ['video/mp4', 'a b.mp4', `inline; filename="a b.mp4"; filename*=UTF-8''a%20b.mp4`],
  ['text/html', 'x.html', `attachment; filename="x.html"; filename*=UTF-8''x.html`],
  [
    'text/plain',
    '聊天 (1).txt',
    `attachment; filename="__ (1).txt"; filename*=UTF-8''%E8%81%8A%E5%A4%A9%20%281%29.txt`,
  ],
  [
    'text/plain',
    'a"; filename="evil.exe',
    `attachment; filename="a__ filename__evil.exe"; filename*=UTF-8''a%22%3B%20filename%3D%22evil.exe`,
  ],
  [
    'text/plain',
    'a\r\nSet-Cookie: x',
    `attachment; filename="a__Set-Cookie_ x"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x`,
  ],
  ['text/plain', 'half \uD800', `attachment; filename="half _"; filename*=UTF-8''half%20%EF%BF%BD`],
])('%s %j', (mediaType, name, expected) => {
  const header = contentDisposition(mediaType, name);
  expect(header).toBe(expected);
  expect(new Headers({ 'content-disposition': header }).get('content-disposition')).toBe(expected);
});
