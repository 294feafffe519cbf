import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));

/** Exported functions whose name says that they make something of text or bytes. */
const NAMED =
  /^export (?:async )?(?:function\*?|const) (?:(?:parse|read|decode|inspect|recognize|choose|peek|split|normalize|strict|stored)[A-Z]\w*|\w+(?:Problem|FromBytes|OfManifest)|(?:machine|macs)In)\b/m;
/** Where bytes or text become values, whatever the function is called. */
const INSIDE =
  /\bJSON\.parse\(|\bparseDocument\(|\bnew YamlFile\(|\bnew TextDecoder\(|\bnew X509Certificate\(|\bcreate(?:Public|Private)Key\(|\bExifReader\b|\bFilterParser\b|from 'yauzl'|from 'csv-parse|\.safeParse\(/;

/** Modules of `src/` that parse something, without ending. */
export function parsingModules(): string[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|mjs)$/.test(path))
    .filter((path) => {
      const text = readFileSync(join(SRC, path), 'utf8');
      return NAMED.test(text) || INSIDE.test(text);
    })
    .map((path) => path.replaceAll('\\', '/').replace(/\.\w+$/, ''))
    .sort();
}

/** What a module without a target of its own reads, and who stands before it. */
export const READ_ELSEWHERE: Readonly<Record<string, string>> = {
  ...because('hands the text to a reader that has a target: layout, manifest, csv, answers, plan', [
    ...['cli/export-actions', 'cli/export-tables', 'engine/folders', 'engine/sound-command'],
    ...['audit/bundle-inclusion', 'audit/tree-consistency', 'cli/tree-actions'],
    ...['steps/read-manifest', 'steps/intake/user-lists', 'steps/read-export'],
    ...['steps/config-export/recognize-tables', 'steps/config-export/exported-line-file'],
    ...['steps/user-creation/list-files', 'rehearsal/inputs', 'engine/handover-incoming'],
  ]),
  ...because(
    'the second verifier: test/audit/stand-alone.spec.ts holds it against the first on changed bundles',
    ['audit/stand-alone/chain', 'audit/stand-alone/form', 'audit/stand-alone/seals'],
  ),
  ...because('values of a form are read by core/fields (form-field), rows by the same schema', [
    ...['core/row-columns', 'engine/field-view', 'engine/claim', 'cli/guide/ask-rows'],
    ...['http/checked', 'web/pages/step/fields/rows-from'],
    ...['steps/intake/license-history'],
  ]),
  ...because('records this program wrote itself, read through their schema or taken as not there', [
    ...['engine/operations', 'persistence/signing-keys', 'engine/practice', 'http/operation-kinds'],
    'engine/work-in-hand',
  ]),
  ...because(
    'runs in the browser of one person: what their own browser kept, or what this server answered',
    ['web/api/outgoing', 'web/pages/step/drafts', 'web/components/kept-typing'],
  ),
  ...because('takes one number, word or moment of a request, whose shape is checked before', [
    'engine/decide-plan',
  ]),
  ...because('reads facts that this process has just written', ['engine/step-context']),
  ...because('compares or signs bytes, makes nothing of them', [
    ...['audit/envelope', 'persistence/durable-file', 'cli/cli-errors', 'steps/files'],
    ...['steps/license-upgrade/delivery-domain', 'steps/license-upgrade/running-swap'],
  ]),
  ...because('reads rows that the chain vouches for by commitment or hash, compared before use', [
    ...['engine/attempt-input', 'engine/attempt-view', 'engine/bound-rows', 'engine/engine'],
    ...['engine/handover-compare', 'engine/handover-import', 'engine/history', 'engine/migrator'],
    ...[
      'engine/handed-in',
      'engine/listings',
      'engine/step-pages',
      'engine/trail',
      'http/event-feed',
      'engine/queries',
      'engine/erasable',
      'engine/erasures',
      'access/erasing-names',
      'engine/row-check',
      'engine/state-check',
      'persistence/run.store',
    ],
    ...[
      'access/access-log',
      'audit/tamper',
      'engine/backups',
      'engine/quotas',
      'engine/archive',
      'report/step-history',
    ],
  ]),
  ...because('reads its own evidence back by digest, or its own durable note of this attempt', [
    ...['steps/computed-step', 'steps/customer-summary', 'steps/user-creation/connector-paths'],
    ...['steps/user-creation/build-connector-file.step', 'steps/voicemail-import/build-ledger'],
    ...[
      'steps/voicemail-import/ledger',
      'rehearsal/stand-in-database',
      'engine/matchings',
      'engine/uploads',
      'engine/visits',
    ],
  ]),
  ...because('reads what the program itself made', [
    ...['run-program', 'http/openapi', 'persistence/match-table', 'report/on-paper'],
    ...['web/api/events', 'web/api/request', 'web/pages/map/kept-lanes'],
  ]),
};

function because(why: string, modules: readonly string[]): Record<string, string> {
  return Object.fromEntries(modules.map((module) => [module, why]));
}
