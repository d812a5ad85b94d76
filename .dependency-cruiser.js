/** The one-way street of the house: domain ← application ← infrastructure; domain ← projections ← infrastructure. */
const room = (name) => `^${name}/`;
const forbid = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: room(from) },
  to: { path: to.map(room).join('|') },
});

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    forbid(
      'domain-stands-alone',
      'domain',
      ['application', 'projections', 'infrastructure', 'test'],
      'The domain is pure: it imports from no other room.',
    ),
    forbid(
      'application-knows-the-domain-only',
      'application',
      ['projections', 'infrastructure', 'test'],
      'Use cases reach the world through ports.',
    ),
    forbid(
      'projections-know-the-domain-only',
      'projections',
      ['application', 'infrastructure', 'test'],
      'Read models are built from events; who reads the log for them is wired outside.',
    ),
    forbid(
      'infrastructure-knows-no-tests',
      'infrastructure',
      ['test'],
      'Tests hang off the house, not the house off its tests.',
    ),
    {
      name: 'commands-load-their-work-when-told-to',
      severity: 'error',
      comment:
        'The help must not load a server: what a command does is imported by its action, and words that it lists lie in files of their own.',
      from: { path: '^infrastructure/cli/commands/' },
      to: {
        path: '^(infrastructure|application|projections|domain)/',
        pathNot: '(/(told|role|period|export-content)|-(names|kinds))\\.ts$',
        dependencyTypesNot: ['type-only', 'dynamic-import'],
      },
    },
    {
      name: 'domain-does-no-io',
      severity: 'error',
      comment: 'No I/O in the domain; node:crypto is there for hashes.',
      from: { path: room('domain'), pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'no-development-tool-at-run-time',
      severity: 'error',
      comment: 'Tests sit beside the code: `*.test.ts`, and `*.test-kit.ts` for what several of them share.',
      from: { path: '^(domain|application|projections|infrastructure)/', pathNot: '\\.test(-kit)?\\.ts$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'no-test-kit-at-run-time',
      severity: 'error',
      from: { path: '^(domain|application|projections|infrastructure)/', pathNot: '\\.test(-kit)?\\.ts$' },
      to: { path: '\\.test(-kit)?\\.ts$' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
