import { RUN_KIND_WORDS, RUN_STATUS_WORDS } from '../core/words.js';
import { isSettled } from '../core/task-status.js';
import { html, moment, sentence, type Markup, type Reader } from './markup.js';
import type { ReportModel, ReportStep } from './report-model.js';
import { seal, signed, signOff } from './signatures.js';
import { pieces } from './summary-pieces.js';

/** What a customer keeps: what was done, what was not and why, what is left to do, who signed, the last hash. */
export function firstPage(model: ReportModel, reader: Reader): Markup {
  const { pick } = reader;
  const { done, left, further } = model.summary;
  return html`<section class="first">
    <p class="eyebrow">Umstieg · ${pick('Bericht', 'Report')}</p>
    <h1>${model.run.customer}</h1>
    <p class="soft">
      ${sentence(model.run.title, reader)} · ${RUN_KIND_WORDS[model.run.kind][reader.language]}
      <span class="nowrap">${model.run.id}</span> ·
      ${pick(`Zeitzone: ${reader.zone}`, `Time zone: ${reader.zone}`)}
    </p>
    ${whatIf(model, reader)} ${facts(model, reader)} ${signOff(model, reader)}
    <h2>${sentence(done.heading, reader)}</h2>
    ${pieces(done.pieces, reader)} ${finished(model, reader)}
    <h2>${sentence(left.heading, reader)}</h2>
    ${pieces(left.pieces, reader)} ${unfinished(model, reader)} ${skippedSteps(model, reader)}
    ${further.map(
      (section) =>
        html`<h2>${sentence(section.heading, reader)}</h2>
          ${pieces(section.pieces, reader)}`,
    )}
    <h2>${pick('Wer gehandelt und freigegeben hat', 'Who acted and approved')}</h2>
    ${signed(model, reader)} ${seal(model, reader)}
  </section>`;
}

/** Nobody must take a model for what was done. */
function whatIf({ run: { from } }: ReportModel, { pick }: Reader): Markup | string {
  if (!from) return '';
  const text = pick(
    `Was-wäre-wenn: ein Gedankenspiel auf dem Stand von ${from.run} (Eintrag ${from.seq}). Was hier anders steht als dort, wurde nicht getan.`,
    `What-if: a model on what ${from.run} had come to (entry ${from.seq}). What differs from it here was not done.`,
  );
  return html`<p class="what-if"><strong>${text}</strong></p>`;
}

function facts({ run }: ReportModel, reader: Reader): Markup {
  const { pick, language } = reader;
  const status =
    RUN_STATUS_WORDS[run.status][language] + (run.paused ? pick(', angehalten', ', paused') : '');
  const { done, total } = run.progress;
  // beside a clock that is set, the real one is named too
  const real = (de: string, en: string) =>
    run.clock === null ? pick(de, en) : pick(`${de} (echte Uhr)`, `${en} (real clock)`);
  const rows: [string, string][] = [
    [pick('Status', 'Status'), status],
    [pick('Schritte', 'Steps'), pick(`${done} von ${total}`, `${done} of ${total}`)],
    [real('Begonnen', 'Begun'), moment(run.createdAt, reader)],
    [real('Stand', 'As of'), moment(run.asOf, reader)],
    ...(run.clock === null
      ? []
      : [
          [
            pick('Uhr des Laufs (gestellt)', 'Clock of the run (set)'),
            moment(run.clock, reader),
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

function finished(model: ReportModel, { pick, language }: Reader): Markup {
  const done = model.parts
    .filter((part) => part.status === 'done')
    .map(({ title, done: settled, total }) => {
      const some = pick(`${settled} von ${total} Schritten`, `${settled} of ${total} steps`);
      return settled === total ? title[language] : `${title[language]} (${some})`;
    });
  if (done.length === 0) return html``;
  return html`<p>${pick('Abgeschlossene Teile', 'Finished parts')}: ${done.join(' · ')}</p>`;
}

function unfinished(model: ReportModel, { pick, language }: Reader): Markup {
  const left = model.parts.filter((part) => part.status === 'notApplicable');
  const open = model.steps.filter((s) => !isSettled(s.status));
  const said = model.summary.left.pieces.length;
  return html`${left.length > 0 ? html`<p>${pick('Entfallen ganz', 'Do not apply at all')}: ${left.map((p) => p.title[language]).join(' · ')}</p>` : ''}
  ${open.length > 0 ? html`<p>${pick(`Noch offen: ${open.length} Schritte, aufgeführt unter „Alle Schritte“.`, `Still open: ${open.length} steps, listed under "All steps".`)}</p>` : ''}
  ${said + left.length + open.length === 0 ? html`<p>${pick('Nichts.', 'Nothing.')}</p>` : ''}`;
}

/** A step that was left out is no data that stays behind: it has a heading of its own. */
function skippedSteps(model: ReportModel, reader: Reader): Markup | string {
  const steps = model.steps.filter((s) => s.status === 'waived' || s.switchedOff);
  if (steps.length === 0) return '';
  return html`<h2>${reader.pick('Übersprungene Schritte', 'Skipped steps')}</h2>
    <ul>
      ${steps.map((s) => skipped(s, reader))}
    </ul>`;
}

function skipped(step: ReportStep, reader: Reader): Markup {
  const { pick } = reader;
  const why = step.reason ?? pick('beim Anlegen abgewählt', 'not chosen when the run was made');
  const approved = step.approvals.find((a) => a.what === 'waive');
  const by = approved
    ? ` (${pick('freigegeben von', 'approved by')} ${approved.by}, ${moment(approved.at, reader)})`
    : '';
  return html`<li>${step.id} ${sentence(step.title, reader)}: ${why}${by}</li>`;
}
