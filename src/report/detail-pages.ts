import type { Text } from '../core/text.js';
import { allSteps } from './all-steps.js';
import { dayOf, html, moment, sentence, type Markup, type Reader } from './markup.js';
import { plannedTimes } from './planned-times.js';
import type { ReportModel, ReportStep } from './report-model.js';
import { wordsOf } from './step-words.js';

/** The appendix: what overwrote, warnings, every step with its verdict. */
export function detailPages(model: ReportModel, reader: Reader): Markup {
  const { pick } = reader;
  return html`<section class="details">
    <h2>
      ${pick('Anhang: Schritte, die überschreiben oder kein Zurück haben', 'Appendix: steps that overwrite or have no way back')}
    </h2>
    ${noReturn(model, reader)}
    <h2>
      ${pick('Warnungen zu den erledigten Schritten', 'Warnings that stand with the steps done')}
    </h2>
    ${warnings(model, reader)} ${plannedTimes(model, reader)} ${allSteps(model, reader)}
    <p>
      <small
        >${pick('Sequenz', 'Sequence')} ${model.run.definition.name}
        ${model.run.definition.version}, <code>${model.run.definition.hash}</code> ·
        ${pick('Stand', 'revision')} ${model.run.revision} · Installation
        <code>${model.seal.instance}</code></small
      >
    </p>
  </section>`;
}

function noReturn(model: ReportModel, reader: Reader): Markup {
  const { pick } = reader;
  const steps = model.steps.filter((s) => s.overwrites || s.pointOfNoReturn);
  const acted = steps.filter((s) => s.status === 'done' || s.status === 'outdated');
  if (acted.length === 0)
    return html`<p>${pick('Noch keiner ausgeführt.', 'None carried out yet.')}</p>`;
  return html`<table class="rows">
    <thead>
      <tr>
        <th>${pick('Nr.', 'No.')}</th>
        <th>${pick('Schritt', 'Step')}</th>
        <th>${pick('Wann und wer', 'When and who')}</th>
      </tr>
    </thead>
    <tbody>
      ${acted.map(
        (s) =>
          html`<tr>
            <td class="id"><span class="oneway" aria-hidden="true">⇥</span> ${s.id}</td>
            <td>
              ${sentence(s.title, reader)}<span class="who"
                >${s.pointOfNoReturn ? pick('kein Zurück', 'no way back') : pick('wirkt auf das Ziel', 'acts on the target')}</span
              >
            </td>
            <td>
              ${moment(s.doneAt, reader)}${s.doneBy ? `, ${s.doneBy}` : ''}${wordsOf(s, reader)}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function warnings(model: ReportModel, reader: Reader): Markup {
  const { pick } = reader;
  const said = new Map<string, { text: Text; steps: ReportStep[] }>();
  for (const step of model.steps) {
    if (step.doneBy === null || (step.status !== 'done' && step.status !== 'outdated')) continue;
    for (const { code, text } of step.warnings) {
      said.set(code, { text, steps: [...(said.get(code)?.steps ?? []), step] });
    }
  }
  if (said.size === 0) return html`<p>${pick('Keine.', 'None.')}</p>`;
  const rows = [...said].sort(([a], [b]) => a.localeCompare(b));
  return html`<table class="rows">
    <thead>
      <tr>
        <th>Code</th>
        <th>${pick('Warnung', 'Warning')}</th>
        <th>${pick('Schritt', 'Step')}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(([code, { text, steps }]) => warningRow(code, text, steps, reader))}
    </tbody>
  </table>`;
}

/** Steps of the same person and day share a line. */
function warningRow(
  code: string,
  text: Text,
  steps: readonly ReportStep[],
  reader: Reader,
): Markup {
  const lines = new Map<string, string[]>();
  for (const { id, doneBy, doneAt } of steps) {
    const by = `${doneBy ?? ''}, ${dayOf(doneAt, reader)}`;
    lines.set(by, [...(lines.get(by) ?? []), id]);
  }
  return html`<tr>
    <td class="id">${code}</td>
    <td>${sentence(text, reader)}</td>
    <td>
      ${[...lines].map(([by, ids]) => html`<span class="who">${ids.join(', ')}: ${by}</span>`)}
    </td>
  </tr>`;
}
