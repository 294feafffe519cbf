import type { Page } from 'playwright-core';

/** Who has a browser of their own in the table of pages. */
interface People {
  readonly owner: Page;
  readonly lead: Page;
  readonly approver: Page;
  readonly technician: Page;
  readonly auditor: Page;
  readonly nobody: Page;
}

export interface Stage {
  readonly address: string;
  /** The practice customer, halfway. */
  readonly run: string;
  /** A practice customer whose addresses do not match, and the folder of its files. */
  readonly near: string;
  readonly files: string;
  /** A practice customer in which matching users wait for a decision. */
  readonly decide: string;
  /** A project in which nothing was done. */
  readonly fresh: string;
  readonly people: People;
  /** Link of an installation where nobody has an account, and the browser that follows it. */
  readonly firstLink: string;
  readonly first: Page;
}

export interface PageState {
  /** The page, as the app lists it. */
  readonly of: string;
  readonly name: string;
  readonly who: keyof People | 'first';
  /** Also from itself: it is called once a language. Knows no word of either. */
  readonly open: (page: Page, stage: Stage) => Promise<void>;
}

export const CHECKLIST = '/runs/:run';
const STEP = '/runs/:run/steps/:step';
const MATCHING = '/runs/:run/matching';

/** A page that only has to be opened. */
export function at(
  of: string,
  name: string,
  who: PageState['who'],
  path: string | ((stage: Stage) => string),
  shows: string,
): PageState {
  return {
    ...{ of, name, who },
    open: async (page, stage) => {
      const to = typeof path === 'string' ? path : path(stage);
      await page.goto('about:blank'); // an address that differs behind the # only would load nothing
      await page.goto(new URL(to, stage.address).href);
      await page.locator(shows).first().waitFor();
    },
  };
}

export function step(
  id: string,
  name: string,
  who: PageState['who'],
  shows: string,
  runOf = (stage: Stage) => stage.run,
): PageState {
  return at(STEP, `${id} ${name}`, who, (stage) => `/runs/${runOf(stage)}/steps/${id}`, shows);
}

export function matching(
  name: string,
  who: PageState['who'],
  runOf: (stage: Stage) => string,
  narrowed: string,
  shows: string,
): PageState {
  return at(MATCHING, name, who, (stage) => `/runs/${runOf(stage)}/matching${narrowed}`, shows);
}

/** A page on which something is pressed, one after the other, until that shows. */
export function pressed(
  before: PageState,
  buttons: readonly string[],
  shows = '[role=dialog]',
): PageState {
  return {
    ...before,
    open: async (page, stage) => {
      await before.open(page, stage);
      for (const button of buttons) await page.locator(button).first().click();
      await page.locator(shows).first().waitFor();
    },
  };
}
