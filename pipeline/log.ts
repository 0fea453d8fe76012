/** The part of pino's logger that the pipeline uses. Facts are ids, counts and codes, never what people said. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/**
 * What may be logged of an error: its names, codes and stack frames down its causes. Messages stay
 * out, because drivers put the values of a query into theirs, and those are what people said.
 */
export function errorFacts(thrown: unknown): object {
  const chain: { name: string; code?: string; at?: string[] }[] = [];
  for (let error = thrown; error instanceof Error && chain.length < 5; error = error.cause) {
    const { code } = error as NodeJS.ErrnoException;
    const at = (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .map((line) => line.trim());
    chain.push({ name: error.name, ...(typeof code === 'string' && { code }), at });
  }
  return { error: chain.length > 0 ? chain : typeof thrown };
}
