import { Worker } from 'node:worker_threads';
import { RequestError, StepFailure } from '../core/errors.js';
import { oneLine } from '../core/shown-text.js';
import type { Language } from '../core/text.js';
import { onPaper } from './on-paper.js';
import { COLORS, FONT_FOLDER, FONTS, STYLES } from './paper-style.js';
import { reportHtml } from './report-html.js';
import type { ReportModel } from './report-model.js';

const MARGIN = 45;
const NAME = 70;

/** Threads that lay out at the same time, and how many reports may wait for one. */
const AT_ONCE = 1;
const WAITING = 20;
/** A report of a whole migration takes a few seconds. */
const LIMIT_MS = 120_000;
const MEMORY_MB = 512;

/**
 * The page of the report laid out on A4, with its fonts inside: whatever the page says, the file says. The same run gives the
 * same bytes. Nothing is read from elsewhere.
 * @throws RequestError server.busy when many wait already, StepFailure step.timeout
 */
export async function reportPdf(
  model: ReportModel,
  language: Language,
  zone: string,
  turns: PdfTurns = TURNS,
): Promise<Buffer> {
  return turns.take(() => onThread(documentOf(model, language, zone)));
}

/** Reports are laid out one after another: whoever comes when many wait is told so. */
export class PdfTurns {
  private running = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly waiting = WAITING) {}

  /** @throws RequestError server.busy */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < AT_ONCE) this.running++;
    else if (this.queue.length >= this.waiting) throw busy();
    else await new Promise<void>((go) => this.queue.push(go)); // takes over the turn that ends
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.running--;
    }
  }
}

const TURNS = new PdfTurns();

function documentOf(model: ReportModel, language: Language, zone: string) {
  const pick = (de: string, en: string) => (language === 'de' ? de : en);
  const customer = oneLine(model.run.customer);
  return {
    content: onPaper(reportHtml(model, language, zone)),
    ...{ styles: STYLES, fonts: FONTS, fontFolder: FONT_FOLDER, colors: COLORS },
    ...{ language, margin: MARGIN },
    info: {
      title: `${pick('Bericht', 'Report')}: ${customer}`,
      creator: 'Umstieg',
      producer: 'Umstieg',
      creationDate: new Date(model.run.asOf),
    },
    footer: {
      text: `Umstieg · ${customer.slice(0, NAME)} · ${model.run.id} · ${zone}`,
      page: pick('Seite {page} von {pages}', 'Page {page} of {pages}'),
    },
  };
}

function onThread(workerData: ReturnType<typeof documentOf>): Promise<Buffer> {
  const thread = new Worker(new URL('./pdf-thread.mjs', import.meta.url), {
    ...{ workerData, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } },
  });
  return new Promise<Buffer>((done, failed) => {
    const timer = setTimeout(() => failed(late()), LIMIT_MS);
    thread.once('message', (bytes: Uint8Array) => done(Buffer.from(bytes)));
    thread.once('error', failed);
    thread.once('exit', (code) => {
      clearTimeout(timer);
      failed(new Error(`the thread that lays out ended with ${code}`)); // no matter once the bytes are here
    });
  }).finally(() => void thread.terminate());
}

function busy(): RequestError {
  return new RequestError('server.busy', {
    de: 'Es warten schon viele Berichte. Versuchen Sie es gleich noch einmal.',
    en: 'Many reports are waiting already. Try again in a moment.',
  });
}

function late(): StepFailure {
  const text = {
    de: `Der Bericht war nach ${LIMIT_MS / 1000} s nicht fertig.`,
    en: `The report was not finished after ${LIMIT_MS / 1000} s.`,
  };
  return new StepFailure('step.timeout', text, 'yes');
}
