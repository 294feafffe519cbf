import { matchUsers } from '../../src/connect/matching.js';
import { readUserList } from '../../src/connect/user-list.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { bytesOf } from '../drill/drill-folder.js';

/** A comparison of two lists of one user, kept as if a step of the run had made it. */
export async function keepComparison(umstieg: Umstieg, run: string, step: string): Promise<void> {
  const list = (email: string) => readUserList(bytesOf(`email\n${email}\n`));
  const { totals, rows, ...rest } = matchUsers(
    await list('otto@nord.example'),
    await list('Otto@nord.example'),
  );
  const text = JSON.stringify({ totals, rows, ...rest });
  const { digest, size } = await umstieg.core.evidence.put('match.json', text);
  await umstieg.core.database.write(
    'INSERT INTO evidence (run_id, digest, step, size, name, salt) VALUES (?, ?, ?, ?, ?, ?)',
    [run, digest, step, size, step, ''],
  );
}
