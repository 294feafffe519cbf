import type { ColumnView, FieldView, TaskView } from '../../src/engine/views.js';
import type { Warning } from '../../src/core/step.js';
import type { Answers } from './hand.js';
import { Keyboard } from './keyboard.js';
import { StepHand } from './step-hand.js';
import { dayParts, momentParts, plain, SEGMENTS, yes, type Parts } from './typed-parts.js';
import type { Page } from 'playwright-core';

type Row = Readonly<Record<string, unknown>>;

/** Somebody at the pages of a run who has a keyboard and no mouse. */
export class KeyHand extends StepHand {
  readonly keys: Keyboard;

  constructor(page: Page, run: string) {
    super(page, run);
    this.keys = new Keyboard(page);
  }

  override async open(step: string): Promise<TaskView> {
    await this.go(step);
    await this.opened(step);
    return this.task(step);
  }

  /** From the checklist: the part, then the step in it. */
  async go(step: string): Promise<void> {
    const { part } = await this.task(step);
    const { keys, page } = this;
    const list = `/runs/${this.run}`;
    if (new URL(page.url()).pathname !== list) {
      await keys.tabTo(`header a[href="${list}"]`);
      await keys.press('Enter');
    }
    await keys.tabTo(`.parts a[href="${list}?part=${part}"]`);
    await keys.press('Enter');
    await keys.tabTo(`.steps a[href="${list}/steps/${step}"]`, true);
    await keys.press('Enter');
    await page.getByRole('heading', { level: 1, name: step }).waitFor();
    await keys.held(`opening ${step}`);
  }

  override async fill(task: TaskView, { set, evidence }: Answers): Promise<void> {
    await this.acknowledge(task.warnings);
    for (const field of task.fields)
      if (set[field.name] !== undefined) await this.answer(field, set[field.name]);
    if (evidence.length > 0) await this.choose(evidence);
  }

  override async press(): Promise<void> {
    await this.keys.tabTo('.claim > .button.primary');
    await this.keys.press('Enter');
  }

  override async judged(task: TaskView): Promise<TaskView> {
    const judged = await super.judged(task);
    await this.keys.held(`the verdict on ${task.id}`);
    return judged;
  }

  override async approve(task: TaskView, reason: string): Promise<void> {
    await this.acknowledge(task.warnings);
    await this.keys.tabTo('.deciding textarea');
    await this.keys.write(reason);
    await this.keys.tabTo('.deciding .button.primary');
    await this.keys.press('Enter');
    await this.page.locator('.deciding').waitFor({ state: 'detached' });
    await this.keys.held(`the decision on ${task.id}`);
  }

  override async setClock(at: Date): Promise<void> {
    const { keys, page } = this;
    const list = `/runs/${this.run}`;
    if (new URL(page.url()).pathname !== list) {
      await keys.tabTo(`header a[href="${list}"]`);
      await keys.press('Enter');
    }
    await keys.tabTo('.practice-clock button');
    await keys.press('Enter');
    await page.getByRole('dialog').waitFor();
    await this.type('[role=dialog]', momentParts(at.toISOString()));
    await keys.tabTo('[role=dialog] .button.primary');
    await keys.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await keys.held('setting the clock');
  }

  override async acknowledge(warnings: readonly Warning[]): Promise<void> {
    for (const { code, statements } of warnings) {
      const place = this.page.locator(`#warning-${code}`);
      if (await place.getAttribute('data-done')) continue;
      if (statements) await this.say(code, plain(statements.right.de));
      else {
        await this.keys.tabTo(`#warning-${code} input`);
        await this.keys.write(code);
      }
      await this.page.locator(`#warning-${code}[data-done]`).waitFor();
      await this.keys.held(`acknowledging ${code}`);
    }
  }

  /** Tabs through the sentences to the right one. */
  private async say(code: string, sentence: string): Promise<void> {
    const texts = await this.page.locator(`#warning-${code} .sentence`).allInnerTexts();
    const at = texts.map((text) => text.trim()).indexOf(sentence);
    await this.keys.tabTo(`#warning-${code} .sentence:nth-of-type(${String(at + 1)})`);
    await this.keys.press('Space');
  }

  /** The browser's own window for files opens by key; what happens in it is not the page's. */
  private async choose(files: readonly string[]): Promise<void> {
    await this.keys.tabTo('#field-evidence .drop-acts button');
    const [window] = await Promise.all([
      this.page.waitForEvent('filechooser'),
      this.keys.press('Enter'),
    ]);
    await window.setFiles([...files]);
  }

  private async answer(field: FieldView, value: unknown): Promise<void> {
    const place = `#field-${field.name}`;
    switch (field.input) {
      case 'flag':
        return this.pick(place, yes(value) ? 'true' : 'false');
      case 'choice':
        return this.one(place, field, String(value));
      case 'choices':
        return this.tick(place, value as readonly string[]);
      case 'date':
        return this.type(place, dayParts(String(value)));
      case 'instant':
        return this.type(place, momentParts(String(value)));
      case 'rows':
        return this.table(place, field.columns ?? [], value as readonly Row[]);
      case 'list':
        return this.write(place, (value as readonly string[]).join('\n'));
      default:
        return this.write(place, typeof value === 'string' ? value : JSON.stringify(value));
    }
  }

  private async write(place: string, text: string): Promise<void> {
    await this.keys.tabTo(`${place} input:not([type=hidden]), ${place} textarea`);
    await this.keys.write(text);
  }

  /** Arrow keys go through the answers of a group and choose. */
  private async pick(place: string, value: string): Promise<void> {
    await this.keys.tabTo(`${place} input[type=radio]`);
    const wanted = this.page.locator(`${place} input[value="${value}"]`);
    const most = await this.page.locator(`${place} input[type=radio]`).count();
    if (!(await wanted.isChecked())) await this.keys.press('Space');
    for (let n = 0; n < most && !(await wanted.isChecked()); n++)
      await this.keys.press('ArrowDown');
  }

  private async one(
    place: string,
    field: Pick<FieldView, 'options'>,
    value: string,
  ): Promise<void> {
    if ((await this.page.locator(`${place} input[type=radio]`).count()) > 0)
      return this.pick(place, value);
    const words = field.options?.find((option) => option.value === value)?.text.de ?? value;
    return this.select(place, plain(words));
  }

  /** Opens a list and goes down until the focus is on the words. */
  private async select(place: string, words: string): Promise<void> {
    await this.keys.tabTo(`${place} button`);
    await this.keys.press('Enter');
    const options = this.page.getByRole('option');
    await options.first().waitFor();
    await this.keys.press('Home');
    const texts = (await options.allInnerTexts()).map((text) => text.trim());
    for (let n = texts.indexOf(words); n > 0; n--) await this.keys.press('ArrowDown');
    await this.keys.press('Enter');
    await options.first().waitFor({ state: 'detached' });
  }

  private async tick(place: string, values: readonly string[]): Promise<void> {
    for (const input of await this.page.locator(`${place} input[type=checkbox]`).all()) {
      const value = (await input.getAttribute('value')) ?? '';
      if (values.includes(value) === (await input.isChecked())) continue;
      await this.keys.tabTo(`${place} input[value="${value}"]`);
      await this.keys.press('Space');
    }
  }

  private async type(place: string, parts: Parts): Promise<void> {
    for (const name of SEGMENTS) {
      const segment = `${place} [data-type=${name}]`;
      const text = parts[name];
      if (text === undefined || (await this.page.locator(segment).count()) === 0) continue;
      await this.keys.tabTo(segment);
      await this.page.keyboard.type(text);
    }
  }

  private async table(
    place: string,
    columns: readonly ColumnView[],
    rows: readonly Row[],
  ): Promise<void> {
    const shown = this.page.locator(`${place} tbody tr`);
    while ((await shown.count()) > 0) {
      await this.keys.tabTo(`${place} tbody tr:first-child td:last-child button`);
      await this.keys.press('Enter');
      await this.keys.held('removing a row');
    }
    for (const [at, row] of rows.entries()) {
      await this.keys.tabTo(`${place} .row-acts .button`);
      await this.keys.press('Enter');
      for (const [n, column] of columns.entries())
        await this.cell(
          `${place} tbody tr:nth-child(${String(at + 1)}) td:nth-of-type(${String(n + 1)})`,
          column,
          row[column.name],
        );
    }
  }

  private async cell(place: string, column: ColumnView, value: unknown): Promise<void> {
    if (value === undefined || value === null) return undefined;
    if (column.input === 'flag') return this.select(place, yes(value) ? 'Ja' : 'Nein');
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return column.options ? this.one(place, column, text) : this.write(place, text);
  }
}
