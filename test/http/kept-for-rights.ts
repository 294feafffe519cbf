import { setTimeout as delay } from 'node:timers/promises';
import { matchUsers } from '../../src/connect/matching.js';
import { readUserList } from '../../src/connect/user-list.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { bytesOf } from '../drill/drill-folder.js';
import type { Api } from './api.js';

/** A comparison of two lists of one user, kept as if a step of the run had made it. */
export async function keepComparison(umstieg: Umstieg, run: string, step: string): Promise<void> {
  const list = (email: string) => readUserList(bytesOf(`email\n${email}\n`));
  const { totals, rows, ...rest } = matchUsers(
    await list('otto@nord.example'),
    await list('Otto@nord.example'),
  );
  await keepDocument(umstieg, run, step, JSON.stringify({ totals, rows, ...rest }));
}

/** What `match --json` wrote, kept as if a step of the run had made it. */
export async function keepDocument(
  umstieg: Umstieg,
  run: string,
  step: string,
  text: string,
): Promise<void> {
  const { digest, size } = await umstieg.core.evidence.put('match.json', text);
  await umstieg.core.database.write(
    'INSERT INTO evidence (run_id, digest, step, size, name, salt) VALUES (?, ?, ?, ?, ?, ?)',
    [run, digest, step, size, step, ''],
  );
}

/** Exports the bundle of a run. @returns the id of the operation, which is over */
export async function exportedBundle(api: Api, run: string): Promise<string> {
  const asked = await api.post(`/api/runs/${run}/operations`, { kind: 'export' });
  const at = asked.headers.get('location') ?? '';
  while ((await api.get(at)).body['status'] !== 'done') await delay(20);
  return String(asked.body['id']);
}
