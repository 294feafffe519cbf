import { documentOf, errorOf, withoutEngine } from './command-line.js';

describe('the command line', () => {
  it.each([
    ['an unknown command', ['nonsense'], 'nonsense'],
    ['an unknown subcommand', ['project', 'shw', 'r-1'], 'shw'],
    ['an unknown option', ['project', 'list', '--colour'], '--colour'],
    ['a missing argument', ['project', 'show'], 'id'],
    ['an argument too many', ['project', 'list', 'r-1'], 'list'],
    ['a missing option', ['project', 'new', '--as', 'Anna'], '--customer'],
    ['an option without its value', ['project', 'show', 'r-1', '--key'], '--key'],
    [
      'a kind of run that does not exist',
      ['project', 'new', '--customer', 'M', '--kind', 'x'],
      'x',
    ],
    ['a language it does not speak', ['project', 'list', '--lang', 'fr'], 'fr'],
    ['a data folder without a name', ['--data', ' ', 'project', 'list'], './umstieg-data'],
    ['a revision that is no number', ['signal', 'r-1', 'x', '--revision', 'one'], 'one'],
    ['a report format it does not write', ['report', 'r-1', '--format', 'docx'], 'docx'],
    ['a time zone nobody knows', ['report', 'r-1', '--zone', 'Berlin'], 'Europe/Berlin'],
    ['a PDF that no file was named for', ['report', 'r-1', '--format', 'pdf'], '-o'],
    ['a group without a command', ['task'], '--help'],
    ['nothing at all', [], '--help'],
  ])('ends with 2 for %s and names it', async (_what, args, named) => {
    const ended = await withoutEngine('--json', ...args);
    expect(ended.code).toBe(2);
    const { code, message, messageEn } = errorOf(ended);
    expect(code).toBe('command.unknown');
    expect(`${message} ${messageEn}`).toContain(named);
  });

  it('says the complaint in German on stderr and nothing on stdout without --json', async () => {
    const ended = await withoutEngine('nonsense');
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain('Den Befehl „nonsense“ gibt es nicht');
  });

  it('says it in English when asked to', async () => {
    const ended = await withoutEngine('nonsense', '--lang', 'en');
    expect(ended.stderr).toContain('There is no command "nonsense"');
  });

  it('names a similar command', async () => {
    expect(errorOf(await withoutEngine('projct', '--json')).expected).toEqual(['project']);
  });

  it('shows help and version on stdout with exit 0', async () => {
    const help = await withoutEngine('task', 'do', '--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('--evidence <file>');
    expect(help.stdout).toContain('Aufruf:');
    expect((await withoutEngine('--version')).stdout.trim()).toBe('9.9.9');
  });

  it('ends with 1 and one document when something unexpected happens', async () => {
    const ended = await withoutEngine('project', 'list', '--json');
    expect(ended.code).toBe(1);
    expect(errorOf(ended).code).toBe('unexpected');
  });

  it('takes options before and after the words of the command', async () => {
    const ended = await withoutEngine('--json', 'csv', 'check', 'missing.csv');
    expect(ended.code).toBe(2);
    expect(documentOf(ended)).toMatchObject({ error: { place: { file: 'missing.csv' } } });
  });
});
