import type { Text } from '../../core/text.js';
import { valueProblem } from '../../engine/claim.js';
import type { FieldView } from '../../engine/views.js';
import { folderPath } from '../input-files.js';
import { askRows } from './ask-rows.js';
import type { Field } from './filling.js';
import { mayStayEmpty } from '../may-stay-empty.js';
import type { Guide } from './guide.js';
import type { Choice } from './prompter.js';

/** Marks an answer that was left out, which is one of the choices. */
const NONE = Symbol('none');

/**
 * Asks for one field until its own schema accepts the answer; the messages are the schema's, in the person's language.
 * @param before what was answered earlier, offered again
 * @returns undefined when a field that may be left out was
 */
export async function askField(guide: Guide, field: Field, before: unknown): Promise<unknown> {
  const { view } = field;
  switch (view.input) {
    case 'secret':
      return guide.ask.secret(secretQuestion(guide, view), checkOf(guide, field));
    case 'flag':
      return askOne(guide, view, yesAndNo(guide), before);
    case 'choice':
      return askOne(guide, view, optionsOf(view, guide), before);
    case 'choices':
      return askMany(guide, view, before);
    case 'list':
      return askList(guide, field, before);
    case 'rows':
      return askRows(guide, field, before);
    case 'path':
      return askFolderOrFile(guide, field, before);
    default:
      return askLine(guide, field, before);
  }
}

async function askLine(guide: Guide, field: Field, before: unknown): Promise<unknown> {
  const { view } = field;
  const initial = typeof before === 'string' || typeof before === 'number' ? String(before) : '';
  const given = await guide.ask.line(question(guide, view), {
    initial,
    check: checkOf(guide, field),
  });
  return given === '' ? undefined : given;
}

/** A path of this computer, made absolute; a Windows path stays as it is. */
async function askFolderOrFile(guide: Guide, field: Field, before: unknown): Promise<unknown> {
  const initial = typeof before === 'string' ? before : '';
  const tab = guide.screen.pick('Tab ergänzt', 'tab completes');
  const given = await guide.ask.path(
    `${question(guide, field.view)} – ${tab}`,
    initial,
    checkOf(guide, field),
  );
  return given === '' ? undefined : folderPath(given);
}

/** A problem in words; an empty line leaves the field out. */
function checkOf(guide: Guide, { schema, view }: Field): (given: string) => string | undefined {
  return (given) => {
    const problem = valueProblem(schema, given === '' ? undefined : given);
    return problem && sentence(guide, view, problem);
  };
}

function sentence(guide: Guide, view: FieldView, problem: Text): string {
  const { screen } = guide;
  const said = screen.say(problem);
  if (!view.example || said.includes(view.example)) return said;
  return `${said} (${screen.pick('zum Beispiel', 'for example')} ${view.example})`;
}

async function askOne<V>(
  guide: Guide,
  view: FieldView,
  choices: readonly Choice<V>[],
  before: unknown,
): Promise<V | undefined> {
  const none = {
    value: NONE,
    label: guide.screen.pick('keine Angabe', 'not given'),
  } as const;
  const all: readonly Choice<V | typeof NONE>[] = view.required ? choices : [...choices, none];
  const known = choices.find((c) => c.value === before);
  const given = await guide.ask.one(
    question(guide, view),
    all,
    known?.value ?? (view.required ? undefined : NONE),
  );
  return given === NONE ? undefined : given;
}

async function askMany(guide: Guide, view: FieldView, before: unknown): Promise<unknown> {
  const chosen = Array.isArray(before) ? (before as string[]) : [];
  const given = await guide.ask.many(question(guide, view), optionsOf(view, guide), chosen);
  return given.length === 0 && !view.required ? undefined : given;
}

/** One entry after another; an empty line ends the list. */
async function askList(guide: Guide, field: Field, before: unknown): Promise<unknown> {
  const { view, schema } = field;
  const { screen } = guide;
  const earlier = Array.isArray(before) ? before.map(String) : [];
  const given: string[] = [];
  for (;;) {
    const end = screen.pick('leer: fertig', 'empty: done');
    const entry = await guide.ask.line(`${question(guide, view)} – ${given.length + 1}. (${end})`, {
      initial: earlier[given.length] ?? '',
      check: (typed) => {
        if (typed === '' && given.length === 0 && !view.required) return undefined;
        const problem = valueProblem(schema, typed === '' ? given : [...given, typed]);
        return problem && sentence(guide, view, problem);
      },
    });
    if (entry === '') return given.length === 0 && !view.required ? undefined : given;
    given.push(entry);
  }
}

export function yesAndNo({ screen }: Guide): readonly Choice<boolean>[] {
  return [
    { value: true, label: screen.pick('Ja', 'Yes') },
    { value: false, label: screen.pick('Nein', 'No') },
  ];
}

function optionsOf(view: FieldView, { screen }: Guide): readonly Choice<string>[] {
  return (view.options ?? []).map(({ value, text }) => ({ value, label: screen.say(text) }));
}

/** Label, what it looks like, and whether it may stay empty. */
function question({ screen }: Guide, view: FieldView): string {
  const more = [
    mayStayEmpty(view, screen),
    view.example ? `${screen.pick('z. B.', 'e.g.')} ${view.example}` : '',
  ].filter((part) => part !== '');
  const label = screen.say(view.label);
  return more.length === 0 ? label : `${label} (${more.join('; ')})`;
}

function secretQuestion(guide: Guide, view: FieldView): string {
  const note = guide.screen.pick(
    'geheim: wird nicht gezeigt und nicht gespeichert',
    'secret: neither shown nor stored',
  );
  return `${question(guide, view)} – ${note}`;
}
