import type { Page } from 'playwright-core';

/** Where the focus is: how it is seen, and whether it fits what is looked for. */
interface Focus {
  readonly what: string;
  readonly fits: boolean;
  readonly isLost: boolean;
  readonly isVisible: boolean;
}
const MOST_STOPS = 400;
const LIMIT_MS = 20_000;
const PAUSE_MS = 50;

/** A person without a mouse. Every stop of the focus is looked at: it must be somewhere, and be seen. */
export class Keyboard {
  /** Stops where nobody saw the focus. */
  readonly unseen: string[] = [];

  constructor(readonly page: Page) {}

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Types over what stands in the line. */
  async write(text: string): Promise<void> {
    await this.press('Control+A');
    if (text === '') await this.press('Delete');
    else await this.page.keyboard.insertText(text);
  }

  /** Tab, until the focus is on, or in, what the selector names. */
  async tabTo(selector: string, back = false): Promise<void> {
    await this.page
      .locator(selector)
      .first()
      .waitFor()
      .catch(async (error: unknown) => {
        const said = await this.page.locator('main').innerText();
        throw new Error(`${selector} is not there; the page says:\n${said}`, { cause: error });
      });
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      const focus = await this.focus(selector);
      if (focus.fits) return;
      await this.press(back ? 'Shift+Tab' : 'Tab');
      await this.look();
    }
    throw new Error(`${String(MOST_STOPS)} stops, and none is ${selector}`);
  }

  /** Waits until the focus is somewhere in the page, after something that was in it has gone. */
  async held(after: string): Promise<void> {
    const until = Date.now() + LIMIT_MS;
    while ((await this.focus('body')).isLost) {
      if (Date.now() > until) throw new Error(`the focus is lost after ${after}`);
      await this.page.waitForTimeout(PAUSE_MS);
    }
  }

  private async look(): Promise<void> {
    const { what, isLost, isVisible } = await this.focus('body');
    if (!isLost && !isVisible && !this.unseen.includes(what)) this.unseen.push(what);
  }

  private focus(selector: string): Promise<Focus> {
    return this.page.evaluate<Focus>(`(${FOCUS})(${JSON.stringify(selector)})`);
  }
}

/** Runs in the page. The focus is seen by an outline or a ring, of its own or of what it stands for (an option of a group). */
const FOCUS = `(selector) => {
  const at = document.activeElement;
  const isLost = at === null || at === document.body || at === document.documentElement;
  const what = isLost ? 'nothing' : at.outerHTML.slice(0, 160);
  const fits = !isLost && selector !== 'body' && at.matches(selector);
  const shows = (one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none' || one.matches('[data-focus-visible]');
  };
  const isVisible = !isLost && [at, at.closest('label'), at.closest('[data-focus-visible]')].some((one) => one && shows(one));
  return { what, fits, isLost, isVisible };
}`;
