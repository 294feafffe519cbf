import { formProblems } from '../../engine/claim.js';
import { flowing } from '../typography.js';
import { answerText, summaryLines } from './answers-summary.js';
import { askEvidence } from './ask-evidence.js';
import { askField } from './ask-field.js';
import type { Field, Filling } from './filling.js';
import type { Guide } from './guide.js';
import type { Choice } from './prompter.js';

type Next = { readonly send: true } | { readonly field: Field } | { readonly evidence: true };

/** Asks what is still open, shows all answers, and comes back when the person says: send. */
export async function fillForm(guide: Guide, filling: Filling): Promise<void> {
  for (const field of fieldsOf(filling)) {
    const { name } = field.view;
    const answered = field.view.secret ? filling.secrets.has(name) : name in filling.draft.values;
    if (!answered) await answer(guide, filling, field);
  }
  if (filling.task.evidence && filling.draft.evidence === undefined) await proveIt(guide, filling);
  for (;;) {
    const next = await check(guide, filling);
    if ('send' in next) return;
    if ('field' in next) await answer(guide, filling, next.field);
    else await proveIt(guide, filling);
  }
}

/** What is sent. */
export function valuesOf({ draft, secrets }: Filling): Record<string, unknown> {
  const given = Object.entries(draft.values).filter(([, value]) => value !== null);
  return { ...Object.fromEntries(given), ...Object.fromEntries(secrets) };
}

function fieldsOf({ task, spec }: Filling): Field[] {
  const schemas = (spec.form?.shape ?? {}) as Readonly<Record<string, Field['schema']>>;
  return task.fields.flatMap((view) => {
    const schema = schemas[view.name];
    return schema ? [{ view, schema }] : [];
  });
}

async function answer(guide: Guide, filling: Filling, field: Field): Promise<void> {
  const { name, secret } = field.view;
  const { values } = filling.draft;
  const before = name in values ? values[name] : filling.earlier[name];
  const given = await askField(guide, field, before);
  if (secret) {
    filling.secrets.set(name, String(given));
    return;
  }
  const kept = (given ?? null) as Filling['draft']['values'][string];
  filling.draft = { ...filling.draft, values: { ...values, [name]: kept } };
  await filling.keep();
}

async function proveIt(guide: Guide, filling: Filling): Promise<void> {
  const wanted = filling.task.evidence;
  if (!wanted) return;
  const evidence = await askEvidence(guide, wanted, filling.draft.evidence ?? []);
  filling.draft = { ...filling.draft, evidence };
  await filling.keep();
}

/** Check your answers: all of them, what does not fit together, and one primary action. */
async function check(guide: Guide, filling: Filling): Promise<Next> {
  const { screen, ask } = guide;
  const fields = fieldsOf(filling);
  const problems = formProblems(filling.spec, valuesOf(filling));
  ask.say(summaryLines(filling, screen));
  for (const { field, text } of problems) {
    const label = fields.find((f) => f.view.name === field)?.view.label;
    const name = label ? `${screen.say(label)}: ` : '';
    ask.say(flowing(`✗ ${name}${screen.say(text)}`, screen, '  ', '    '));
  }
  const send: Choice<Next> = {
    value: { send: true },
    label: screen.pick('Angaben prüfen lassen und weiter', 'Have this checked and go on'),
  };
  const bad = new Set(problems.map((p) => p.field));
  const changes = fields
    .toSorted((a, b) => Number(bad.has(b.view.name)) - Number(bad.has(a.view.name)))
    .map((field): Choice<Next> => ({
      value: { field },
      label: changeLabel(field, filling, guide),
    }));
  const proof: Choice<Next>[] = filling.task.evidence
    ? [{ value: { evidence: true }, label: screen.pick('Nachweis ändern', 'Change the evidence') }]
    : [];
  return ask.one(screen.pick('Stimmt alles so?', 'Is all of this right?'), [
    ...(problems.length === 0 ? [send] : []),
    ...changes,
    ...proof,
  ]);
}

function changeLabel(field: Field, filling: Filling, { screen }: Guide): string {
  const label = screen.say(field.view.label);
  return `${screen.pick('Ändern', 'Change')}: ${label} (${answerText(field.view, filling, screen)})`;
}
