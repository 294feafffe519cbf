// Checks package-lock.json: `node scripts/lockcheck.mjs [FILE]`. Exit 1 when
// - an optional platform package is named but missing (`npm ci` refuses such a lock with "Missing: … from lock file"),
// - a registry host is written into it (`resolved`), which would tie every installation to that host,
// - a package has no integrity hash,
// - package.json and the lock name different versions.
import { readFileSync } from 'node:fs';

const lockFile = process.argv[2] ?? 'package-lock.json';
const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'));
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

const nameOf = (path) => path.replace(/^.*node_modules\//, '');
const present = new Set(Object.keys(packages).map(nameOf));
const findings = [];

for (const [path, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!present.has(name)) {
      findings.push(`${nameOf(path)}@${entry.version} lacks ${name}@${version}`);
    }
  }
  if (path === '') continue;
  if (entry.resolved !== undefined) findings.push(`${path} names a host: ${entry.resolved}`);
  if (entry.integrity === undefined && !entry.link && !entry.inBundle) {
    findings.push(`${path} has no integrity hash`);
  }
}

for (const kind of ['dependencies', 'devDependencies']) {
  for (const [name, range] of Object.entries(manifest[kind] ?? {})) {
    const locked = packages['']?.[kind]?.[name];
    if (locked !== range) findings.push(`package.json wants ${name}@${range}, the lock ${locked}`);
  }
}

for (const finding of findings) process.stdout.write(`${lockFile}: ${finding}\n`);
if (findings.length > 0) {
  process.stdout.write(
    'Remedy: npm install, then this check again, then npm ci in a fresh clone.\n',
  );
} else {
  process.stdout.write(`${lockFile}: ${Object.keys(packages).length - 1} packages, complete\n`);
}
process.exitCode = findings.length > 0 ? 1 : 0;
