import type { Step } from './shapes.js';
import { mayWithdraw, type Me } from './who.js';

export type Act =
  'redo' | 'askRedo' | 'withdraw' | 'waive' | 'keep' | 'assign' | 'switchOff' | 'switchOn' | 'note';

interface Offer {
  readonly act: Act;
  /** The right it takes. */
  readonly action: string;
  fits: (page: Step, me: Me) => boolean;
}

const among =
  (...statuses: readonly string[]) =>
  ({ status }: Step): boolean =>
    statuses.includes(status);
const isPending = among('locked', 'ready', 'rejected', 'failed');
const isRepeatable = among('done', 'outdated', 'waived');
/** It overwrote something already: a second person must agree to another time, or nobody can. */
const hasActed = (page: Step): boolean => page.overwrites && among('done', 'outdated')(page);

const OFFERS: readonly Offer[] = [
  { act: 'note', action: 'run.note', fits: () => true },
  { act: 'withdraw', action: 'run.withdraw', fits: mayWithdraw },
  { act: 'redo', action: 'run.redo', fits: (page) => isRepeatable(page) && !hasActed(page) },
  {
    act: 'askRedo',
    action: 'run.redo',
    fits: (page) => hasActed(page) && !page.pointOfNoReturn,
  },
  { act: 'keep', action: 'run.accept-outdated', fits: among('outdated') },
  { act: 'waive', action: 'run.waive', fits: isPending },
  { act: 'assign', action: 'run.assign', fits: isPending },
  {
    act: 'switchOff',
    action: 'run.switch',
    fits: (page) => page.optional && page.off !== true && (isPending(page) || isRepeatable(page)),
  },
  { act: 'switchOn', action: 'run.switch', fits: ({ off }) => off === true },
];

/** What this person can do with a step as it stands; the engine has the last word. */
export function actsOn(page: Step, me: Me): readonly Act[] {
  return OFFERS.filter(({ action, fits }) => me.actions.includes(action) && fits(page, me)).map(
    ({ act }) => act,
  );
}
