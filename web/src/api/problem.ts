import type { components } from './schema.js';

export type ProblemCode = components['schemas']['Problem']['code'];

interface Facts {
  code: ProblemCode;
  /** HTTP; 0 when no answer came. */
  status: number;
  /** What is wrong and what to do, in the server's words. */
  detail: string;
  details?: Readonly<Record<string, unknown>>;
}

/** A request that was refused, or that nothing answered. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;

  constructor({ code, status, detail, details = {} }: Facts, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** The body of a refusal (RFC 9457) as a Problem; a proxy's page of its own becomes `unavailable`. */
export function problemOf(body: unknown, status: number): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && 'detail' in body) {
    const { code, detail, details } = body as Facts;
    return new Problem({ code, status, detail, details });
  }
  return new Problem({ code: status === 401 ? 'unauthorized' : 'unavailable', status, detail: '' });
}
