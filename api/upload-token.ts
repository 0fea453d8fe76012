import { createHmac, timingSafeEqual } from 'node:crypto';

import { AppError } from '../models/domain/index.js';

/** Signs "may upload `uploadId` until `expires` (seconds since 1970)", so that the PUT needs no key. */
export function signUpload(secret: string, uploadId: string, expires: number): string {
  return createHmac('sha256', secret).update(`upload\n${uploadId}\n${expires}`).digest('base64url');
}

/** @throws AppError `unauthorized` when the signature is not ours or the time is over */
export function requireUploadToken(
  secret: string,
  upload: { uploadId: string; expires: number; token: string },
  now: Date,
): void {
  const expected = Buffer.from(signUpload(secret, upload.uploadId, upload.expires));
  const given = Buffer.from(upload.token);
  const genuine = given.length === expected.length && timingSafeEqual(given, expected);
  if (!genuine || upload.expires * 1000 < now.getTime())
    throw new AppError('unauthorized', 'This upload address is not valid, or no longer: ask for a new one.');
}
