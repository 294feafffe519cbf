import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CODE, ROOT } from './repository.js';

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

/** One file a broken rule; the line names the rule that must find it. */
const PLANTED: Readonly<Record<string, readonly [rule: string, code: string]>> = {
  'src/core/words.ts': ['layer-core', `import '../engine/loop.js';`],
  'src/core/clock.ts': ['pure-core', `import 'node:fs';`],
  'src/core/nest.ts': ['pure-core', `import '@nestjs/common';`],
  'src/connect/fetch.ts': ['pure-core', `import 'node:http';`],
  'src/connect/rules.ts': ['layer-connect', `import '../machines/intake.js';`],
  'src/audit/chain.ts': ['pure-audit', `import 'node:fs';`],
  'src/audit/bundle-write.ts': ['audit-no-network', `import 'node:net';`],
  'src/machines/intake.ts': [
    'layer-machines',
    `import type { Row } from '../persistence/row.js';\nexport type R = Row;`,
  ],
  'src/directory/ask.ts': ['layer-directory', `import '../steps/judge.js';`],
  'src/steps/directory.ts': ['directory-only-ldap', `import 'ldapts';`],
  'src/steps/intake/ask.ts': ['layer-steps', `import '../../persistence/row.js';`],
  'src/access/guard.ts': ['layer-access', `import '../engine/loop.js';`],
  'src/rehearsal/play.ts': ['layer-rehearsal', `import '../engine/loop.js';`],
  'src/persistence/row.ts': [
    'layer-persistence',
    `import '../steps/judge.js';\nexport type Row = 1;`,
  ],
  'src/persistence/kept.ts': ['any-sequence', `import '../core/known.js';`],
  'src/core/known.ts': ['layer-core', `import '../machines/documented/gates.js';`],
  'src/machines/documented/gates.ts': ['pure-core', `import 'node:os';`],
  'src/steps/judge.ts': ['no-cycles', `import './verdict.js';`],
  'src/steps/verdict.ts': ['layer-steps', `import './judge.js';\nimport '../cli/show.js';`],
  'src/engine/loop.ts': ['layer-engine', `import '../cli/show.js';`],
  'src/cli/show.ts': ['layer-cli', `import '../persistence/row.js';`],
  'src/report/page.ts': ['layer-report', `import '../steps/judge.js';`],
  'src/report/lost.ts': ['resolvable', `import './nowhere.js';`],
  'src/report/tool.ts': ['no-dev-dependency', `import 'fast-check';`],
  'src/http/route.ts': ['layer-http', `import '../cli/show.js';`],
  'src/docs/page.ts': ['layer-docs', `import '../cli/show.js';`],
  'src/web/app.tsx': ['web-types-only', `import { say } from '../core/words.js';\nsay();`],
  'src/web/difference.tsx': [
    'web-types-only',
    `import { fetched } from '../connect/fetch.js';\nfetched();`,
  ],
  'src/web/page.ts': [
    'layer-web',
    `import type { Loop } from '../engine/loop.js';\nexport type L = Loop;`,
  ],
  'src/cli/page.ts': ['web-stands-alone', `import '../web/page.js';`],
  'src/other/odd.ts': ['known-layer', `import '../core/clock.js';`],
};

function cruise(): Violation[] {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-layers-'));
  try {
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
      cpSync(join(ROOT, file), join(folder, file));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    for (const [file, [, code]] of Object.entries(PLANTED)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `${code}\n`);
    }
    const bin = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [bin, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
    const run = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      timeout: 60_000,
    });
    const report = JSON.parse(run.stdout) as { summary: { violations: Violation[] } };
    return report.summary.violations;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the layer rules', () => {
  it('find a planted breach of every layer, of purity and of cycles', () => {
    const found = cruise().map(({ rule, from }) => `${from}: ${rule.name}`);
    const planted = Object.entries(PLANTED).map(([file, [rule]]) => `${file}: ${rule}`);
    expect(planted.filter((breach) => !found.includes(breach))).toEqual([]);
  }, 90_000);

  it('know every folder below src that holds code', () => {
    const { forbidden } = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs')) as {
      forbidden: readonly { readonly name: string }[];
    };
    const rules = new Set(forbidden.map(({ name }) => name));
    const code = CODE.flatMap((file) => /^src\/([^/]+)\//.exec(file)?.[1] ?? []);
    expect(code).toContain('engine');
    expect([...new Set(code)].filter((name) => !rules.has(`layer-${name}`))).toEqual([]);
  });
});
