import { afterEach, expect, test, vi } from 'vitest';

import { describeFfmpeg, locateFfmpeg } from '../../../ingest/audio/ffmpeg.js';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.doUnmock('@ffmpeg-installer/ffmpeg');
});

/** As with `npm ci --omit=optional`: Node does not find the package. */
const leaveOut = (name: string): void =>
  void vi.doMock(name, () => {
    throw new Error(`Cannot find package '${name}'`);
  });

test('where the system has none, the binaries of the packages are taken, and it says so', async () => {
  vi.stubEnv('PATH', '/nowhere');
  const found = await locateFfmpeg();
  expect(found.origin).toBe('package');
  expect(describeFfmpeg(found)).toMatch(/^ffmpeg \S+ \(from the npm package\)$/);
});

test('where there is none at all it says what to install', async () => {
  vi.stubEnv('PATH', '/nowhere');
  leaveOut('@ffmpeg-installer/ffmpeg');
  await expect(locateFfmpeg()).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(
      /^Neither ffmpeg nor ffprobe was found.* apt-get install ffmpeg;.*--omit=optional/,
    ) as string,
  });
});

test('one that was configured and does not run is not passed over for another', async () => {
  await expect(locateFfmpeg({ ffmpegPath: '/nowhere/ffmpeg' })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('configured') as string,
  });
});
