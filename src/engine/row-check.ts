import { isErased, verifyOpening, type Opening } from '../audit/commitment.js';
import { commitmentsOf, type AuditEntry } from '../audit/entry.js';
import { finding } from '../audit/finding.js';
import { erasedIn } from '../audit/erased.js';
import { TAKEN_IN } from '../audit/signer-line.js';
import type { Reason } from '../core/outcome.js';
import type { AuditStore } from '../persistence/audit.store.js';
import type { RowStore } from '../persistence/row.store.js';
import type { RunRow } from '../persistence/write-batch.js';
import { storedRows, type StoredRow } from './bound-rows.js';
import { EarlierStates } from './earlier-states.js';
import { rowFinding, type Beside } from './row-findings.js';
import { sha256 } from './sha256.js';

/**
 * What one run's entries say must lie beside the chain, held against what lies there. Rows that an entry says were erased are
 * counted; other empty ones are blamed.
 */
export class RowCheck {
  readonly findings: Reason[] = [];
  erased = 0;
  /** `of key` → commitments of all entries that name the row. */
  private readonly named = new Map<string, Set<string>>();
  private readonly commitments = new Set<string>();
  private readonly people = new Set<string>();
  /** Commitment to an accepted fact → its step. */
  private readonly facts = new Map<string, string>();
  /** Step → its earlier names: a fact may lie under each of them. */
  private readonly names = new Map<string, string[]>();
  private readonly earlier = new EarlierStates();
  private last: AuditEntry | undefined;
  /** What entries say was erased. */
  private readonly gone = new Set<string>();
  /** Steps whose facts came along from another run: they may have been erased there. */
  private readonly along = new Set<string>();
  /** Openings that may be missing: named before another installation took the run in. */
  private elsewhere: ReadonlySet<string> = new Set();

  constructor(
    private readonly rows: Pick<RowStore, 'ofRun' | 'facts' | 'earlierStates'>,
    private readonly audit: Pick<AuditStore, 'openings'>,
    /** In a bundle lines of openings may be taken away by hand. */
    private readonly inBundle = false,
  ) {}

  /** The next entry of a chain that is in order. */
  accept(entry: AuditEntry): void {
    this.last = entry;
    if (entry.event === TAKEN_IN) this.elsewhere = new Set(this.commitments);
    this.earlier.accept(entry);
    for (const { of, key, commitment } of entry.rows ?? []) {
      const id = `${of} ${key}`;
      this.named.set(id, (this.named.get(id) ?? new Set()).add(commitment));
    }
    for (const commitment of commitmentsOf(entry)) this.commitments.add(commitment);
    for (const one of [entry.actor, entry.where.host, entry.where.user])
      if (one !== null) this.people.add(one);
    for (const name of erasedIn(entry)) this.gone.add(name);
    if (entry.event === 'run.migrated') this.rename(entry.inputs?.['renamed']);
    if (entry.event === 'run.forked') this.takenOver(entry.inputs);
    if (entry.fact !== undefined) this.facts.set(entry.fact, entry.step ?? '');
  }

  /** Facts of the run it was forked from: `fact.STEP` in the inputs. */
  private takenOver(inputs: AuditEntry['inputs']): void {
    for (const [name, value] of Object.entries(inputs ?? {}))
      if (name.startsWith('fact.')) {
        const step = name.slice('fact.'.length);
        this.facts.set((value as { commitment: string }).commitment, step);
        this.along.add(step);
      }
  }

  private rename(renamed: unknown): void {
    for (const [from, to] of (renamed ?? []) as readonly [string, string][])
      this.names.set(to, [...(this.names.get(to) ?? []), from, ...(this.names.get(from) ?? [])]);
  }

  /** @param accepted `step digest` of the facts the state speaks of */
  async finish(row: RunRow, accepted: ReadonlySet<string>): Promise<void> {
    this.runRow(row);
    for (const stored of storedRows(await this.rows.ofRun(row.id))) this.bound(stored);
    for (const id of this.named.keys()) this.report(id, 'missing');
    this.findings.push(...this.earlier.findings(await this.rows.earlierStates(row.id)));
    await this.factRows(row.id, await this.openings(row.id), accepted);
  }

  private runRow(row: RunRow): void {
    const { last } = this;
    if (!last) return;
    if (last.revision !== row.revision) this.findings.push(rowFinding('revision', 'changed'));
    if (last.definition !== row.definition) this.findings.push(rowFinding('definition', 'changed'));
    if (last.at !== row.updatedAt) this.findings.push(rowFinding('updated-at', 'changed'));
  }

  private bound({ id, commitment }: StoredRow): void {
    const named = this.named.get(id);
    this.named.delete(id);
    if (named === undefined) this.report(id, 'added');
    else if (commitment === 'erased') this.empty(id);
    else if (!named.has(commitment)) this.report(id, 'changed');
  }

  /** @param id as entries name what was erased */
  private empty(id: string): void {
    this.erased++;
    if (!this.gone.has(id)) this.report(id, 'emptied');
  }

  private report(id: string, happened: 'changed' | 'missing' | 'added' | 'emptied'): void {
    const [of = '', ...key] = id.split(' ');
    this.findings.push(rowFinding(of as Beside, happened, key.join(' ')));
  }

  /** Openings by commitment; what entries name and is not there was erased. */
  private async openings(runId: string): Promise<Map<string, Opening>> {
    const opened = new Map<string, Opening>();
    for await (const opening of this.audit.openings(runId)) {
      const { commitment, kind } = opening;
      if (!this.commitments.delete(commitment))
        this.findings.push(rowFinding('opening', 'added', commitment));
      else if (this.people.has(commitment) && kind !== 'actor')
        this.findings.push(rowFinding('opening', 'changed', commitment));
      if (isErased(opening)) this.empty(`opening ${commitment}`);
      else if (verifyOpening(opening)) opened.set(commitment, opening);
      else this.findings.push(finding('audit.opening-wrong', { commitment }));
    }
    for (const commitment of this.commitments)
      if (this.inBundle || this.elsewhere.has(commitment)) this.erased++;
      else this.empty(`opening ${commitment}`);
    return opened;
  }

  private async factRows(
    runId: string,
    opened: ReadonlyMap<string, Opening>,
    accepted: ReadonlySet<string>,
  ): Promise<void> {
    const expected = new Set(accepted);
    const all = new Set(expected);
    let allKnown = true;
    for (const [commitment, step] of this.facts) {
      const opening = opened.get(commitment);
      if (!opening) allKnown = false;
      else all.add(`${step} ${(JSON.parse(opening.value) as { digest: string }).digest}`);
    }
    for (const one of all) expected.add(one);
    for (const { step, digest, body } of await this.rows.facts(runId)) {
      const moved = this.names.get(step)?.some((name) => all.has(`${name} ${digest}`));
      const known = expected.delete(`${step} ${digest}`) || moved === true;
      const which = `${digest.slice(0, 12)} (${step})`;
      if (!known && allKnown) this.findings.push(rowFinding('fact', 'added', which));
      if (body === '' && this.along.has(step)) this.erased++;
      else if (body === '') this.empty(`fact ${step} ${digest}`);
      else if (sha256(body) !== digest) this.findings.push(rowFinding('fact', 'changed', which));
    }
    for (const missing of expected) {
      const [step = '', digest = ''] = missing.split(' ');
      this.findings.push(rowFinding('fact', 'missing', `${digest.slice(0, 12)} (${step})`));
    }
  }
}
