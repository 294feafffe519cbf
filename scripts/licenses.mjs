// Licenses of everything that is shipped, from package-lock.json: `node scripts/licenses.mjs` writes docs/licenses.md, `--check` fails
// when the page is not what the lock says, or a package has a license nobody has looked at.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = 'docs/licenses.md';
/** May be shipped with the program: permissive, or copyleft that ends at the file (MPL, EPL), which stays as its makers wrote it. */
const ALLOWED = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'Unlicense'],
  ...['Apache-2.0', 'MPL-2.0', 'EPL-2.0 OR GPL-3.0-or-later', '(MIT OR WTFPL)', '(MIT AND Zlib)'],
  ...['(BSD-2-Clause OR MIT OR Apache-2.0)', '(MIT AND BSD-3-Clause)', 'Apache-2.0 AND MIT'],
]);
/** What the lock does not say, or only by a file, as their LICENSE files say it. */
const READ = {
  'dejavu-fonts-ttf': 'Bitstream Vera (permissive, fonts may be embedded)',
  'png-js': 'MIT',
  busboy: 'MIT',
  streamsearch: 'MIT',
  '@react-aria/optimize-locales-plugin': 'Apache-2.0',
};

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const nameOf = (path) => path.replace(/^.*node_modules\//, '');

/** Where Node finds `name` for the package at `from`; undefined for an optional one that is not there. */
function placeOf(name, from) {
  for (let at = from; ; at = at.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (at === '') return undefined;
  }
}

function withAllBelow(names) {
  const found = new Set();
  const open = names.map((name) => placeOf(name, ''));
  for (let path = open.pop(); path !== undefined || open.length > 0; path = open.pop()) {
    if (path === undefined || found.has(path)) continue;
    found.add(path);
    const { dependencies = {}, peerDependencies = {}, optionalDependencies = {} } = packages[path];
    const below = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
    open.push(...below.map((name) => placeOf(name, path)));
  }
  return [...found].sort();
}

/** Packages the pages import: they are built in, whatever kind of dependency they are. */
function importedByPages() {
  const files = readdirSync('src/web', { recursive: true }).filter((file) => /\.tsx?$/.test(file));
  const texts = files.map((file) => readFileSync(join('src/web', file), 'utf8'));
  const names = texts.flatMap((text) =>
    [...text.matchAll(/(?:from|import) ?\(?'((?:@[^/']+\/)?[^./'@][^/']*)/g)].map(
      ([, name]) => name,
    ),
  );
  return [...new Set(names)].filter((name) => packages[`node_modules/${name}`]);
}

const licenseOf = (path) => READ[nameOf(path)] ?? packages[path].license ?? 'unknown';

function list(paths) {
  const by = Map.groupBy ? Map.groupBy(paths, licenseOf) : new Map();
  if (!Map.groupBy)
    for (const path of paths) by.set(licenseOf(path), [...(by.get(licenseOf(path)) ?? []), path]);
  return [...by]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([license, all]) => {
      const names = all.map((path) => `${nameOf(path)} ${packages[path].version}`);
      return `- **${license}** (${all.length}): ${[...new Set(names)].join(', ')}`;
    })
    .join('\n');
}

const everything = Object.keys(packages).filter((path) => path !== '');
const installed = everything.filter((path) => !packages[path].dev && !packages[path].devOptional);
const built = withAllBelow(importedByPages()).filter((path) => !installed.includes(path));
const page = `# Licenses

Written by \`node scripts/licenses.mjs\` from \`package-lock.json\`; \`npm run docs:check\` fails when it does not fit, and when a package has
a license that is not on the list in that script. The page's libraries are named with all they depend on, built in or not. What is used
to build and test only (${everything.length - installed.length - built.length} packages) is not shipped and not listed. \`npm run sbom\` gives the same packages as CycloneDX.

## Installed with the program

${list(installed)}

## Built into the pages

${list(built)}
`;
const strange = [...installed, ...built].filter(
  (path) => !ALLOWED.has(licenseOf(path)) && !(nameOf(path) in READ),
);
for (const path of strange) console.error(`${path}: ${licenseOf(path)} is on no list: look at it.`);
if (!process.argv.includes('--check')) writeFileSync(PAGE, page);
const drifted = readFileSync(PAGE, 'utf8') !== page;
if (drifted) console.error(`${PAGE} is not what package-lock.json says: npm run docs`);
console.log(
  `${installed.length} installed, ${built.length} built in, ${strange.length} not looked at`,
);
if (strange.length > 0 || drifted) process.exitCode = 1;
