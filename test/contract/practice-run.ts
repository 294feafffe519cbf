import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import type { Answer } from '../../src/drill/answer.js';
import { answersFile } from '../../src/drill/answers.js';
import type { Customer } from '../../src/drill/customer.js';
import { newDrill } from '../../src/drill/new-drill.js';
import { makeFolder } from '../steps/temporary-folder.js';
import { contractRun, type ContractRun } from './contract-run.js';

/** Plays answers of a practice customer, every attempt under the contract. */
export async function practiceRun(
  customer: Customer,
  given: readonly Answer[],
): Promise<ContractRun> {
  const folder = makeFolder();
  const drill = join(folder, 'drill');
  await newDrill({ out: drill, users: customer.people.length, seed: customer.seed });
  const answers = join(drill, 'played.yaml');
  writeFileSync(answers, answersFile(given));
  mkdirSync(join(drill, 'out'));
  const secrets = [customer.requestCode, customer.securityCode];
  return contractRun(DOCUMENTED, { folder, answers, customer: customer.name, secrets });
}
