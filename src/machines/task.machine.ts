import type { MachineJson } from './kinds.js';

/**
 * The generic task, used by every row: locked → ready → in-progress → verifying → done, and every way back
 * (sequence.md section 1). Who may do what, and when, is decided by the engine; this table says what is possible at all.
 *
 * A row that overwrote or generated something (O11) is never offered again by itself: it surfaces as outdated and stays so
 * until a person's approved redo or approved acceptance.
 */
const anywhere = { skip: 'not-applicable' } as const;
const asking = { request: 'waiting-approval', 'grant.waive': 'waived' } as const;

export const taskMachine: MachineJson = {
  id: 'task',
  initial: 'locked',
  states: {
    locked: {
      on: { offer: 'ready', ask: 'waiting-approval', surface: 'outdated', ...asking, ...anywhere },
    },
    ready: {
      on: {
        start: 'in-progress',
        submit: 'verifying',
        invalidate: 'ready',
        withdraw: 'locked',
        ask: 'waiting-approval',
        ...asking,
        ...anywhere,
      },
    },
    'in-progress': {
      on: {
        consistent: 'done',
        contradicts: 'rejected',
        'needs-approval': 'waiting-approval',
        fail: 'failed',
        stop: 'ready',
        withdraw: 'locked',
        ...anywhere,
      },
    },
    verifying: {
      on: {
        consistent: 'done',
        contradicts: 'rejected',
        'needs-approval': 'waiting-approval',
        fail: 'failed',
        stop: 'ready',
        withdraw: 'locked',
        ...anywhere,
      },
    },
    'waiting-approval': {
      on: {
        request: 'waiting-approval',
        'grant.result': 'done',
        'grant.act': 'ready',
        'grant.waive': 'waived',
        'grant.reopen': 'ready',
        'grant.keep': 'done',
        'deny.result': 'rejected',
        'deny.act': 'waiting-approval',
        'deny.waive': 'ready',
        'deny.locked': 'locked',
        'deny.outdated': 'outdated',
        'deny.done': 'done',
        'deny.waived': 'waived',
        withdraw: 'locked',
        ...anywhere,
      },
    },
    rejected: {
      on: {
        start: 'in-progress',
        submit: 'verifying',
        reopen: 'ready',
        withdraw: 'locked',
        ...asking,
        ...anywhere,
      },
    },
    failed: {
      on: {
        start: 'in-progress',
        submit: 'verifying',
        reopen: 'ready',
        withdraw: 'locked',
        ...asking,
        ...anywhere,
      },
    },
    done: {
      on: { invalidate: 'outdated', reopen: 'ready', request: 'waiting-approval', ...anywhere },
    },
    waived: { on: { reopen: 'ready', request: 'waiting-approval', ...anywhere } },
    outdated: {
      on: { offer: 'ready', reopen: 'ready', invalidate: 'outdated', ...asking, ...anywhere },
    },
    'not-applicable': {
      on: { offer: 'ready', ask: 'waiting-approval', surface: 'outdated', lock: 'locked' },
    },
  },
};
