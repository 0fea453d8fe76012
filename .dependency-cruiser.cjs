// Who may import whom (ARCHITECTURE.md has the table), and no cycles.
const only = (folder, allowed) => ({
  name: `${folder.replace(/\W+/g, '-')}-imports`,
  comment: `${folder} may import of ours: ${allowed.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: `^${folder}/` },
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
    only('storage', ['models/domain/']),
    only('ingest', ['models/domain/', 'storage/']),
    only('pipeline', ['models/', 'storage/', 'ingest/']),
    only('api', ['models/domain/', 'storage/', 'ingest/', 'pipeline/queue']),
    only('web', ['api/']),
    {
      name: 'no-unlisted-packages',
      severity: 'error',
      from: { pathNot: '^(tests|scripts|bench|web)/|/training/|/train\\.mjs$' },
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
