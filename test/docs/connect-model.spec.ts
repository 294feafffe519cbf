import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelDocument } from '../../src/connect/model/model-document.js';
import { ROOT } from '../style/repository.js';

describe('docs/connect-model.md', () => {
  it('lists every rule and assumption as the model has them', () => {
    const page = readFileSync(join(ROOT, 'docs', 'connect-model.md'), 'utf8');
    expect(page.slice(page.indexOf('## Rules'))).toBe(modelDocument());
  });
});
