/**
 * Rows of text cells in two flat buffers instead of a million strings: 100,000 users take about the size of their file.
 * Text must be well formed (decoded text always is).
 */
export class CellStore {
  private bytes = Buffer.allocUnsafe(65_536);
  private used = 0;
  /** End offset of each cell. */
  private ends = new Uint32Array(8_192);
  private count = 0;
  /** Per row: label, and number of cells before it. */
  private labels = new Uint32Array(1_024);
  private firsts = new Uint32Array(1_025);
  rows = 0;

  /** Appends a row; `label` is its line in the file. */
  add(label: number, cells: readonly string[]): void {
    for (const cell of cells) {
      const need = this.used + cell.length * 3;
      if (need > this.bytes.length) this.bytes = grow(this.bytes, need);
      this.used += this.bytes.write(cell, this.used, 'utf8');
      if (this.count === this.ends.length) this.ends = wider(this.ends);
      this.ends[this.count++] = this.used;
    }
    if (this.rows === this.labels.length) {
      this.labels = wider(this.labels);
      this.firsts = wider(this.firsts);
    }
    this.labels[this.rows++] = label;
    this.firsts[this.rows] = this.count;
  }

  label(row: number): number {
    return this.labels[row] ?? 0;
  }

  /** Empty where the row has no such cell. */
  cell(row: number, column: number): string {
    const at = (this.firsts[row] ?? 0) + column;
    return at < (this.firsts[row + 1] ?? 0) ? this.at(at) : '';
  }

  row(row: number): string[] {
    const first = this.firsts[row] ?? 0;
    const length = (this.firsts[row + 1] ?? first) - first;
    return Array.from({ length }, (_, column) => this.at(first + column));
  }

  private at(cell: number): string {
    const start = cell === 0 ? 0 : (this.ends[cell - 1] ?? 0);
    return this.bytes.toString('utf8', start, this.ends[cell]);
  }
}

function grow(bytes: Buffer, need: number): Buffer<ArrayBuffer> {
  const bigger = Buffer.allocUnsafe(Math.max(need, Math.ceil(bytes.length * 1.5)));
  bytes.copy(bigger);
  return bigger;
}

function wider(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const bigger = new Uint32Array(Math.ceil(numbers.length * 1.5) + 1);
  bigger.set(numbers);
  return bigger;
}
