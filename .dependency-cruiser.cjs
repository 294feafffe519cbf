/**
 * The layers of ARCHITECTURE.md, one rule a line of the picture. A layer may import itself and what its rule names;
 * everything else of ours is an error. Severity is error throughout and there are no exceptions.
 */
const LAYERS = {
  core: [],
  connect: ['core'],
  audit: ['core'],
  machines: ['core', 'connect'],
  directory: ['core', 'connect'],
  steps: ['core', 'connect', 'directory'],
  persistence: ['core', 'audit'],
  rehearsal: ['core', 'connect', 'persistence', 'drill'],
  access: ['core', 'connect', 'audit', 'persistence'],
  engine: ['core', 'connect', 'audit', 'machines', 'steps', 'persistence'],
  cli: ['core', 'connect', 'directory', 'audit', 'access', 'engine', 'drill', 'rehearsal'],
  report: ['core', 'connect', 'audit', 'engine'],
  http: ['core', 'connect', 'audit', 'access', 'engine'],
  docs: ['core', 'machines', 'engine'],
  drill: ['core', 'connect'],
  web: ['core', 'http/schemas', 'connect'],
};

/** Pure files the pages share with the program, so that both mark and say the same. */
const SHARED = ['connect/difference', 'connect/match-words', 'core/time-text', 'core/unit-words'];

/** The composition root: brings a sequence, the engine and the faces together. */
const ROOT_FILES = ['main', 'run-program', 'open-session', 'app\\.module', 'documented-sequence'];

const layerRules = Object.entries(LAYERS).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  comment: `src/${layer} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^(src|bin|test|scripts)/', pathNot: `^src/(${[layer, ...allowed].join('|')})/` },
}));

/** What only the documented migration needs. A program for another sequence must run without any of it (ADR 0019). */
const DOCUMENTED = [
  '^src/(main|documented-sequence)\\.ts$',
  '^src/machines/documented/',
  '^src/steps/[^/]+/',
  '^src/steps/(index|warnings|warning-statements|customer-summary)\\.ts$',
  '^src/cli/(migration|rehearsal)-commands\\.ts$',
  '^src/(drill|rehearsal|directory)/',
];

const NODE_BUILTIN = '^(node:)?';
const pure = (name, from, pathNot) => ({
  name,
  comment:
    'pure code knows neither clock, randomness, file system, network nor Nest (ARCHITECTURE.md)',
  severity: 'error',
  from: pathNot ? { path: from, pathNot } : { path: from },
  to: {
    path: [
      `${NODE_BUILTIN}(fs|fs/promises|net|http|https|http2|tls|dns|dgram|child_process|worker_threads|cluster|os|process|timers|timers/promises)$`,
      'node_modules/(@nestjs|typeorm|sqlite3)/',
    ],
  },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'two files that need each other are one file, or a third is missing',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'known-layer',
      comment: 'a file below src stands in a layer of the picture, or is the composition root',
      severity: 'error',
      from: {
        path: `^src/(?!(${Object.keys(LAYERS).join('|')})/|(${ROOT_FILES.join('|')})\\.ts$)`,
      },
      to: {},
    },
    ...layerRules,
    {
      name: 'any-sequence',
      comment:
        'what every program is made of reaches nothing of the documented migration, over any number of imports',
      severity: 'error',
      from: {
        path: '^src/((run-program|open-session|app\\.module)\\.ts$|(core|audit|persistence|engine|report|docs)/)',
      },
      to: { reachable: true, path: DOCUMENTED },
    },
    {
      name: 'web-types-only',
      comment: `pages talk to the program over HTTP; of its files they know shapes, and the code of ${SHARED.join(', ')}`,
      severity: 'error',
      from: { path: '^src/web/' },
      to: {
        path: '^src/(?!web/)',
        pathNot: `^src/(${SHARED.join('|')})\\.ts$`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'web-stands-alone',
      comment: 'nothing of the program needs a page',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: '^src/web/' },
      to: { path: '^src/web/' },
    },
    pure('pure-core', '^src/(core|connect|machines)/'),
    pure('pure-audit', '^src/audit/', '^src/audit/(bundle-(write|read)\\.ts|stand-alone/)'),
    {
      name: 'audit-no-network',
      comment: 'a bundle is written and read offline',
      severity: 'error',
      from: { path: '^src/audit/' },
      to: { path: [`${NODE_BUILTIN}(net|http|https|http2|tls|dns|dgram|child_process)$`] },
    },
    {
      name: 'directory-only-ldap',
      comment:
        'one place talks LDAP, so its rules (encryption, paging, time limits) hold everywhere',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: '^src/directory/' },
      to: { path: 'node_modules/ldapts/' },
    },
    {
      name: 'no-dev-dependency',
      comment:
        'what is shipped must be installed with the product; the pages are built before they are shipped',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: '^src/web/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'resolvable',
      comment: 'an import that cannot be found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
