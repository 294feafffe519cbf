import { resolve } from 'node:path';
import { answerValues } from '../../src/cli/answer-values.js';
import type { AnswersFile, StepEntry } from '../../src/cli/answers-file.js';
import { addDuration } from '../../src/engine/duration.js';
import type { TaskView } from '../../src/engine/views.js';
import type { Hand } from './hand.js';

interface Company {
  readonly file: AnswersFile;
  /** Who acts where the file does not say. */
  readonly usual: string;
  readonly run: string;
  /** The hand of each person, by the name in the file. */
  readonly hands: ReadonlyMap<string, Hand>;
  /** Pulls the plug while this step is being checked. */
  readonly outage?: { readonly at: string; readonly cut: () => Promise<void> };
}

/** Plays the answers of a practice customer through the pages. What the file expects to be refused is not even offered there. */
export class DrillPlay {
  /** Steps in the order in which they were handed in. */
  readonly handedIn: string[] = [];
  /** Reasons why answers were not accepted, as the page told them. */
  readonly told: { readonly step: string; readonly reasons: number; readonly compared: number }[] =
    [];
  outages = 0;

  constructor(private readonly company: Company) {}

  /** @param until the step before which it ends; else to the end of the file */
  async play(until?: string): Promise<void> {
    for (const { entry } of this.company.file.answers) {
      if ('step' in entry && entry.step === until) return;
      if (entry.expect?.exit === 3) continue;
      if ('clock' in entry) await this.hand().setClock(new Date(entry.clock));
      else if ('advance' in entry) await this.advance(entry.advance);
      else await this.act(entry);
    }
  }

  private hand(name = this.company.usual): Hand {
    const hand = this.company.hands.get(name);
    if (!hand) throw new Error(`nobody is called ${name}`);
    return hand;
  }

  private async advance(duration: string): Promise<void> {
    const hand = this.hand();
    const { clock } = await hand.seen();
    await hand.setClock(addDuration(new Date(clock ?? ''), duration));
  }

  private async act(entry: StepEntry): Promise<void> {
    const hand = this.hand(entry.as);
    const task = await hand.open(entry.step ?? '');
    if (entry.do === 'approve') await hand.approve(task, entry.reason ?? '');
    else await this.handIn(hand, task, entry);
  }

  private async handIn(hand: Hand, task: TaskView, entry: StepEntry): Promise<void> {
    const { folder } = this.company.file;
    const set = await answerValues(entry.set ?? {}, { folder, environment: {} });
    const evidence = [entry.evidence ?? []].flat().map((path) => resolve(folder, path));
    await hand.fill(task, { set, evidence });
    await hand.press();
    this.handedIn.push(task.id);
    const { outage } = this.company;
    if (outage?.at === task.id) {
      this.outages++;
      await outage.cut();
    }
    const isWrong = entry.expect?.exit === 5;
    const judged = await hand.judged(task);
    expectJudged(judged, isWrong);
    if (isWrong) await this.expectTold(hand, judged);
  }

  private async expectTold(hand: Hand, { id: step, attempts }: TaskView): Promise<void> {
    const reasons = attempts.at(-1)?.reasons ?? [];
    const compared = reasons.filter(({ claimed, known }) => claimed ?? known).length;
    const shown = await hand.told(reasons);
    if (shown !== compared)
      throw new Error(`${step}: ${String(shown)} of ${String(compared)} reasons show their values`);
    this.told.push({ step, reasons: reasons.length, compared });
  }
}

/** A right answer is accepted; a wrong one is not, and the page says why. */
function expectJudged({ id, status, attempts }: TaskView, isWrong: boolean): void {
  if ((status === 'rejected' || status === 'failed') === isWrong) return;
  throw new Error(`${id} is ${status}: ${JSON.stringify(attempts.at(-1))}`);
}
