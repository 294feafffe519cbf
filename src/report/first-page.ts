import { statusWord, RUN_KIND_WORDS, RUN_STATUS_WORDS } from '../core/words.js';
import { isSettled } from '../core/task-status.js';
import type { Language } from '../core/text.js';
import { html, moment, sentence, type Markup } from './markup.js';
import type { ReportModel, ReportStep } from './report-model.js';
import { seal, signed } from './signatures.js';
import { pieces } from './summary-pieces.js';

type Pick2 = (de: string, en: string) => string;

/** What a customer keeps: what was done, what was not and why, what is left to do, who signed, the last hash. */
export function firstPage(model: ReportModel, language: Language): Markup {
  const pick: Pick2 = (de, en) => (language === 'de' ? de : en);
  const { done, left, further } = model.summary;
  return html`<section class="first">
    <p class="eyebrow">Umstieg · ${pick('Bericht', 'Report')}</p>
    <h1>${model.run.customer}</h1>
    <p class="soft">
      ${sentence(model.run.title, language)} · ${RUN_KIND_WORDS[model.run.kind][language]}
      <span class="nowrap">${model.run.id}</span>
    </p>
    ${whatIf(model, pick)} ${facts(model, language, pick)}
    <h2>${sentence(done.heading, language)}</h2>
    ${pieces(done.pieces, language)} ${finished(model, language, pick)}
    <h2>${sentence(left.heading, language)}</h2>
    ${pieces(left.pieces, language)} ${unfinished(model, language, pick)}
    ${further.map(
      (section) =>
        html`<h2>${sentence(section.heading, language)}</h2>
          ${pieces(section.pieces, language)}`,
    )}
    <h2>${pick('Wer gehandelt und freigegeben hat', 'Who acted and approved')}</h2>
    ${signed(model, language, pick)} ${seal(model, pick)}
  </section>`;
}

/** Nobody must take a model for what was done. */
function whatIf({ run: { from } }: ReportModel, pick: Pick2): Markup | string {
  if (!from) return '';
  const text = pick(
    `Was-wäre-wenn: ein Gedankenspiel auf dem Stand von ${from.run} (Eintrag ${from.seq}). Was hier anders steht als dort, wurde nicht getan.`,
    `What-if: a model on what ${from.run} had come to (entry ${from.seq}). What differs from it here was not done.`,
  );
  return html`<p class="what-if"><strong>${text}</strong></p>`;
}

function facts({ run }: ReportModel, language: Language, pick: Pick2): Markup {
  const status =
    RUN_STATUS_WORDS[run.status][language] + (run.paused ? pick(', angehalten', ', paused') : '');
  // beside a clock that is set, the real one is named too
  const real = (de: string, en: string) =>
    run.clock === null ? pick(de, en) : pick(`${de} (echte Uhr)`, `${en} (real clock)`);
  const rows: [string, string][] = [
    [pick('Status', 'Status'), status],
    [
      pick('Schritte', 'Steps'),
      pick(
        `${run.progress.done} von ${run.progress.total}`,
        `${run.progress.done} of ${run.progress.total}`,
      ),
    ],
    [real('Begonnen', 'Begun'), moment(run.createdAt, language)],
    [real('Stand', 'As of'), moment(run.asOf, language)],
    ...(run.clock === null
      ? []
      : [
          [
            pick('Uhr des Laufs (gestellt)', 'Clock of the run (virtual)'),
            moment(run.clock, language),
          ] as [string, string],
        ]),
  ];
  return html`<dl class="facts">
    ${rows.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function finished(model: ReportModel, language: Language, pick: Pick2): Markup {
  const done = model.parts
    .filter((part) => part.status === 'done')
    .map(({ title, done: settled, total }) => {
      const some = pick(`${settled} von ${total} Schritten`, `${settled} of ${total} steps`);
      return settled === total ? title[language] : `${title[language]} (${some})`;
    });
  if (done.length === 0) return html``;
  return html`<p>${pick('Abgeschlossene Teile', 'Finished parts')}: ${done.join(' · ')}</p>`;
}

function unfinished(model: ReportModel, language: Language, pick: Pick2): Markup {
  const waived = model.steps.filter((s) => s.status === 'waived' || s.switchedOff);
  const left = model.parts.filter((part) => part.status === 'notApplicable');
  const open = model.steps.filter((s) => !isSettled(s.status));
  const said = model.summary.left.pieces.length;
  return html`${left.length > 0 ? html`<p>${pick('Entfallen ganz', 'Do not apply at all')}: ${left.map((p) => p.title[language]).join(' · ')}</p>` : ''}
  ${
    waived.length > 0
      ? html`<p>${pick('Übersprungene Schritte:', 'Skipped steps:')}</p>
          <ul>
            ${waived.map((s) => skipped(s, language, pick))}
          </ul>`
      : ''
  }
  ${open.length > 0 ? html`<p>${pick(`Noch offen: ${open.length} Schritte, aufgeführt unter „Alle Schritte“.`, `Still open: ${open.length} steps, listed under "All steps".`)}</p>` : ''}
  ${said + waived.length + left.length + open.length === 0 ? html`<p>${pick('Nichts.', 'Nothing.')}</p>` : ''}`;
}

function skipped(step: ReportStep, language: Language, pick: Pick2): Markup {
  const why = step.reason ?? pick('beim Anlegen abgewählt', 'not chosen when the run was made');
  const approved = step.approvals.find((a) => a.what === 'waive');
  const by = approved ? ` (${pick('freigegeben von', 'approved by')} ${approved.by})` : '';
  return html`<li>
    ${step.id} ${sentence(step.title, language)}, ${statusWord(step.status)[language]}: ${why}${by}
  </li>`;
}
