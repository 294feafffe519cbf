import { useEffect, useSyncExternalStore } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { askAgain } from '../../api/ask-again.js';
import { newKey, revisionRead } from '../../api/commands.js';
import { outbox, type Fate } from '../../api/outbox.js';
import { runKey } from '../../api/queries.js';
import { answersOf } from './answers.js';
import { claimId, draftKey, draftText, keeperOf, type DraftPlace } from './drafts.js';
import type { Filling } from './filling.js';
import { stepPath } from './queries.js';
import type { Step } from './shapes.js';

export interface Sending {
  readonly fate: Fate | undefined;
  send: () => void;
  /** The refusal was read. */
  dismiss: () => void;
}

/** Hands a claim in under the revision the person saw. The form is kept until the server has accepted it. */
export function useSending(page: Step, place: DraftPlace, filling: Filling): Sending {
  const id = claimId(place);
  const fate = useFate(id);
  const { values, acknowledged, tray } = filling;
  const send = () => {
    outbox.put({
      ...{ id, account: place.account, key: newKey(), revision: seenRevision(page, fate) },
      path: `${stepPath(page.run, page.id)}/claims`,
      body: { set: answersOf(page.fields, values), evidence: tray.digests },
      secret: page.fields.some((field) => field.secret && values[field.name] !== undefined),
      typed: {
        place: draftKey(place),
        text: draftText(place, { values, acknowledged, evidence: tray.digests }),
      },
    });
  };
  return { fate, send, dismiss: () => outbox.forget(id) };
}

/** With what a refusal told of what happened since. */
export function seenRevision({ revision }: Step, fate: Fate | undefined): number {
  return revisionRead(revision, fate?.state === 'refused' ? fate.error : undefined);
}

/** What became of what was sent under this id; whatever the answer, the run is asked again. */
export function useFate(id: string): Fate | undefined {
  return useSyncExternalStore(outbox.subscribe, () => outbox.fate(id));
}

/** Asks everything shown of the run again when a command was answered. */
export function useAsksAgain(run: string, fate: Fate | undefined): void {
  const queries = useQueryClient();
  const state = fate?.state;
  useEffect(() => {
    if (state === 'accepted' || state === 'refused') void askAgain(queries, runKey(run));
  }, [queries, run, state]);
}

/** What was typed is no draft any more once it is accepted; its fate is over when the page shows the run after it. */
export function useAccepted(place: DraftPlace, fate: Fate | undefined, shown: number): void {
  const keeper = keeperOf(place);
  const id = claimId(place);
  const revision = fate?.state === 'accepted' ? fate.answer.revision : undefined;
  useEffect(() => {
    if (revision !== undefined) keeper.drop();
  }, [keeper, revision]);
  useEffect(() => {
    if (revision !== undefined && shown >= revision) outbox.forget(id);
  }, [id, revision, shown]);
}
