#!/usr/bin/env node
// Writes the lists of docs/connect-model.md anew from the rules and assumptions of the model (after `npm run build`).
// A test compares them.
import { readFileSync, writeFileSync } from 'node:fs';

const { modelDocument } = await import('../dist/connect/model/model-document.js');
const path = new URL('../docs/connect-model.md', import.meta.url);
const page = readFileSync(path, 'utf8');
const lists = modelDocument();
const mark = '<!-- generated: scripts/connect-model-doc.mjs -->';
writeFileSync(path, `${page.slice(0, page.indexOf(mark))}${mark}\n\n${lists}`);
