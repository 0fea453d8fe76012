/** Run by guard.test.ts: starts servers, tells where, and waits to be killed. */
import { startPostgres } from '../../services/postgres.js';
import { startRedis } from '../../services/redis.js';

const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
console.log(JSON.stringify({ urls: [postgres.url, redis.url] }));
setInterval(() => undefined, 60_000);
