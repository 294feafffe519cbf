import type { Facts } from '../core/facts.js';
import type {
  SignOff,
  Summary,
  SummaryCount,
  SummaryPiece,
  SummarySection,
  SummarySource,
} from '../core/summary.js';
import type { Text } from '../core/text.js';
import { choiceText } from './choices.js';
import type { ScopeList } from './intake/scope-list.js';
import type { Tell } from './voicemail-import/list-users-to-tell.step.js';

type Known = ReadonlyMap<string, unknown>;

function fact<S extends keyof Facts>(facts: Known, step: S): Facts[S] | undefined {
  return facts.get(step) as Facts[S] | undefined;
}

/** What a customer of the documented sequence keeps: what moved, what did not and why, what users must do themselves. */
export async function summarize(source: SummarySource): Promise<Summary> {
  const { facts, finished } = source;
  // R-107 holds the list that was agreed to, R-106 the one that was offered
  const scope = fact(facts, 'R-107')?.list ?? fact(facts, 'R-106')?.list ?? null;
  return {
    done: { heading: finished ? MOVED : TO_MOVE, pieces: [...moves(scope), ...users(facts)] },
    left: { heading: LEFT, pieces: scope ? notMoved(scope, consentTo(facts)) : [] },
    further: [
      { heading: TELL, pieces: await tell(source) },
      ...(fact(facts, 'R-1001') ? [{ heading: OPEN, pieces: openPoints(facts) }] : []),
    ],
    signOff: signOff(facts),
    ...agreedTeam(facts),
  };
}

const MOVED: Text = { de: 'Was umgezogen ist', en: 'What moved' };
const TO_MOVE: Text = {
  de: 'Was umziehen soll (noch nicht abgeschlossen)',
  en: 'What is to move (not finished yet)',
};
const LEFT: Text = { de: 'Was nicht umzieht und warum', en: 'What does not move, and why' };
const TELL: Text = {
  de: 'Was Ihre Benutzer selbst tun müssen',
  en: 'What your users must do themselves',
};

const OPEN: Text = { de: 'Offene Punkte', en: 'Open points' };

function moves(scope: ScopeList | null): SummaryPiece[] {
  if (!scope) {
    const text = {
      de: 'Der Umfang ist noch nicht festgelegt.',
      en: 'The scope has not been settled yet.',
    };
    return [{ kind: 'text', text }];
  }
  const text = { de: 'Vereinbarter Umfang:', en: 'Agreed scope:' };
  return [{ kind: 'list', text, items: scope.moves }];
}

function notMoved(
  { unused, notNamed }: ScopeList,
  consent: readonly SummaryPiece[],
): SummaryPiece[] {
  const without = {
    de: 'Nicht genutzt, daher nicht umgezogen:',
    en: 'Not in use, therefore not moved:',
  };
  const unnamed = {
    de: 'Ob Folgendes umzieht, steht nicht im Handbuch des Herstellers. Es gehört nicht zum vereinbarten Umfang; was daraus wird, klären Kunde und Partner außerhalb dieses Berichts:',
    en: 'Whether the following moves is not in the vendor’s manual. It is not part of the agreed scope; customer and partner settle outside this report what becomes of it:',
  };
  return [
    ...(unused.length > 0 ? [{ kind: 'list', text: without, items: unused } as const] : []),
    { kind: 'list', text: unnamed, items: notNamed },
    ...consent,
  ];
}

/** The customer's yes to that list (R-107). */
function consentTo(facts: Known): SummaryPiece[] {
  const given = fact(facts, 'R-107');
  if (given?.list === undefined) return [];
  const text = {
    de: `${given.by} hat dieser Liste für den Kunden am ${given.on} zugestimmt.`,
    en: `${given.by} agreed to this list for the customer on ${given.on}.`,
  };
  return [{ kind: 'text', text }];
}

/** What was left to be done when the migration was tested and taken over. */
function openPoints(facts: Known): SummaryPiece[] {
  const failed = fact(facts, 'R-1001')?.open ?? [];
  const followUps = fact(facts, 'R-1001')?.followUps ?? {};
  const left = fact(facts, 'R-808')?.left ?? 0;
  const differing = fact(facts, 'R-909')?.differing ?? 0;
  const items: Text[] = failed.map((feature) => {
    const { de, en } = choiceText(feature);
    const task = followUps[feature];
    return {
      de: `${de}: geht noch nicht.${task ? ` Folgeaufgabe: ${task}` : ''}`,
      en: `${en}: does not work yet.${task ? ` Follow-up task: ${task}` : ''}`,
    };
  });
  if (left > 0)
    items.push({
      de: `${left} Benutzer ohne Zuordnung: Ihre Ansagen sind nicht umgezogen.`,
      en: `${left} users without a match: their greetings did not move.`,
    });
  if (differing > 0)
    items.push({
      de: `${differing} Benutzer mit abweichender Leitung.`,
      en: `${differing} users with a differing line.`,
    });
  const none = { de: 'Keine.', en: 'None.' };
  return items.length > 0 ? [{ kind: 'list', items }] : [{ kind: 'text', text: none }];
}

function users(facts: Known): SummaryPiece[] {
  const run = fact(facts, 'R-808');
  if (!run?.ledger) return [];
  const { source, imported, kept, left, withoutData, uncertain } = run;
  const why = joined([
    counted(left, { de: 'ohne Zuordnung in Connect', en: 'without a match in Connect' }),
    counted(withoutData, { de: 'ohne eigene Ansage', en: 'without a greeting of their own' }),
    counted(uncertain, { de: 'ungewiss, bitte prüfen', en: 'uncertain, please check' }),
  ]);
  const rows: SummaryCount[] = [
    { text: { de: 'umgezogen', en: 'moved' }, count: imported },
    { text: { de: 'in Connect behalten', en: 'kept in Connect' }, count: kept },
    {
      text: { de: 'nicht umgezogen', en: 'not moved' },
      count: left + withoutData + uncertain,
      ...(why ? { because: why } : {}),
    },
  ];
  const text = { de: 'Ansagen und Namen der Benutzer', en: 'Greetings and names of users' };
  const unit = { de: 'Benutzer', en: 'Users' };
  return [{ kind: 'counts', text, unit, rows, of: source }];
}

function counted(n: number, what: Text): Text | undefined {
  return n > 0 ? { de: `${n} ${what.de}`, en: `${n} ${what.en}` } : undefined;
}

function joined(texts: readonly (Text | undefined)[]): Text | undefined {
  const there = texts.filter((t) => t !== undefined);
  if (there.length === 0) return undefined;
  return { de: there.map((t) => t.de).join(' · '), en: there.map((t) => t.en).join(' · ') };
}

/** The list of R-810 lies in the evidence store; when it was erased only the numbers remain, so there is nothing to tell. */
async function tell({ facts, evidence }: SummarySource): Promise<SummarySection['pieces']> {
  const list = fact(facts, 'R-810')?.list;
  const text = list ? await evidence(list) : undefined;
  if (text === undefined) {
    const later = {
      de: 'Das steht fest, sobald die Ansagen importiert sind.',
      en: 'This is known once the greetings are imported.',
    };
    return [{ kind: 'text', text: later }];
  }
  const { recordAgain, checkOwn, overwritten, exportedAt } = JSON.parse(text) as Tell;
  return [
    { kind: 'names', text: RECORD_AGAIN, names: recordAgain },
    { kind: 'names', text: CHECK_OWN, names: checkOwn },
    { kind: 'names', text: OVERWRITTEN, names: overwritten },
    { kind: 'list', items: [afterExport(exportedAt), PIN] },
  ];
}

const RECORD_AGAIN: Text = {
  de: 'Ansage und Namen neu aufnehmen',
  en: 'Record greeting and name again',
};
const CHECK_OWN: Text = {
  de: 'Eigene Ansage anhören und prüfen',
  en: 'Listen to the own greeting and check it',
};
const OVERWRITTEN: Text = {
  de: 'Die bisherige Ansage in Connect wurde überschrieben',
  en: 'The former greeting in Connect was overwritten',
};
const PIN: Text = {
  de: 'Ist keine PIN gesetzt, verschickt der Server eine im Klartext per Mail: PIN gleich ändern.',
  en: 'If no PIN is set, the server mails one in clear text: change it at once.',
};

/** @param exportedAt ISO 8601; a face shows it in the zone of the reader */
function afterExport(exportedAt: string | null): Text {
  const de = 'Was nach dem Export in V4 aufgenommen wurde, neu aufnehmen.';
  const en = 'Record again what was recorded in V4 after the export.';
  if (exportedAt === null) return { de, en };
  return {
    de: `${de} Der Export begann: ${exportedAt}.`,
    en: `${en} The export began: ${exportedAt}.`,
  };
}

function signOff(facts: Known): SignOff | null {
  const signed = fact(facts, 'R-1004');
  if (!signed) return null;
  const { customerName, partnerName, signedOn, reservations = null } = signed;
  return {
    ...{ customer: customerName, partner: partnerName, on: signedOn },
    ...{ step: 'R-1004', reservations },
  };
}

/** Who is what by the plan (R-110) and the sign-off, and the zone of the agreed window. */
function agreedTeam(facts: Known): Pick<Summary, 'roles' | 'timeZone'> {
  const team = fact(facts, 'R-110');
  const signed = fact(facts, 'R-1004');
  return {
    roles: [
      ...(team
        ? [
            { name: team.doer, role: { de: 'führt aus', en: 'does the work' } },
            { name: team.approver, role: { de: 'gibt frei', en: 'approves' } },
            {
              name: team.rollbackOwner,
              role: { de: 'entscheidet über den Rückweg', en: 'decides on the way back' },
            },
          ]
        : []),
      ...(signed
        ? [
            {
              name: signed.customerName,
              role: { de: 'nimmt für den Kunden ab', en: 'signs off for the customer' },
            },
            {
              name: signed.partnerName,
              role: { de: 'nimmt für den Partner ab', en: 'signs off for the partner' },
            },
          ]
        : []),
    ],
    ...(team ? { timeZone: team.timeZone } : {}),
  };
}
