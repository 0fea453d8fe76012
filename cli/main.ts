/**
 * `vouch`, the command-line program. Each command loads only what it needs, so that `--help` is
 * instant and `analyze` opens no database.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Command, CommanderError, Option } from 'commander';

import { AppError, ROLES, type Role } from '../models/domain/index.js';
import { packageRoot } from '../storage/package-root.js';
import { instant, timeZone, wholeNumber } from './arguments.js';
import { ENGINES } from './speech-choice.js';
import { EXIT, sayError } from './terminal.js';

// Whoever reads our output may have seen enough (`vouch analyze … | head`): that is no error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });

const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };

/** Options shared by the commands that read conversations from files. */
const reading = (command: Command): Command =>
  command
    .option(
      '--time-zone <zone>',
      'where it took place, for exports whose times carry no zone (default: VOUCH_TIME_ZONE, else this machine’s)',
      timeZone,
    )
    .option(
      '--staff <list>',
      'ids, names, phones or e-mails of our own people, separated by commas (default: VOUCH_STAFF)',
    )
    .option(
      '--started-at <time>',
      'when it took place, for files that do not say (ISO 8601, 2026-03-03T10:00:00+08:00)',
      instant,
    )
    .addOption(
      new Option('--date-order <order>', 'how a WhatsApp export writes dates, where the file leaves it open').choices([
        'dmy',
        'mdy',
        'ymd',
      ]),
    );

const program = new Command('vouch')
  .description(
    'Conversation intelligence that can be checked: call recordings, transcripts and chat exports go in; budget, decision-makers, objections, promises, next steps, script fit and a summary come out, each with the exact words it rests on.',
  )
  .version(version)
  .addHelpText(
    'after',
    `
First steps:
  vouch demo                              see it work on the samples, in a fresh folder
  vouch analyze chat.txt | jq .summary    one conversation, no server, no database
  vouch serve                             the API on http://127.0.0.1:8080 (documentation at /docs)
  vouch ingest exports/ --customer acme   take a folder in, for one customer

Nothing configured means: everything on this machine, in ~/.vouch. "vouch serve --help" lists the settings.
Exit status: 0 all well, 1 some inputs failed (each named on standard error), 2 wrong usage.`,
  )
  .showHelpAfterError('(vouch --help says how)')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text) });

reading(
  program
    .command('ingest')
    .summary('take recordings, transcripts and chat exports in')
    .description(
      'Takes files, folders and ZIP archives in and runs the pipeline over them. A transcript with the same name beside a recording (call.wav, call.vtt) is taken as its transcript. The same bytes again change nothing.',
    )
    .argument('<path...>', 'files, folders or ZIP archives')
    .option(
      '--customer <id>',
      'the customer they belong to; made if it does not exist. Without it: matched by external id, phone or e-mail',
    )
    .option('--customer-name <name>', 'the name, if the customer is made now')
    .option(
      '--external-id <id>',
      'your own id of the conversation (one input only): the same id again gives the same conversation',
    )
    .addOption(
      new Option('--kind <kind>', 'what it is, where the file does not tell').choices(['call', 'meeting', 'chat']),
    )
    .option('--title <title>', 'a title')
    .option('--no-wait', 'return once everything is stored and queued (workers must be running)')
    .option('--json', 'one JSON line a conversation on standard output')
    .addHelpText(
      'after',
      `
For example:
  vouch ingest call.wav call.vtt --customer acme --started-at 2026-03-03T10:00:00+08:00
  vouch ingest exports/ --staff "Maya Okafor,+1 214 555 0142"`,
    ),
).action(async (paths: string[], options: Record<string, unknown>) =>
  (await import('./commands/ingest.js')).ingest(paths, options),
);

reading(
  program
    .command('analyze')
    .summary('analyse conversations offline: one analysis a line (NDJSON)')
    .description(
      'Reads transcripts and chat exports, analyses them with no server, no database and no configuration, and prints one analysis a line to standard output, in the order given. A folder stands for its files.',
    )
    .argument('<path...>', 'files, folders or ZIP archives')
    .option('--playbook <file>', 'the script to compare with (YAML)')
    .option('--policy <file>', 'which promises are allowed (YAML)'),
).action(async (paths: string[], options: Record<string, unknown>) =>
  (await import('./commands/analyze.js')).analyzeFiles(paths, options, version),
);

reading(
  program
    .command('transcribe')
    .summary('recordings to transcripts: one transcript a line (NDJSON)')
    .description(
      'Prints one transcript a line to standard output. Recordings get their words from the transcript beside them (call.wav and call.vtt), else from a speech engine; exports and transcripts in any known format are converted.',
    )
    .argument('<path...>', 'files, folders or ZIP archives')
    .addOption(new Option('--engine <name>', 'the speech engine').choices(ENGINES).default('auto'))
    .option('--model <name>', 'one of the installed models (default: the best for the language)')
    .addOption(
      new Option('--language <language>', 'the language spoken').choices(['zh', 'en', 'auto']).default('auto'),
    ),
).action(async (paths: string[], options: Record<string, unknown>) =>
  (await import('./commands/transcribe.js')).transcribeFiles(paths, options),
);

const rules = program.command('rules').description('lexicons, policies and playbooks: test a change');
reading(
  rules
    .command('test')
    .summary('what a changed policy, lexicon or playbook would flag on past conversations')
    .description(
      'Holds drafts against past conversations and compares with what is in force: flags that are new and gone, by rule and by team, flags a week, how many of the reviewed ones were confirmed; for a playbook the scores and steps before and after. Changes nothing.',
    )
    .option('--policy <file>', 'a draft of the policy (YAML)')
    .option('--playbook <file>', 'a draft of the playbook (YAML)')
    .option(
      '--lexicon <path>',
      'a draft of the company’s lexicon, or of one of Vouch’s (commitments.yaml, …), or a folder of them',
    )
    .requiredOption('--on <path...>', 'files, folders or ZIP archives; "stored" for what the database holds')
    .option('--json', 'as JSON, with up to 1,000 changes')
    .addHelpText(
      'after',
      `
For example:
  vouch rules test --policy stricter.yaml --on exports/
  vouch rules test --playbook renewal-v2.yaml --on stored`,
    ),
).action(async (options: Record<string, unknown> & { on: string[] }) =>
  (await import('./commands/rules-test.js')).testRules(options),
);

program
  .command('serve')
  .summary('serve the API')
  .description(
    'Serves the API. Embedded (nothing configured) it also runs the workers. Without any API key it listens on 127.0.0.1 only and whoever sits at this machine may do everything.',
  )
  .option(
    '--host <host>',
    'address to listen on; another than 127.0.0.1 needs an API key (default: VOUCH_HOST, else 127.0.0.1)',
  )
  .option('--port <port>', 'port, 0 for a free one (default: VOUCH_PORT, else 8080)', wholeNumber(0, 65_535))
  .addHelpText(
    'after',
    `
Settings (environment):
  VOUCH_DATA_DIR         the folder for everything embedded (default ~/.vouch)
  VOUCH_DATABASE_URL     postgres://… instead of the embedded database
  VOUCH_REDIS_URL        redis://… : workers are separate processes ("vouch worker")
  VOUCH_S3_ENDPOINT, VOUCH_S3_ACCESS_KEY, VOUCH_S3_SECRET_KEY, VOUCH_S3_BUCKET, VOUCH_S3_REGION
  VOUCH_HOST, VOUCH_PORT where to listen
The README has the whole table.`,
  )
  .action(async (options: Record<string, unknown>) => (await import('./commands/serve.js')).serve(options, version));

program
  .command('worker')
  .summary('run pipeline steps (cluster: needs VOUCH_DATABASE_URL and VOUCH_REDIS_URL)')
  .description(
    'Runs pipeline steps until it is stopped (Ctrl-C, SIGTERM); then finishes or hands back what runs. For a cluster: needs VOUCH_DATABASE_URL and VOUCH_REDIS_URL, and VOUCH_S3_* where the machines share no folder.',
  )
  .option(
    '--steps <list>',
    'queues (analysis, transcription, publishing) or steps (normalize, transcribe, …), separated by commas',
    'analysis,transcription,publishing',
  )
  .option(
    '--concurrency <n>',
    'conversations at the same time (default: VOUCH_CONCURRENCY, else 4)',
    wholeNumber(1, 64),
  )
  .action(async (options: Record<string, unknown>) => (await import('./commands/worker.js')).work(options));

program
  .command('migrate')
  .description('bring the database up to date')
  .action(async () => (await import('./commands/migrate.js')).migrate());

program
  .command('status')
  .description('what is stored, what runs, what failed and why')
  .option('--json', 'as JSON')
  .action(async (options: Record<string, unknown>) => (await import('./commands/status.js')).status(options, version));

program
  .command('retry')
  .description('continue failed conversations from the step that failed')
  .argument('<id...>', 'conversation ids ("vouch status" lists the failed ones), or "failed" for all of them')
  .option('--no-wait', 'return once they are queued')
  .action(async (ids: string[], options: Record<string, unknown>) =>
    (await import('./commands/retry.js')).retry(ids, options),
  );

program
  .command('retention')
  .summary('how long what is kept, and what is too old now')
  .description(
    'Shows how long an administrator wants conversations and sound kept, and how many are older now. The workers delete those once a day; --delete does it at once. What is held stays.',
  )
  .option('--delete', 'delete what is too old; it cannot be brought back')
  .option('--json', 'as JSON')
  .action(async (options: Record<string, unknown>) => (await import('./commands/retention.js')).retention(options));

const keys = program.command('keys').description('API keys: create, list, revoke');
keys
  .command('create')
  .summary('make a key')
  .description('Makes a key and shows it once, on standard output. From the first key on, the API asks for one.')
  .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
  .option('--name <name>', 'whose it is')
  .action(async (options: { role: Role; name?: string }) => (await import('./commands/keys.js')).createKey(options));
keys
  .command('list')
  .description('ids, roles and names of all keys, and which are revoked; never the keys')
  .action(async () => (await import('./commands/keys.js')).listKeys());
keys
  .command('revoke')
  .description('a key stops working at once')
  .argument('<id>', 'id from "vouch keys list"')
  .action(async (id: string) => (await import('./commands/keys.js')).revokeKey(id));

const models = program
  .command('models')
  .summary('speech models: list, pull, import, verify, remove')
  .description(
    'The speech models on this machine. Nothing is ever downloaded unless you ask for it here; with VOUCH_OFFLINE=1 not even then.',
  )
  .addHelpText(
    'after',
    `
For example:
  vouch models pull whisper-base --trust-first       English and many other languages
  vouch models pull sense-voice-small --trust-first  Chinese
  vouch models import /media/disk/whisper-base       on a machine without a connection
Settings: VOUCH_MODELS_DIR (default: models in the data folder), VOUCH_MODEL_HOST (a mirror of the hub), VOUCH_OFFLINE=1.`,
  );
const trusting = (command: Command): Command =>
  command
    .option('--checksums <file>', 'a list as sha256sum writes it, for files whose checksum Vouch does not know')
    .option('--trust-first', 'believe what comes this once, and remember its checksum');
models
  .command('list')
  .description('what is installed, and what can be')
  .option('--json', 'as JSON')
  .action(async (options: { json?: boolean }) => (await import('./commands/models.js')).listSpeechModels(options));
trusting(
  models
    .command('pull')
    .summary('download models')
    .description('Downloads models; an attempt that broke off goes on. Each file is checked before it is used.')
    .argument('<name...>', 'names from "vouch models list"'),
).action(async (names: string[], options: Record<string, unknown>) =>
  (await import('./commands/models.js')).pullSpeechModels(names, options),
);
trusting(
  models
    .command('import')
    .summary('take a model from a folder')
    .description(
      'Copies a model from a folder, one from the list or one of your own. A SHA256SUMS in the folder is used as --checksums.',
    )
    .argument('<dir>', 'the folder with the model’s files')
    .option('--name <name>', 'its name (default: the folder’s)')
    .addOption(
      new Option('--kind <kind>', 'what it is, for models of your own').choices([
        'whisper',
        'sense-voice',
        'paraformer',
      ]),
    ),
).action(async (dir: string, options: Record<string, unknown>) =>
  (await import('./commands/models.js')).importSpeechModel(dir, options),
);
models
  .command('verify')
  .description('reads every file and compares its checksum; a model with a wrong file is not loaded any more')
  .argument('[name...]', 'default: all that are installed')
  .action(async (names: string[]) => (await import('./commands/models.js')).verifySpeechModels(names));
models
  .command('remove')
  .description('removes models from this machine')
  .argument('<name...>', 'names from "vouch models list"')
  .action(async (names: string[]) => (await import('./commands/models.js')).removeSpeechModels(names));

program
  .command('demo')
  .description('process the samples in a fresh folder, show what came out, serve the API until Ctrl-C')
  .option('--once', 'do not serve; exit when everything was shown')
  .option('--port <port>', 'port (default: VOUCH_PORT, else 8080, else a free one)', wholeNumber(0, 65_535))
  .action(async (options: Record<string, unknown>) => (await import('./commands/demo.js')).demo(options, version));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  else {
    sayError(error);
    process.exitCode = error instanceof AppError && error.code === 'invalid_input' ? EXIT.usage : EXIT.someFailed;
  }
}
