import { readAnswers } from '../../src/cli/answers-file.js';
import { answerValues, literals } from '../../src/cli/answer-values.js';
import { readKey } from '../../src/cli/drill-grade.js';
import { CORE_COMMANDS } from '../../src/cli/core-commands.js';
import { MIGRATION_COMMANDS } from '../../src/cli/migration-commands.js';
import { parseLayout } from '../../src/cli/layout-file.js';
import { domainRename, earlier } from '../../src/cli/match-repair.js';
import { buildProgram } from '../../src/cli/program.js';
import { readDecisions } from '../../src/cli/rehearsal-actions.js';
import { inputValues, setValues, withFullPaths } from '../../src/cli/set-values.js';
import { readPlan } from '../../src/cli/simulation-plan.js';
import { columns, fitted } from '../../src/cli/columns.js';
import { wrapped } from '../../src/cli/typography.js';
import { DEFAULT_LAYOUT } from '../../src/connect/export-layout.js';
import { parseRehearsal } from '../../src/connect/rehearsal/document.js';
import { bytesOf, type Target } from './target.js';

const ANSWERS = `- { id: 1, step: R-101, set: { mac: 001122334455, n: 0x10, rows: [{ a: 1 }] }, as: anna }
- id: b
  do: assign
  step: R-102
  to: berta
  expect: { exit: 0 }
- advance: P7D
- clock: 2026-03-02T09:30:00Z
- { do: signal, type: portal.works }
`;
const PLAN = `rounds: 4
connectors:
  - { name: AD, type: ad, source: ad.csv, line: every-run, rounds: every, licenses: [UC] }
  - { name: Text, type: text, source: [a.csv, b.csv], rounds: [1, 3], createUsers: true }
order: [Text, AD]
users: { file: connect.csv, createdBy: AD }
gateways: [{ name: g, dialing: [d] }]
dialingParameters: [{ name: d, country: '49', area: '89', trunk: '1234' }]
licenses: { UC: 10 }
`;
const DECISIONS = `yellow:
  - { email: a@firma.example, decision: keep, reason: x }
unmatched:
  - { email: b@firma.example, decision: accept, reason: y }
`;
const YAML = [
  ...[
    '&a ',
    '*a',
    '<<: *a',
    '? ',
    '- ',
    ': ',
    '!!js/function ',
    '!!binary ',
    '!!set ',
    '|\n',
    '>-\n',
  ],
  ...[
    '{a: &a [x, *a]}',
    '---\n',
    '...\n',
    '%YAML 1.2\n',
    '0o17',
    '.nan',
    '.inf',
    '~',
    'set: ',
    'step: ',
  ],
];
const KEY = { version: 1, planted: [{ id: 'x', codes: ['a'], steps: ['R-101'] }] };
const jsonOf = (value: unknown) => Buffer.from(JSON.stringify(value));
const NONE = { de: 'x', en: 'x' };
const DIGEST = 'ab'.repeat(32);
const TOTALS = { overview: 1, green: null, yellow: 0, left: 1, right: 1, withoutData: 0 };
const HYPOTHESIS = { id: 'a', comparison: 'exact', overview: 'with-users-without-data' };
const REHEARSAL = {
  ...{ format: 'umstieg-rehearsal/1', model: NONE, settings: [], connectors: [] },
  inputs: {
    v4: { file: 'v4.csv', sha256: DIGEST },
    ...{ export: { contentHash: DIGEST, files: 3 }, recorded: null, connectors: [] },
  },
  actions: [{ number: 1, key: 'a', kind: 'settings' }],
  dialog: { hypothesis: 'a', totals: TOTALS },
  hypotheses: [{ ...HYPOTHESIS, totals: TOTALS }],
  users: [{ row: 2, email: 'a@b.example', target: null, color: 'green', what: 'imported' }],
  ...{ decisions: { yellow: [], unmatched: [] }, ledger: [], again: { overwritten: [] } },
  rules: [{ id: 'a', times: 1, text: NONE }],
  assumptions: [{ id: 'a', value: 'b', used: 1, question: NONE }],
};
const environment = {};

export const FACE_TARGETS: readonly Target[] = [
  {
    name: 'answers',
    share: 2,
    covers: [
      'cli/answers-file',
      'cli/answer-values',
      'core/bounded',
      'cli/yaml-file',
      'cli/input-files',
    ],
    corpus: () => bytesOf(ANSWERS),
    tokens: YAML,
    async read(bytes, scratch) {
      const { answers, folder } = await readAnswers(scratch.file('answers.yaml', bytes));
      for (const { entry } of answers) {
        if (!('do' in entry) || !entry.set) continue;
        literals(entry.set);
        await answerValues(entry.set, { folder, environment });
      }
    },
  },
  {
    name: 'plan',
    share: 2,
    covers: ['cli/simulation-plan', 'connect/simulation/plan'],
    corpus: () => bytesOf(PLAN),
    tokens: YAML,
    read: (bytes, scratch) => readPlan(scratch.file('plan.yaml', bytes)),
  },
  {
    name: 'decisions',
    share: 2,
    covers: ['cli/rehearsal-actions'],
    corpus: () => bytesOf(DECISIONS),
    tokens: YAML,
    read: (bytes, scratch) => readDecisions(scratch.file('decisions.yaml', bytes)),
  },
  {
    name: 'input-json',
    share: 3,
    covers: ['cli/set-values', 'cli/match-repair', 'cli/drill-grade'],
    corpus: () => [
      jsonOf({ size: 3, rows: [{ email: 'a@b.example', outcome: 'match' }], list: ['a'] }),
      jsonOf(KEY),
    ],
    tokens: ['"rows":', '"email":', '"__proto__":', '"planted":'],
    async read(bytes, scratch) {
      const path = scratch.file('input.json', bytes);
      for (const read of [inputValues, earlier, readKey])
        await read(path).catch((error: unknown) => {
          if ((error as { family?: unknown }).family !== 'request') throw error;
        });
    },
  },
  {
    name: 'layout',
    share: 50,
    covers: ['cli/layout-file'],
    corpus: () => [jsonOf(DEFAULT_LAYOUT)],
    tokens: ['"columns":', '"lineColumn":null', '"__proto__":'],
    read: (bytes) => parseLayout(bytes.toString('utf8'), 'layout.json'),
  },
  {
    name: 'rehearsal',
    share: 50,
    covers: ['connect/rehearsal/document'],
    corpus: () => [jsonOf(REHEARSAL)],
    tokens: ['"format":', '"users":', '"rules":', '"again":{"overwritten":[]}'],
    read: (bytes) => parseRehearsal(bytes.toString('utf8'), 'rehearsal.json'),
  },
  {
    name: 'command-line',
    share: 2,
    covers: ['cli/program', 'cli/command-row', 'cli/command-options', 'cli/typography'],
    corpus: () =>
      bytesOf(
        'run\0new\0p-1\0--lang\0en',
        'task\0do\0run-1\0R-101\0--set\0mac=00-1A\0--evidence\0a.pdf\0--revision\x003',
        'csv\0check\0a.csv\0--json\0--as\0users',
        'doctor',
        'match\0a.csv\0b.csv\0--json\0--what-if-domain\0a.example=b.example',
      ),
    tokens: [
      '--',
      '\0',
      '--set\0',
      '--json',
      '=',
      '-',
      '--lang\0xx',
      '--revision\x001e9',
      '--help',
    ],
    read(bytes) {
      const argv = bytes.toString('utf8').split('\0').slice(0, 200);
      setValues(argv.filter((arg) => arg.includes('=')));
      withFullPaths({ a: argv[0] }, [{ name: 'a', input: 'path' }]);
      for (const arg of argv.slice(0, 4)) {
        columns(arg);
        fitted(arg, 20);
        wrapped(arg.slice(0, 4_000), 80);
      }
      const quiet = () => undefined;
      const program = buildProgram(
        {
          ...{ language: 'de', version: '1', purpose: { de: 'x', en: 'x' }, environment },
          ...{ rows: [...CORE_COMMANDS, ...MIGRATION_COMMANDS], out: quiet, err: quiet },
        },
        quiet,
      );
      try {
        domainRename(argv.at(-1));
      } catch (error) {
        if ((error as { family?: unknown }).family !== 'request') throw error;
      }
      program.parse(argv, { from: 'user' });
    },
    // commander's own refusals; run-cli makes sentences of them
    allows: (error) => String((error as { code?: unknown }).code).startsWith('commander.'),
  },
];
