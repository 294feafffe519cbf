import { z } from 'zod';
import { cell, form, instant, rows, text } from '../../core/fields.js';
import { IN_THAT_CASE, needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { againstRehearsal, deviation } from '../against-rehearsal.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { judge, notInFuture } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';
import { importItem, labelsOf, type ImportItem } from './import-items.js';
import { otherItems } from './rehearsed-items.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** An import of system settings that ended well (manual line 191). `importedAt` is its end, ISO 8601. */
    'R-606': {
      importNumber: number;
      startedAt: string;
      importedAt: string;
      items: readonly ImportItem[];
    };
  }
}

const input = form({
  startedAt: instant({ de: 'Import gestartet um', en: 'Import started at' }),
  finishedAt: instant({ de: 'Meldung erschien um', en: 'Notice appeared at' }),
  result: choice({ de: 'Ergebnis', en: 'Result' }, ['ok', 'errors']),
  messages: text({ de: 'Meldungen im Wortlaut', en: 'Messages word for word' }, { max: 100_000 }),
  perItem: needed(
    rows(
      {
        de: 'Ergebnis je Einstellung, wenn Fehler auftraten',
        en: 'Result per setting if errors occurred',
      },
      z.strictObject({
        item: importItem({ de: 'Einstellung', en: 'Setting' }),
        ok: cell({ de: 'Ohne Fehler?', en: 'Without errors?' }, z.boolean()),
        error: needed(
          cell(
            { de: 'Fehlermeldung', en: 'Error message' },
            z.string().min(1).max(4_000),
          ).optional(),
          { de: 'nötig, wo ein Fehler kam', en: 'needed where there was an error' },
        ),
      }),
    ).optional(),
    IN_THAT_CASE,
  ),
  deviation,
})
  .refine((v) => Date.parse(v.finishedAt) >= Date.parse(v.startedAt), {
    path: ['finishedAt'],
    message: 'Das Ende liegt vor dem Start / The end is before the start',
  })
  .refine((v) => v.result === 'ok' || (v.perItem ?? []).some((p) => !p.ok), {
    path: ['perItem'],
    message:
      'Bei Fehlern wird je Einstellung das Ergebnis erwartet, mindestens eine nicht ok / With errors the result per setting is expected, at least one not ok',
  });

@Step({
  id: 'R-606',
  part: 'config-import',
  kind: 'task',
  title: { de: 'Systemeinstellungen importieren', en: 'Import the system settings' },
  instruction: {
    de: 'Klicken Sie auf `Ausgewählte Systemeinstellungen importieren!`. Vorhandene Einstellungen werden überschrieben. Warten Sie die Meldung ab und halten Sie sie im Wortlaut fest. Ob der Connect-Dienst dabei laufen darf, steht nicht im Handbuch: Vermerken Sie unter der Meldung, ob er lief. Berichtigen Sie später nur diese Angaben, lassen Sie den Beginn, wie er ist: Dann zählt es nicht als neuer Import.',
    en: 'Click `Ausgewählte Systemeinstellungen importieren!`. Existing settings are overwritten. Wait for the notice and record its wording. The manual does not say whether the Connect service may run meanwhile: add below the notice whether it did. If you only correct these answers later, leave the start as it is: then it does not count as another import.',
  },
  lines: [191],
  gaps: ['D14'],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bild der Meldung oder Protokolltext', en: 'Screenshot of the notice or log text' },
  },
  reads: ['R-502', 'R-604', 'R-605'],
  agrees: {
    de: 'Im Nachweis steht keine Fehlermeldung, die der Angabe „in Ordnung“ widerspricht.',
    en: 'The evidence holds no error that speaks against the answer “ok”.',
  },
  undo: {
    possible: 'partly',
    how: {
      de: 'Nur über den Sicherungsexport aus R-603. Sonst von Hand zurückstellen.',
      en: 'Only with the safety export of R-603. Otherwise set back by hand.',
    },
  },
  hard: true,
})
export class ImportSettings implements TaskStep<z.output<typeof input>> {
  async verify(claim: z.output<typeof input>, context: StepContext): Promise<Outcome> {
    const items = context.fact('R-605')?.items ?? [];
    const importNumber = numberOf(claim.startedAt, context);
    const facts = { importNumber, startedAt: claim.startedAt, importedAt: claim.finishedAt, items };
    const flags = { importNumber };
    const texts = await logs(context);
    const against = [
      ...(claim.result === 'errors' ? failures(claim.perItem ?? [], items) : []),
      ...(claim.result === 'ok' ? hiddenErrors(claim.messages, texts) : []),
      ...notInFuture(claim.finishedAt, context.now),
    ];
    if (against.length === 0 && !(context.fact('R-605') && context.fact('R-502'))) {
      return cannotRead(facts, unprepared(), { flags });
    }
    const rehearsed = await againstRehearsal(
      'R-606',
      context,
      (there) => otherItems(items, there.items),
      claim.deviation,
    );
    return judge([...against, ...rehearsed.against], facts, {
      ...{ flags, notes: rehearsed.notes, ...rehearsed.more },
      compared: texts.length > 0,
    });
  }
}

/** Handed in again with the same start it is the same import, of which only the record was corrected. */
function numberOf(startedAt: string, context: StepContext): number {
  const before = context.fact('R-606');
  if (!before) return context.round + 1;
  return Date.parse(before.startedAt) === Date.parse(startedAt)
    ? before.importNumber
    : before.importNumber + 1;
}

function failures(
  rows: NonNullable<z.output<typeof input>['perItem']>,
  ticked: readonly ImportItem[],
): Reason[] {
  const failed = rows.filter((r) => !r.ok);
  const open = ticked.filter((item) => !rows.some((r) => r.item === item));
  const { de, en } = labelsOf(failed.map((r) => r.item));
  const list = failed.map((r) => `${r.item}: ${r.error ?? '?'}`).join('; ');
  const partly = reason(
    'import.partly-failed',
    `Nicht importiert: ${de}. Der Rest wurde übernommen. Beheben Sie die Ursache und importieren Sie noch einmal.`,
    `Not imported: ${en}. The rest was taken over. Remove the cause and import again.`,
    { claimed: list },
  );
  if (open.length === 0) return [partly];
  return [
    partly,
    reason(
      'import.item-unanswered',
      `Ohne Ergebnis: ${labelsOf(open).de}. Was wurde daraus?`,
      `Without a result: ${labelsOf(open).en}. What became of it?`,
      { known: open.join(', ') },
    ),
  ];
}

/** Errors in the words of the notice or of a log although the result was given as good. */
function hiddenErrors(messages: string, logs: readonly string[]): Reason[] {
  const said = [messages, ...logs]
    .flatMap((t) => t.split(/\r?\n/))
    .find((line) =>
      /fehler|fehlgeschlagen|error|failed|exception/i.test(line.replace(NO_ERROR, '')),
    );
  if (said === undefined) return [];
  return [
    reason(
      'import.error-text',
      'Die Meldung nennt einen Fehler. Geben Sie das Ergebnis je Einstellung an.',
      'The message names an error. Give the result per setting.',
      { claimed: 'ok', known: said.trim().slice(0, 500) },
    ),
  ];
}
const NO_ERROR =
  /\b(0|kein|keine|keinen|ohne|no|without)\s+(fehlern?|errors?)\b|\b(errors?|fehler)\s*[:=]\s*0\b/gi;

/** Logs handed in as text, up to 4 MiB each. */
async function logs(context: StepContext): Promise<string[]> {
  const files = context.evidence.filter((e) => /\.(txt|log)$/i.test(e.name) && e.size <= 4 << 20);
  return Promise.all(files.map(async (e) => (await context.store.read(e.digest)).toString('utf8')));
}

function unprepared(): Reason {
  return reason(
    'import.not-prepared',
    'Auswahl oder Kopie wurden nicht geprüft. Was importiert wurde, lässt sich nicht vergleichen.',
    'The selection or the copy was not checked. What was imported cannot be compared.',
  );
}
