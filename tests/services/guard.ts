import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Waits for the end of its standard input, then stops the process named in the first line of a file
 * and removes a folder. SIGINT is a clean stop for Postgres ("fast"), Redis and MinIO alike.
 */
const SCRIPT = `
cat >/dev/null
pid=$(head -n 1 "$1" 2>/dev/null)
if [ -n "$pid" ]; then
  kill -INT "$pid" 2>/dev/null
  n=0
  while kill -0 "$pid" 2>/dev/null && [ $n -lt 100 ]; do sleep 0.1; n=$((n + 1)); done
  kill -KILL "$pid" 2>/dev/null
fi
rm -rf "$2"
`;

/**
 * Ties a server to this process: when this process ends, in whatever way (a SIGKILL included), the
 * pipe to the guard closes, and the guard stops the server and removes its folder. Returns how to do
 * that earlier.
 */
export function guardServer(pidFile: string, folder: string): () => Promise<void> {
  const guard = spawn('sh', ['-c', SCRIPT, 'guard', pidFile, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // Ctrl-C reaches the whole foreground group; the guard must outlive it
  });
  const ended = once(guard, 'exit');
  guard.unref();
  return async () => {
    guard.ref();
    guard.stdin.end();
    await ended;
  };
}
