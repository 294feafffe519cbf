import type { CommandRow } from '../../src/cli/command-row.js';
import { CORE_COMMANDS } from '../../src/cli/core-commands.js';
import { MIGRATION_COMMANDS } from '../../src/cli/migration-commands.js';
import { ERROR_CODES, type ErrorCode } from '../../src/core/error-codes.js';
import { errorOf, withoutEngine } from './command-line.js';

/** What others may rely on: words, arguments and options of every command; `!` marks an option that must be given. */
const PROMISED: readonly string[] = [
  'project new --customer! --kind',
  'project list',
  'project show <id>',
  'project pause <id> --reason',
  'project resume <id> --reason',
  'project cancel <id> --reason',
  'project plan <id> --part --milestone',
  'run new <project> --kind --from --at --without', // one of --kind and --from
  'run compare <a> <b>',
  'run promote <from> <to> --step! --dry-run --reason',
  'task show <id> <step>',
  'task do <id> <step> --set --input --evidence',
  'task approve <id> <step> --reason',
  'task reject <id> <step> --reason',
  'task withdraw <id> <step> --reason',
  'task assign <id> <step> --to!',
  'task note <id> <step> --text!',
  'task waive <id> <step> --reason',
  'task redo <id> <step> --reason --keep',
  'task accept-outdated <id> <step> --reason',
  'play <id> <answers>',
  'guide <id>',
  'export inspect <path> --layout',
  'manifest create <dir> --output!',
  'manifest compare <a> <b>',
  'sitekit export --output!',
  'csv check <file> --as',
  'users pull --ldap! --base! --bind --password-file --ca --filter --output!',
  'match --source! --target! --userdata --strict',
  'connector build --users! --template! --output!',
  'connector check <file> --purpose!',
  'connector simulate <plan> --runs',
  'serve --port --host --paused --tls-cert --tls-key --behind-proxy --proxy-from',
  'audit show <id>',
  'audit verify [idOrBundle] --anchor',
  'audit head',
  'audit prove [id] --anchor --to --output!',
  'audit consistency <older> <newer> <proof>',
  'bundle export <id> --output! --hand-over --reason',
  'bundle import <file> --key --anchor --reason',
  'bundle verify <file> --key --anchor',
  'report <id> --format --zone --output',
  'drill new --out --users --seed --errors', // --out may be left out with --errors list only
  'definition list',
  'definition diff <a> <b>',
  'definition migrate [id] --to! --apply',
  'people invite --name --role --scope',
  'people join --invitation-file! --name --password-file --output!',
  'people sign-in --name! --password-file --output!',
  'people list',
  'people revoke <account>',
  'people sessions --end',
  'begin --reason',
  'quota show',
  'quota set --project --installation --reason',
  'doctor',
];

/** Exit codes by what they say (README). */
const EXITS: Readonly<Record<number, RegExp>> = {
  1: /^(step\.(failed|timeout)|target\.unreachable|store\.(corrupt|failed)|snapshot\.|definition\.(missing|invalid)|key\.broken)/,
  2: /(not-found|unknown|invalid|unreadable|unusable|required)$/,
  3: /./,
  4: /^(run\.conflict|command\.mismatch|handover\.conflict)$/,
  5: /^(bundle\.broken|backup\.broken|audit\.chain-broken|tree\.entry-missing)$/,
};

const ROWS = [...CORE_COMMANDS, ...MIGRATION_COMMANDS];
const words = (usage: string) => usage.split(' ').filter((word) => /^\w/.test(word));
const longName = (flags: string) => /--[a-z-]+/.exec(flags)?.[0] ?? flags;

function rowOf(promise: string): CommandRow | undefined {
  const usage = promise.split(' --')[0];
  return ROWS.find((row) => row.usage === usage);
}

describe('the table of commands', () => {
  it.each(PROMISED)('has %s', (promise) => {
    const row = rowOf(promise);
    const options = (row?.options ?? []).map(
      ({ flags, required }) => longName(flags) + (required ? '!' : ''),
    );
    const promised = promise.split(' ').filter((word) => word.startsWith('--'));
    expect(options).toEqual(expect.arrayContaining(promised));
    expect(row).toBeDefined();
  });

  it.each(PROMISED)('explains %s in German and English', async (promise) => {
    const row = rowOf(promise);
    for (const language of ['de', 'en'] as const) {
      const help = await withoutEngine(...words(row?.usage ?? ''), '--help', '--lang', language);
      expect(help).toMatchObject({ code: 0, stderr: '' });
      expect(help.stdout.replace(/\s+/g, '')).toContain(
        row?.text[language].replace(/\s+/g, '') ?? '?',
      );
      for (const { flags } of row?.options ?? []) expect(help.stdout).toContain(longName(flags));
    }
  });

  it.each(ROWS.map(({ usage }) => usage))(
    '%s prints one document with --json when it is not understood',
    async (usage) => {
      const ended = await withoutEngine(...words(usage), '--json', '--no-such-option');
      expect(ended.code).toBe(2);
      expect(errorOf(ended).code).toBe('command.unknown');
    },
  );

  it('names every command in the help of its group', async () => {
    for (const { usage } of ROWS) {
      const names = words(usage);
      const group = await withoutEngine(...names.slice(0, -1), '--help');
      expect(group.stdout).toContain(` ${names.at(-1) ?? ''}`);
    }
  });

  it.each(Object.keys(ERROR_CODES) as ErrorCode[])('%s ends with a documented code', (code) => {
    const { exit } = ERROR_CODES[code];
    expect(Object.keys(EXITS).map(Number)).toContain(exit);
    expect(code).toMatch(EXITS[exit] ?? /^$/);
  });
});
