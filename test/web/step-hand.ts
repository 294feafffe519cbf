import type { Locator, Page } from 'playwright-core';
import type { ColumnView, FieldView, RunView, TaskView } from '../../src/engine/views.js';
import type { Reason } from '../../src/core/outcome.js';
import type { Warning } from '../../src/core/step.js';
import type { Answers, Hand } from './hand.js';
import { RETRIES } from './people.js';
import { dayParts, momentParts, plain, SEGMENTS, yes, type Parts } from './typed-parts.js';

const LIMIT_MS = 20_000;

type Row = Readonly<Record<string, unknown>>;
/** Somebody at the page of a step who knows the answers; knows no particular step, only what the server says of its form. */
export class StepHand implements Hand {
  constructor(
    readonly page: Page,
    readonly run: string,
  ) {}

  /** Opens the page of a step and answers what the server says of it. */
  async open(step: string): Promise<TaskView> {
    const { origin } = new URL(this.page.url());
    await this.page.goto(`${origin}/runs/${this.run}/steps/${step}`);
    await this.page.getByRole('heading', { level: 1, name: step }).waitFor();
    await this.opened(step);
    return this.task(step);
  }

  /** What it stands on may still be checked; then the form comes by itself. */
  protected async opened(step: string): Promise<void> {
    const work = this.page.locator('.claim, .deciding').first();
    await work.waitFor().catch(async (error: unknown) => {
      const said = await this.page.locator('.step-body').innerText();
      const { status } = await this.task(step);
      throw new Error(`${step} (${status}) cannot be answered; the page says:\n${said}`, {
        cause: error,
      });
    });
  }

  task(step: string): Promise<TaskView> {
    return this.asked(`/steps/${step}`);
  }

  seen(): Promise<RunView> {
    return this.asked('');
  }

  private async asked<T>(path: string): Promise<T> {
    const { origin } = new URL(this.page.url());
    const address = `${origin}/api/runs/${this.run}${path}`;
    const answer = await this.page.request.get(address, { maxRetries: RETRIES });
    return (await answer.json()) as T;
  }

  async fill(task: TaskView, { set, evidence }: Answers): Promise<void> {
    await this.acknowledge(task.warnings);
    for (const field of task.fields) {
      if (set[field.name] !== undefined) await this.give(field, set[field.name]);
    }
    if (evidence.length > 0)
      await this.page
        .locator('#field-evidence input[type=file]')
        .first()
        .setInputFiles([...evidence]);
  }

  /** Presses the one primary button. */
  async press(): Promise<void> {
    await this.page.locator('.claim > .button.primary').click();
  }

  async send(task: TaskView): Promise<TaskView> {
    await this.press();
    return this.judged(task);
  }

  async judged(task: TaskView): Promise<TaskView> {
    const until = Date.now() + LIMIT_MS;
    for (;;) {
      const now = await this.task(task.id);
      const isOver = typeof now.attempts.at(-1)?.endedAt === 'string';
      // the status may have been read before the attempt, so it is asked once more
      if (now.attempts.length > task.attempts.length && isOver) return this.task(task.id);
      if (Date.now() > until) {
        const said = await this.page.locator('.step-body').innerText();
        throw new Error(`${task.id} was not judged in time; the page says:\n${said}`);
      }
      await this.page.waitForTimeout(50);
    }
  }

  async told(reasons: readonly Reason[]): Promise<number> {
    const verdict = this.page.locator('.verdict[data-tone=problem]');
    for (const { text } of reasons) await verdict.filter({ hasText: plain(text.de) }).waitFor();
    return verdict.locator('.difference').count();
  }

  async approve(task: TaskView, reason: string): Promise<void> {
    await this.acknowledge(task.warnings);
    await this.page.locator('.deciding textarea').fill(reason);
    await this.page.getByRole('button', { name: 'Freigeben' }).click();
    await this.page.locator('.deciding').waitFor({ state: 'detached' });
  }

  async setClock(at: Date): Promise<void> {
    const { origin } = new URL(this.page.url());
    await this.page.goto(`${origin}/runs/${this.run}`);
    await this.page.getByRole('button', { name: 'Uhr stellen' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.waitFor();
    await type(dialog, momentParts(at.toISOString()));
    await dialog.getByRole('button', { name: 'Uhr stellen' }).click();
    await dialog.waitFor({ state: 'detached' }).catch(async (error: unknown) => {
      throw new Error(`the clock was not set: ${await dialog.innerText()}`, { cause: error });
    });
  }

  async acknowledge(warnings: readonly Warning[]): Promise<void> {
    for (const { code, statements } of warnings) {
      const place = this.page.locator(`#warning-${code}`);
      if (await place.getAttribute('data-done')) continue;
      if (statements)
        await place.getByRole('button', { name: plain(statements.right.de), exact: true }).click();
      else await place.getByRole('textbox').fill(code);
    }
  }

  private async give(field: FieldView, value: unknown): Promise<void> {
    const place = this.page.locator(`#field-${field.name}`);
    switch (field.input) {
      case 'flag':
        return pick(place, yes(value) ? 'true' : 'false');
      case 'choice':
        return this.chooseOne(place, field, String(value));
      case 'choices':
        return tick(place, value as readonly string[]);
      case 'date':
        return type(place, dayParts(String(value)));
      case 'instant':
        return type(place, momentParts(String(value)));
      case 'list':
        return place.getByRole('textbox').fill((value as readonly string[]).join('\n'));
      case 'rows':
        return this.fillTable(place, field.columns ?? [], value as readonly Row[]);
      default:
        return write(place, value);
    }
  }

  private async chooseOne(
    place: Locator,
    field: Pick<FieldView, 'options'>,
    value: string,
  ): Promise<void> {
    const radio = place.locator(`label:has(input[value="${value}"])`);
    if ((await radio.count()) > 0) return radio.click();
    const words = field.options?.find((o) => o.value === value)?.text.de ?? value;
    await place.getByRole('button').click();
    await this.page.getByRole('option', { name: plain(words), exact: true }).click();
  }

  private async fillTable(
    place: Locator,
    columns: readonly ColumnView[],
    rows: readonly Row[],
  ): Promise<void> {
    const shown = place.locator('tbody tr');
    while ((await shown.count()) > 0)
      await shown
        .first()
        .getByRole('button', { name: /entfernen/ })
        .click();
    for (const [at, row] of rows.entries()) {
      await place.getByRole('button', { name: 'Zeile hinzufügen' }).click();
      for (const [n, column] of columns.entries()) {
        const value = row[column.name];
        if (value === undefined || value === null) continue;
        const cell = shown.nth(at).locator('td').nth(n);
        if (column.input === 'flag') {
          await cell.getByRole('button').click();
          await this.page
            .getByRole('option', { name: yes(value) ? 'Ja' : 'Nein', exact: true })
            .click();
        } else if (column.options)
          await this.chooseOne(
            cell,
            column,
            typeof value === 'string' ? value : JSON.stringify(value),
          );
        else await write(cell, value);
      }
    }
  }
}

async function pick(place: Locator, value: string): Promise<void> {
  await place.locator(`label:has(input[value="${value}"])`).click();
}

async function tick(place: Locator, values: readonly string[]): Promise<void> {
  for (const box of await place.locator('label:has(input)').all()) {
    const input = box.locator('input');
    const wanted = values.includes((await input.getAttribute('value')) ?? '');
    if (wanted !== (await input.isChecked())) await box.click();
  }
}

async function write(place: Locator, value: unknown): Promise<void> {
  const line = place.locator('input:not([type=hidden]), textarea').first();
  await line.fill(typeof value === 'string' ? value : JSON.stringify(value));
  await line.blur();
}

async function type(place: Locator, parts: Parts): Promise<void> {
  for (const name of SEGMENTS) {
    const segment = place.locator(`[data-type=${name}]`);
    if (parts[name] === undefined || (await segment.count()) === 0) continue;
    await segment.click();
    await segment.pressSequentially(parts[name]);
  }
}
