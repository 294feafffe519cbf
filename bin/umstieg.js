#!/usr/bin/env node
// The command line. In a checkout that was installed but not built yet it builds first.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`umstieg needs Node 20.19 or newer, this is ${process.versions.node}.\n`);
  process.exit(1);
}

const program = new URL('../dist/main.js', import.meta.url);
const buildScript = new URL('../scripts/build.mjs', import.meta.url);
if (!existsSync(fileURLToPath(program)) && existsSync(fileURLToPath(buildScript))) {
  const { build } = await import(buildScript.href);
  if (build() !== 0) process.exit(1);
}

process.setSourceMapsEnabled(true);
await import(program.href);
