// What a backup costs and how long a restore takes: `node scripts/bench-backup.mjs` (BACKUP_RUNS, BACKUP_MB of evidence).
// While the backup is made somebody goes on working; whatever was acknowledged before it began must be in what is restored.
// Uses the built program.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCUMENTED } from '../dist/documented-sequence.js';
import { damageIn, markRestored, restoreInto } from '../dist/engine/restore.js';
import { openSession } from '../dist/open-session.js';

const RUNS = Number(process.env['BACKUP_RUNS'] ?? 300);
const EVIDENCE_MB = Number(process.env['BACKUP_MB'] ?? 500);
const FILE_MB = 5;
const folder = mkdtempSync(join(tmpdir(), 'umstieg-backup-'));
const at = (...names) => join(folder, ...names);
const file = at('safe', 'umstieg.backup');
const evidence = at('safe', 'evidence');
const seconds = async (work) => {
  const began = performance.now();
  const answer = await work();
  return { answer, seconds: Math.round(performance.now() - began) / 1000 };
};

async function fill(umstieg, who) {
  const runs = [];
  for (let i = 0; i < RUNS; i++)
    runs.push(
      (await umstieg.newProject({ customer: `Kunde ${String(i)}`, kind: 'live', who })).runId,
    );
  for (let i = 0; i < EVIDENCE_MB / FILE_MB; i++) {
    const proof = await umstieg.core.evidence.put(
      `${String(i)}.bin`,
      randomBytes(FILE_MB * 1024 ** 2),
    );
    await umstieg.submit(runs[i % RUNS], 'R-101', { set: CLAIM, evidence: [proof] }, { who });
    await umstieg.settle();
  }
  return runs;
}

const CLAIM = {
  ...{ customer: 'Kunde', partner: 'Systemhaus', contacts: 'a@x.example' },
  ...{ sourceProduct: 'uc-v4', sourceVersion: '4.5.5', targetVersion: 'V9 SR1' },
};

/** Assigns a step again and again until told to stop; answers what was acknowledged and how long the slowest took. */
function works(umstieg, run, who) {
  let on = true;
  const done = (async () => {
    let slowest = 0;
    let acknowledged = 0;
    while (on) {
      const began = performance.now();
      await umstieg.command(
        run,
        { do: 'assign', step: 'R-101', to: `P ${String(acknowledged)}` },
        { who },
      );
      slowest = Math.max(slowest, performance.now() - began);
      acknowledged++;
    }
    return { acknowledged, slowestMs: Math.round(slowest) };
  })();
  return () => {
    on = false;
    return done;
  };
}

try {
  const session = await openSession(DOCUMENTED, { dataFolder: at('data') });
  const { umstieg } = session;
  const who = session.who('Anna Berg');
  const runs = await fill(umstieg, who);
  const before = (await umstieg.queries.run(runs[0])).revision;
  const stop = works(umstieg, runs[0], who);
  const first = await seconds(() => umstieg.backups.make(file, { evidence, who }));
  const second = await seconds(() => umstieg.backups.make(file, { evidence, who }));
  const meanwhile = await stop();
  await session.close();
  let revision = 0;
  const restored = await seconds(() =>
    restoreInto(at('other'), { file, evidence }, async (place, manifest) => {
      const again = await openSession(DOCUMENTED, { dataFolder: place, startPaused: true });
      const damage = await damageIn(again.umstieg.core);
      await markRestored(again.umstieg.core, manifest, { who, reason: 'bench' });
      ({ revision } = await again.umstieg.queries.run(runs[0]));
      await again.close();
      return damage.length;
    }),
  );
  const mib = (path) => Math.round(statSync(path).size / 1024 ** 2);
  const figures = {
    ...{
      runs: RUNS,
      evidenceMB: EVIDENCE_MB,
      databaseMB: mib(at('data', 'umstieg.sqlite')),
      fileMB: mib(file),
    },
    ...{ firstBackupSeconds: first.seconds, secondBackupSeconds: second.seconds },
    ...{ copied: [first.answer.evidence.copied, second.answer.evidence.copied], meanwhile },
    ...{
      restoreSeconds: restored.seconds,
      findings: restored.answer,
      revisions: { before, restored: revision },
    },
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  if (restored.answer > 0 || revision < before) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
