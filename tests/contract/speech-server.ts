import { type IncomingHttpHeaders } from 'node:http';

import { type Answered, type AnsweringServer, startAnsweringServer } from '../services/answering-server.js';

/** What a client sent in one request. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The multipart body, byte for byte. */
  readonly body: string;
}

/** A speech server. `answer` says what the nth request gets. */
export const startSpeechServer = (answer: (n: number) => Answered): Promise<AnsweringServer<Asked>> =>
  startAnsweringServer(
    ({ url = '', headers }, body) => ({ path: url, headers, body: body.toString('latin1') }),
    answer,
  );

/** What OpenAI's server gives for verbose_json with words. */
export const verboseJson = {
  task: 'transcribe',
  language: 'english',
  duration: 3.2,
  text: 'We can hold the price until Friday.',
  words: ['We', 'can', 'hold', 'the', 'price', 'until', 'Friday'].map((word, n) => ({
    word,
    start: n * 0.4,
    end: n * 0.4 + 0.3,
  })),
  segments: [
    {
      id: 0,
      start: 0,
      end: 3.2,
      text: ' We can hold the price until Friday.',
      avg_logprob: -0.2,
      compression_ratio: 1.1,
      no_speech_prob: 0.01,
    },
  ],
};
