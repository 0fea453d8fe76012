import { csrfHeaders } from '../../api/client.js';
import { Problem, problemOf } from '../../api/problem.js';
import type { components } from '../../api/schema.js';
import type { ToSend } from './gather.js';

export type Accepted = components['schemas']['Accepted'];

/**
 * Sends a file; `onProgress` hears the share of bytes that has gone, 0 to 1. XMLHttpRequest, since
 * fetch tells nothing of how far a request body is.
 * @throws Problem what the server refused it with
 */
export function sendRecording(
  { recording, transcript }: ToSend,
  customerId: string | null,
  onProgress: (share: number) => void,
): Promise<Accepted> {
  const form = new FormData();
  // Fields first: the server reads the form as a stream.
  if (customerId !== null) form.set('customerId', customerId);
  form.set('timeZone', Intl.DateTimeFormat().resolvedOptions().timeZone);
  if (transcript) form.set('transcript', transcript, transcript.name);
  form.set('recording', recording, recording.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/v1/recordings');
    request.responseType = 'json';
    for (const [name, value] of Object.entries(csrfHeaders())) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => {
      if (request.status < 300) resolve(request.response as Accepted);
      else reject(problemOf(request.response, request.status));
    });
    request.addEventListener('error', () => reject(new Problem({ code: 'unavailable', status: 0, detail: '' })));
    request.send(form);
  });
}
