// Who may import whom (ARCHITECTURE.md has the table), and no cycles.
/** Makes what the program is published with; runs on a developer's machine only. */
const TRAINING = '/training/|/train\\.mjs$';

const only = (folder, allowed) => ({
  name: `${folder.replace(/\W+/g, '-')}-imports`,
  comment: `${folder} may import of ours: ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: TRAINING },
  to: {
    path: '^(api|cli|ingest|models|pipeline|storage|web|tests|fixtures|bench|scripts)/',
    pathNot: [`^${folder}/`, ...allowed.map((a) => `^${a}`)],
  },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'domain-imports-nothing',
      severity: 'error',
      from: { path: '^models/domain/' },
      to: { path: '^(api|cli|ingest|pipeline|storage|web|models/(?!domain/))' },
    },
    only('models', ['models/domain/']),
    only('models/remote', ['models/domain/']),
    only('models/quality', ['models/domain/']),
    only('models/rules', ['models/domain/', 'models/insight/reading/(lexicon|text)\\.ts$']),
    only('models/insight', ['models/domain/', 'models/rules/', 'models/remote/']),
    only('models/attribution', ['models/domain/', 'models/rules/', 'models/insight/reading/reading\\.ts$']),
    only('models/transcriber', ['models/domain/', 'models/rules/folder\\.ts$', 'models/remote/']),
    only('storage', ['models/domain/']),
    only('ingest', ['models/domain/', 'storage/']),
    only('pipeline', ['models/', 'storage/', 'ingest/']),
    only('api', ['models/domain/', 'storage/', 'ingest/', 'pipeline/queue']),
    only('web', ['api/']),
    {
      name: 'web-takes-types-only',
      comment: 'what the browser runs has nothing of the server in it',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^api/', dependencyTypesNot: ['type-only'] },
    },
    only('fixtures', []),
    {
      name: 'program-has-no-tests-in-it',
      comment: 'what is published imports neither tests nor benchmarks nor what trains and builds',
      severity: 'error',
      from: { path: '^(api|cli|ingest|models|pipeline|storage|web)/', pathNot: TRAINING },
      to: { path: ['^(tests|bench|scripts)/', TRAINING] },
    },
    {
      name: 'no-unlisted-packages',
      severity: 'error',
      from: { pathNot: ['^(tests|scripts|bench|web|fixtures)/', TRAINING] },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
