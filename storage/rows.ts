import { sql, type SQL } from 'drizzle-orm';

import type { DbOrTx } from './database.js';

/** Rows of a hand-written statement; both drivers answer `{ rows }`. `Row` is what the statement selects: times come as text. */
export async function rows<Row extends object>(db: DbOrTx, statement: SQL): Promise<Row[]> {
  const result: unknown = await db.execute(statement);
  return (result as { rows: Row[] }).rows;
}

/** Data-modifying statements that touch different rows, in one round trip. */
export const inOneStatement = (statements: readonly SQL[]): SQL =>
  sql`with ${sql.join(
    statements.map((statement, i) => sql`${sql.identifier(`part_${i}`)} as (${statement})`),
    sql`, `,
  )} select 1`;
