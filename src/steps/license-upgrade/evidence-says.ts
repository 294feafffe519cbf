import type { Outcome, Place, Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import {
  findCounts,
  findLabeled,
  findMacs,
  findRest,
  findText,
  findWord,
} from '../evidence/find-in-evidence.js';
import {
  readEvidence,
  type Document,
  type Picture,
  type ReadEvidence,
} from '../evidence/read-evidence.js';
import { similar } from '../../connect/similarity.js';
import { reason } from '../verdicts.js';
import { notRead } from './unread-evidence.js';
import type { LicenseRow } from './license-rows.js';

/** What the evidence should speak of; what is left out is not looked for. */
export interface Wanted {
  readonly hardwareId?: string | undefined;
  /** Addresses of the system that is upgraded, any of which is right. */
  readonly macs?: readonly string[];
  readonly licensee?: string | undefined;
  readonly licenses?: readonly LicenseRow[] | undefined;
}
export interface Said extends ReadEvidence {
  /** Values that stand there and are others: each one speaks against the claim. */
  readonly against: readonly Reason[];
  /** Values that stand there as expected, and where. */
  readonly notes: readonly Reason[];
}

/** How the ID may be called in a mail or log; the vendor does not show one, so both spellings are an assumption. */
const HARDWARE_ID = /hardware[- ]?id/i;

/** `Lizenznehmer` is the portal's word (manual line 37); that a mail writes it in front of the name is an assumption. */
const LICENSEE = /(?:lizenznehmer|licensee)(?=\s*[:=])/i;
/** From this likeness on two spellings are taken for one name: a legal form may be missing. */
const SAME_NAME = 0.6;

/**
 * What readable evidence (mail, PDF, text) says of hardware ID, MAC address, licensee and numbers of licenses, beside the
 * person's claim. The vendor documents no form of these papers: only what is labeled or stands in the same line is compared.
 */
export async function evidenceSays(wanted: Wanted, context: StepContext): Promise<Said> {
  const read = await readEvidence(context);
  const { documents } = read;
  const found = [
    ...aboutHardwareId(documents, wanted.hardwareId),
    ...aboutMacs(documents, wanted.macs ?? []),
    ...aboutLicensee(documents, wanted.licensee),
    ...(wanted.licenses ?? []).flatMap((row) => aboutCount(documents, row)),
  ];
  return {
    ...read,
    against: found.filter((f) => f.code !== FOUND),
    notes: [...found.filter((f) => f.code === FOUND), ...read.unread.map(notRead)],
  };
}

/** The outcome of a claim with what its evidence says: other values contradict, found ones are named with their place. */
export async function besideEvidence<F>(
  outcome: Outcome<F>,
  wanted: Wanted,
  context: StepContext,
): Promise<Outcome<F>> {
  if (outcome.verdict === 'contradicts') return outcome;
  const { against, notes, pictures } = await evidenceSays(wanted, context);
  if (against.length > 0) return { verdict: 'contradicts', reasons: against };
  const receivedOn = context.fact('R-301')?.receivedOn;
  const old = pictures.filter(({ takenAt }) => takenAt.slice(0, 10) < (receivedOn ?? ''));
  const reasons = [...outcome.reasons, ...notes, ...old.map((p) => olderThanOrder(p, receivedOn))];
  return { ...outcome, reasons };
}

/** A hint, no contradiction: clocks of cameras are often wrong. */
function olderThanOrder({ name, takenAt }: Picture, receivedOn = ''): Reason {
  return reason(
    'evidence.older-picture',
    'Das Bild ist laut seiner Datei älter als die Upgrade-Lizenzen. Ist es das richtige?',
    'By its file the picture is older than the upgrade licenses. Is it the right one?',
    { claimed: takenAt, known: receivedOn, place: { file: name } },
  );
}

const FOUND = 'evidence.found';

function aboutHardwareId(documents: readonly Document[], hardwareId: string | undefined): Reason[] {
  if (hardwareId === undefined) return [];
  const place = findWord(documents, hardwareId);
  if (place) return [seen('Hardware-ID', 'hardware ID', hardwareId, place)];
  return findLabeled(documents, HARDWARE_ID)
    .slice(0, 1)
    .map(({ value, place: where }) =>
      reason(
        'evidence.other-hardware-id',
        'Im Nachweis steht eine andere Hardware-ID.',
        'The evidence names another hardware ID.',
        { claimed: hardwareId, known: value, place: where },
      ),
    );
}

function aboutMacs(documents: readonly Document[], macs: readonly string[]): Reason[] {
  if (macs.length === 0) return [];
  const all = findMacs(documents);
  const right = all.find(({ value }) => macs.includes(value));
  if (right) return [seen('MAC-Adresse', 'MAC address', right.value, right.place)];
  return all
    .slice(0, 1)
    .map(({ value, place }) =>
      reason(
        'evidence.other-mac',
        'Im Nachweis steht nur eine andere MAC-Adresse als die des bisherigen Systems.',
        'The evidence names only another MAC address than that of the existing system.',
        { claimed: macs.join(', '), known: value, place },
      ),
    );
}

function aboutLicensee(documents: readonly Document[], licensee: string | undefined): Reason[] {
  if (licensee === undefined) return [];
  const place = findText(documents, licensee);
  if (place) return [seen('Lizenznehmer', 'licensee', licensee, place)];
  return findRest(documents, LICENSEE)
    .filter(({ value }) => similar(value, licensee) < SAME_NAME)
    .slice(0, 1)
    .map(({ value, place: where }) =>
      reason(
        'evidence.other-licensee',
        'Im Nachweis steht ein anderer Lizenznehmer.',
        'The evidence names another licensee.',
        { claimed: licensee, known: value, place: where },
      ),
    );
}

function aboutCount(documents: readonly Document[], { type, count }: LicenseRow): Reason[] {
  const counts = findCounts(documents, type);
  const right = counts.find(({ value }) => value === count);
  if (right) return [seen(`Lizenzen ${type}`, `licenses ${type}`, String(count), right.place)];
  return counts
    .slice(0, 1)
    .map(({ value, place }) =>
      reason(
        'evidence.other-count',
        `${type}: Im Nachweis steht eine andere Zahl.`,
        `${type}: the evidence names another number.`,
        { claimed: String(count), known: String(value), place },
      ),
    );
}

function seen(de: string, en: string, value: string, place: Place): Reason {
  return reason(FOUND, `${de} im Nachweis gefunden.`, `The ${en} was found in the evidence.`, {
    known: value,
    place,
  });
}
