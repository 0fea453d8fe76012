// Loaded before a program (NODE_OPTIONS=--import=…): writes down every address that it looks up, connects
// to or sends to, and every program that it starts, one JSON object a line, into the file named by VOUCH_TEST_RECORD.
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const file = process.env.VOUCH_TEST_RECORD;
const record = (what, target) => appendFileSync(file, `${JSON.stringify({ what, target: String(target) })}\n`);

/** Calls `note` with the arguments before the method does its work. */
function before(object, name, note) {
  const original = object[name];
  object[name] = function (...args) {
    note.apply(this, args);
    return Reflect.apply(original, this, args);
  };
}

// Every TCP, TLS and pipe client of Node ends here: net.connect, http, undici's fetch, drivers.
before(net.Socket.prototype, 'connect', (...args) => {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof options === 'object' && options !== null)
    record('connect', options.path ?? options.host ?? options.hostname ?? 'localhost');
  else record('connect', typeof args[1] === 'string' ? args[1] : (options ?? 'localhost'));
});
before(dgram.Socket.prototype, 'send', (...args) => record('send', args.find((one) => typeof one === 'string') ?? ''));
for (const resolver of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveSrv', 'resolveTxt'])
    if (typeof resolver[name] === 'function') before(resolver, name, (host) => record('lookup', host));
for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'exec', 'execSync', 'fork'])
  before(childProcess, name, (program) => record('start', program));
syncBuiltinESMExports();
