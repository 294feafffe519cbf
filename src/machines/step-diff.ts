import type { Text } from '../core/text.js';
import type { DefinitionChange } from './definition-change.js';
import type { DefinitionJson } from './definition.js';
import { statesOf } from './events.js';
import { newPart, newStep, stepsOf, type Mapping } from './mapping.js';
import { offersOf, stepOf } from './state-paths.js';

/** What a definition says of one step, over all states that offer it. */
interface Offered {
  readonly part: string;
  readonly needs: readonly string[];
  readonly sticky: boolean;
  readonly pointOfNoReturn: boolean;
  readonly approval: readonly string[];
}

/** Steps that are new, gone, renamed or split, and what is asked differently of those that stay. */
export function diffSteps(
  from: DefinitionJson,
  to: DefinitionJson,
  mapping: Mapping,
): readonly DefinitionChange[] {
  const [old, now] = [offeredIn(from), offeredIn(to)];
  const changes: DefinitionChange[] = [];
  const sources = new Set<string>();
  for (const [step, was] of old) {
    const target = newStep(mapping, to, step);
    const is = target === undefined ? undefined : now.get(target);
    const all = mapping.steps?.[step] ?? (target === undefined ? [] : [target]);
    for (const one of all) sources.add(one);
    if (target === undefined || !is)
      changes.push(told('removed', was.part, step, { de: 'entfällt', en: 'is gone' }));
    else {
      if (all.length > 1) changes.push(told('changed', is.part, step, split(all)));
      else if (target !== step) changes.push(told('renamed', is.part, step, called(target)));
      const names = was.needs.map((need) => newStep(mapping, to, need) ?? need);
      const before = { ...was, part: newPart(mapping, was.part), needs: [...names].sort() };
      changes.push(...asked(target, before, is));
    }
  }
  for (const [step, { part }] of now)
    if (!sources.has(step))
      changes.push(told('added', part, step, { de: 'ist neu', en: 'is new' }));
  return changes;
}

function offeredIn(definition: DefinitionJson): ReadonlyMap<string, Offered> {
  const all = [...stepsOf(definition)].map((step): [string, Offered] => {
    const offers = Object.entries(definition.parts).flatMap(([part, machine]) =>
      statesOf(machine).flatMap(({ state }) =>
        offersOf(state).flatMap((o) => (stepOf(o) === step ? [{ part, params: o.params }] : [])),
      ),
    );
    const needs = offers.flatMap(({ params }) => (params['needs'] ?? []) as string[]);
    const approval = offers.flatMap(({ params }) => (params['approval'] ?? []) as string | []);
    return [
      step,
      {
        part: offers[0]?.part ?? '',
        needs: [...new Set(needs)].sort(),
        sticky: offers.some(({ params }) => params['sticky'] === true),
        pointOfNoReturn: offers.some(({ params }) => params['pointOfNoReturn'] === true),
        approval: [...new Set(approval)].sort(),
      },
    ];
  });
  return new Map(all);
}

function asked(step: string, was: Offered, is: Offered): readonly DefinitionChange[] {
  const changes: DefinitionChange[] = [];
  const differ = (a: readonly string[], b: readonly string[]) => a.join() !== b.join();
  const say = (text: Text) => changes.push(told('changed', is.part, step, text));
  if (was.part !== is.part)
    say({ de: `gehört jetzt zu „${is.part}“`, en: `now belongs to "${is.part}"` });
  if (differ(was.needs, is.needs)) {
    const [none, nothing] = ['nichts', 'nothing'];
    say({
      de: `braucht vorher ${is.needs.join(', ') || none} statt ${was.needs.join(', ') || none}`,
      en: `needs ${is.needs.join(', ') || nothing} first instead of ${was.needs.join(', ') || nothing}`,
    });
  }
  if (was.sticky !== is.sticky)
    say(
      is.sticky
        ? {
            de: 'öffnet sich nach der Tat nicht mehr von selbst',
            en: 'no longer reopens by itself',
          }
        : { de: 'darf sich wieder von selbst öffnen', en: 'may reopen by itself' },
    );
  if (was.pointOfNoReturn !== is.pointOfNoReturn)
    say(
      is.pointOfNoReturn
        ? { de: 'hat jetzt keinen Weg zurück', en: 'now has no way back' }
        : { de: 'hat jetzt einen Weg zurück', en: 'now has a way back' },
    );
  if (differ(was.approval, is.approval)) say(approvalWords(is.approval));
  return changes;
}

function approvalWords(approval: readonly string[]): Text {
  const before: Text = { de: 'vor der Tat', en: 'before the act' };
  const after: Text = { de: 'nach der Prüfung', en: 'after the check' };
  const when = approval.map((a) => (a === 'before' ? before : after));
  if (when.length === 0)
    return { de: 'braucht keine Freigabe mehr', en: 'needs no approval any more' };
  return {
    de: `braucht eine Freigabe ${when.map((w) => w.de).join(' und ')}`,
    en: `needs an approval ${when.map((w) => w.en).join(' and ')}`,
  };
}

function split(into: readonly string[]): Text {
  const names = into.join(', ');
  return { de: `ist aufgeteilt in ${names}`, en: `was split into ${names}` };
}

function called(name: string): Text {
  return { de: `heißt jetzt ${name}`, en: `is now called ${name}` };
}

function told(
  how: DefinitionChange['how'],
  machine: string,
  step: string,
  text: Text,
): DefinitionChange {
  const words = {
    de: `Schritt ${step} ${text.de}.`,
    en: `Step ${step} ${text.en}.`,
  };
  return { what: 'step', how, machine, name: step, text: words };
}
