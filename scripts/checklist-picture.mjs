// Draws the README's picture: the checklist of a practice customer half done, as the command line shows it. Writes
// docs/checklist.svg. Plays the answers up to the approval of R-309 and the export side by side, nothing is made up.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const work = mkdtempSync(join(tmpdir(), 'umstieg-picture-'));
const umstieg = (...args) =>
  execFileSync(
    process.execPath,
    [join(root, 'bin', 'umstieg.js'), '--data', join(work, 'data'), ...args],
    { encoding: 'utf8' },
  );

umstieg('drill', 'new', '--out', join(work, 'drill'));
const answers = parse(readFileSync(join(work, 'drill', 'answers.yaml'), 'utf8'));
const until = answers.findIndex((e) => e.step === 'R-401');
const exported = answers.findIndex((e) => e.step === 'R-501');
const half = answers.slice(0, exported).filter((e, i) => {
  const license = /^R-3(09|1)/.test(e.step ?? '') && e.do !== undefined;
  return i >= until || !(license || /^R-31/.test(e.step ?? ''));
});
writeFileSync(join(work, 'drill', 'half.yaml'), stringify(half));
const made = JSON.parse(
  umstieg(
    ...['--json', '--as', 'Lena Voss', 'project', 'new'],
    ...['--customer', 'Spreetal Medizintechnik GmbH', '--kind', 'drill'],
  ),
);
umstieg('--as', 'Anna Berg', 'play', made.id, join(work, 'drill', 'half.yaml'));
const lines = umstieg('project', 'show', made.id).trimEnd().split('\n');
rmSync(work, { recursive: true });

const escape = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const width = 24 + Math.max(...lines.map((l) => [...l].length)) * 7.9;
const height = 28 + lines.length * 19;
const text = lines
  .map((l, i) => `<text x="12" y="${String(28 + i * 19)}" xml:space="preserve">${escape(l)}</text>`)
  .join('\n');
writeFileSync(
  join(root, 'docs', 'checklist.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width.toFixed(0)}" height="${String(height)}" role="img" aria-label="Checkliste eines Übungskunden, halb erledigt">
<rect width="100%" height="100%" rx="6" fill="#f7fafa" stroke="#c9d6d8"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" fill="#16333a">
${text}
</g>
</svg>
`,
);
