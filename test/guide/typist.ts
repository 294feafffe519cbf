import { WARNING_STATEMENTS } from '../../src/steps/warning-statements.js';
import type { Column } from '../../src/core/row-columns.js';
import { fieldsOf, type FormField } from './forms.js';
import type { Question } from './question.js';
import { KEYS, type Terminal } from './terminal.js';

export interface Answers {
  readonly step: string;
  readonly set: Readonly<Record<string, unknown>>;
  /** Absolute paths. */
  readonly evidence: readonly string[];
}

/** Takes away what stands in the line. */
const CLEAR = '\u0015';
const MENU = 'Wie geht es weiter?';
const same = (text: string) => text.replace(/[[\]`\s]+/g, '');

/** Somebody at the keyboard who knows the answers and reads the questions; knows no particular step. */
export class Typist {
  /** How often a wrong sentence was picked for a warning on purpose. */
  wrongSentences = 0;

  constructor(
    readonly terminal: Terminal,
    private readonly mistakes: boolean,
  ) {}

  async atMenu(): Promise<Question> {
    const question = await this.terminal.question();
    if (question.text !== MENU) throw new Error(`expected the menu, asked is: ${question.text}`);
    return question;
  }

  /** Moves to the option and takes it. */
  async choose(fits: (label: string) => boolean): Promise<void> {
    let question = await this.terminal.question();
    for (let presses = 0; presses < 200; presses++) {
      if (question.options.some((o) => o.here && fits(o.label)))
        return this.terminal.answer(KEYS.enter);
      question = await this.terminal.press(KEYS.down);
    }
    throw new Error(`no such choice for "${question.text}"`);
  }

  async chooseStep(step: string): Promise<void> {
    await this.atMenu();
    await this.choose((label) => label.replace(/^[^:]+: /, '').startsWith(`${step} `));
  }

  async moveClock(to: string): Promise<void> {
    await this.atMenu();
    await this.choose((label) => label.startsWith('Anderes'));
    await this.choose((label) => label.startsWith('Uhr der Übung'));
    await this.terminal.answer(to + KEYS.enter);
  }

  async approve(step: string, reason: string): Promise<void> {
    await this.chooseStep(step);
    for (;;) {
      const text = (await this.terminal.next())?.text ?? MENU;
      if (text === MENU) return;
      if (text.startsWith('Was gilt hier?')) await this.acknowledge();
      else if (text.startsWith('Begründung')) await this.terminal.answer(reason + KEYS.enter);
      else await this.choose((label) => label === 'Freigeben');
    }
  }

  /** Answers question after question until the menu is back, or the run is over and with it the program. */
  async fill(answers: Answers, stopBefore?: (field: string) => boolean): Promise<void> {
    const fields = fieldsOf(answers.step);
    let proof = 0;
    for (;;) {
      const question = await this.terminal.next();
      if (!question || question.text === MENU) return;
      const { text } = question;
      const field = fieldOf(fields, text);
      if (field && stopBefore?.(field.name)) return;
      if (text.startsWith('Was gilt hier?')) await this.acknowledge();
      else if (text.startsWith('Stimmt alles so?')) await this.choose(isSend);
      else if (field) await this.answer(question, field, answers.set[field.name]);
      else if (text.startsWith('Nachweis')) await this.line(answers.evidence[proof++]);
      else throw new Error(`nobody knows what to answer to "${text}"`);
    }
  }

  private async acknowledge(): Promise<void> {
    const right = new Set(Object.values(WARNING_STATEMENTS).map((s) => same(s.right.de)));
    if (this.mistakes && this.wrongSentences === 0) {
      this.wrongSentences++;
      await this.terminal.answer(KEYS.enter); // where the cursor stands at first is never right
    }
    await this.choose((label) => right.has(same(label)));
  }

  private async answer(question: Question, field: FormField, value: unknown): Promise<void> {
    const { input } = field.meta;
    if (input === 'rows') return this.table(field, (value ?? []) as Record<string, unknown>[]);
    if (input === 'choices')
      return this.tick(((value ?? []) as string[]).map((one) => word(field, one)));
    if (input === 'list') return this.list(question, field, (value ?? []) as string[]);
    if (question.options.length > 0)
      return this.choose((label) => same(label) === same(word(field, value)));
    await this.line(value);
  }

  /** Over what stands there already. */
  private line(value: unknown): Promise<void> {
    return this.terminal.answer(CLEAR + (value === undefined ? '' : written(value)) + KEYS.enter);
  }

  private async list(first: Question, field: FormField, values: readonly string[]): Promise<void> {
    let { text } = first;
    for (const value of [...values, undefined]) {
      if (!same(text).startsWith(same(field.meta.label.de)))
        throw new Error(`${field.name}: ${text}`);
      await this.line(value);
      ({ text } = await this.terminal.question());
    }
  }

  private async tick(values: readonly string[]): Promise<void> {
    const wanted = new Set(values);
    let question = await this.terminal.question();
    const seen = new Set<string>();
    for (;;) {
      const here = question.options.find((o) => o.here);
      if (!here || seen.has(here.label)) break;
      seen.add(here.label);
      if (wanted.has(here.label) !== here.ticked) await this.terminal.press(KEYS.space);
      if (question.options.length === 1) break;
      question = await this.terminal.press(KEYS.down);
    }
    await this.terminal.answer(KEYS.enter);
  }

  private async table(field: FormField, rows: readonly Record<string, unknown>[]): Promise<void> {
    for (const row of rows) {
      await this.choose((label) => label === 'Zeile hinzufügen');
      for (const column of field.columns) {
        const { options } = await this.terminal.question();
        const value = row[column.name];
        if (options.length === 0) await this.line(value);
        else await this.choose((label) => label === (wordOf(column, value) ?? cell(value)));
      }
    }
    await this.choose((label) => label.startsWith('Fertig'));
  }
}

/** The longest label the question begins with. */
function fieldOf(fields: readonly FormField[], text: string): FormField | undefined {
  const whole = text.replace(/\s+/g, ' ');
  return fields
    .filter(({ meta }) => same(whole).startsWith(same(meta.label.de)))
    .toSorted((a, b) => b.meta.label.de.length - a.meta.label.de.length)[0];
}

function isSend(label: string): boolean {
  return label.startsWith('Angaben prüfen lassen');
}

/** The words of a choice. */
function word(field: FormField, value: unknown): string {
  return wordOf(field.meta, value) ?? cell(value);
}

function wordOf({ options }: Pick<Column, 'options'>, value: unknown): string | undefined {
  return options?.find((o) => o.value === value)?.text.de;
}

/** A value as a choice shows it. */
function cell(value: unknown): string {
  if (value === undefined) return 'keine Angabe';
  if (typeof value === 'boolean') return value ? 'Ja' : 'Nein';
  return written(value);
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
