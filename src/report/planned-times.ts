import type { Checklist } from '../engine/checklist.js';
import { html, moment, sentence, type Markup, type Reader } from './markup.js';
import type { ReportModel, ReportPlanned } from './report-model.js';

/** Parts and milestones that had a date, with what came of it. */
export function plannedOf({ parts, milestones }: Checklist): ReportPlanned[] {
  return [
    ...parts.flatMap(({ title, planned, began, ended }) =>
      planned ? [{ title, planned, actual: { from: began ?? null, until: ended ?? null } }] : [],
    ),
    ...milestones.flatMap(({ title, planned, actual }) =>
      planned === null
        ? []
        : [
            {
              title,
              planned: { from: null, until: planned },
              actual: { from: null, until: actual },
            },
          ],
    ),
  ];
}

/** Planned beside actual; nothing where nothing was planned. */
export function plannedTimes(model: ReportModel, reader: Reader): Markup | string {
  if (model.planned.length === 0) return '';
  const { pick } = reader;
  const time = (at: string | null) => (at === null ? '–' : moment(at, reader));
  const head = [
    pick('Was', 'What'),
    pick('Beginn geplant', 'Begin planned'),
    pick('Begonnen', 'Begun'),
    pick('Ende geplant', 'End planned'),
    pick('Fertig', 'Finished'),
  ];
  return html`<h2>${pick('Geplant und tatsächlich', 'Planned and actual')}</h2>
    <table class="rows">
      <thead>
        <tr>
          ${head.map((word) => html`<th>${word}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${model.planned.map(
          ({ title, planned, actual }) =>
            html`<tr>
              <td>${sentence(title, reader)}</td>
              ${[planned.from, actual.from, planned.until, actual.until].map(
                (at) => html`<td>${time(at)}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>`;
}
