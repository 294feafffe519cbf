import { pendingWord } from '../core/words.js';
import { html, moment, type Markup, type Reader } from './markup.js';
import type { ReportStep } from './report-model.js';

/** What was said about a step, a line each: approvals, noes and redos with their reasons, why it was skipped or kept. */
export function wordsOf(step: ReportStep, reader: Reader): Markup {
  const { pick, language } = reader;
  const approvals = step.approvals.map((a) => {
    const what = pendingWord(a.what, step.approval)?.[language] ?? a.what;
    const deputy = a.deputy ? pick(' (in Vertretung)', ' (as a deputy)') : '';
    return line(`${capital(what)}: ${a.by}${deputy}, ${moment(a.at, reader)}`, a.reason);
  });
  const reason = step.reason
    ? html`<span class="who">${pick('Begründung', 'Reason')}: ${step.reason}</span>`
    : '';
  return html`${approvals}${turns(step, reader)}${reason}`;
}

/** The noes and the redos, each with its reason. */
function turns(step: ReportStep, reader: Reader): Markup[] {
  const { pick, language } = reader;
  return step.turns.map(({ what, by, at, reason }) => {
    const about = pendingWord(what, step.approval)?.[language] ?? what;
    const word =
      what === 'redo'
        ? pick('Wiederholung verlangt', 'Redo wanted')
        : pick(`Abgelehnt (${about})`, `Rejected (${about})`);
    return line(`${word}: ${by}, ${moment(at, reader)}`, reason);
  });
}

function line(said: string, reason: string | null): Markup {
  return html`<span class="who">${said}${reason ? `: ${reason}` : ''}</span>`;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
