import { PassThrough } from 'node:stream';
import { differences } from '../../src/connect/difference.js';
import { Screen } from '../../src/cli/screen.js';
import { columns, fitted, padded } from '../../src/cli/columns.js';
import { flowing, wrapped } from '../../src/cli/typography.js';

const streams = (isTTY: boolean) => {
  const stdout = Object.assign(new PassThrough(), { isTTY, columns: 40 });
  return { stdout, stderr: new PassThrough() };
};

describe('text on a terminal', () => {
  it('wraps by words, sets further lines in and never exceeds the width', () => {
    const lines = wrapped(`Prüfen Sie ${'größere Übergänge '.repeat(9)}`, 40, '  · ', '    ');
    expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(40);
    expect(lines[0]?.startsWith('  · Prüfen')).toBe(true);
    expect(lines.slice(1).every((line) => /^ {4}\S/.test(line))).toBe(true);
  });

  it('cuts between letters as people see them, never inside one', () => {
    expect(fitted('Zoe\u0308 '.repeat(20), 8)).toBe('Zoe\u0308 Zoe\u0308…');
    expect(fitted('👩‍👩‍👧'.repeat(9), 6)).toBe('👩‍👩‍👧👩‍👩‍👧…');
  });

  it('loses no character of a text without blanks', () => {
    const path = `/srv/${'0123456789'.repeat(12)}.csv`;
    expect(
      wrapped(path, 40, '  ', '      ')
        .map((l) => l.trim())
        .join(''),
    ).toBe(path);
  });

  it('puts what has line breaks of its own on the lines it would fill without them', () => {
    expect(wrapped('Anna\n  done\rR-309', 40, '· ')).toEqual(['· Anna↵  done↵R-309']);
    expect(fitted('Anna\nBerg', 40)).toBe('Anna↵Berg');
  });

  it('counts wide characters as two columns', () => {
    expect(columns(padded('日本', 6))).toBe(6);
    expect(fitted('日本語テスト', 7)).toBe('日本語…');
  });

  it('shows a label letter for letter, in brackets without colors and as a key with them', () => {
    const text = 'Klicken Sie auf `Lizenzpaket importieren` und warten Sie.';
    const plain = flowing(text, new Screen(false, 'de', streams(false)));
    expect(plain.join(' ')).toContain('[Lizenzpaket importieren]');
    const colors = new Screen(false, 'de', streams(true), {});
    const [colored = ''] = flowing(text, colors).map(colors.safeLine);
    expect(colored).toContain('\u001b[7m Lizenzpaket');
    expect(flowing(text, new Screen(false, 'de', streams(true), { NO_COLOR: '1' }))).toEqual(plain);
  });

  it('keeps a label that breaks over two lines marked on both', () => {
    const text = 'Wählen Sie im Menü den Punkt `Lizenznehmer mittels MAC-Adresse ermitteln` aus.';
    const colors = new Screen(false, 'de', streams(true), {});
    const lines = flowing(text, colors).map(colors.safeLine);
    expect(lines.every((line) => columns(line.trimEnd()) <= colors.width)).toBe(true);
    const marked = lines.filter((line) => line.includes('\u001b[7m'));
    expect(marked.length).toBeGreaterThan(1);
    expect(marked.every((line) => line.includes('\u001b[0m'))).toBe(true);
  });
});

describe('two values that differ', () => {
  const marks = (a: string, b: string) =>
    differences(a, b).map((pieces) => pieces.map(([t, d]) => (d ? `[${t}]` : t)).join(''));

  it('are compared place by place when they are equally long', () => {
    expect(marks('00-15-5D-0A', '00-15-50-0B')).toEqual(['00-15-5[D]-0[A]', '00-15-5[0]-0[B]']);
  });

  it('are compared between what they share when they are not', () => {
    expect(marks('anna.berg@a.example', 'anna@a.example')).toEqual([
      'anna[.berg]@a.example',
      'anna@a.example',
    ]);
  });

  it('have nothing marked when they are the same', () => {
    expect(marks('gleich', 'gleich')).toEqual(['gleich', 'gleich']);
  });
});
