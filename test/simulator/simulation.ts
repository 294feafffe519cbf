import type sqlite3 from 'sqlite3';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Umstieg } from '../../src/engine/umstieg.js';
import type { AttemptRow } from '../../src/persistence/write-batch.js';
import { PEOPLE } from '../engine/people-names.js';
import { START, type Scenario } from '../engine/whole-run.js';
import { Chance } from './chance.js';
import { databaseIn, filesWith, mount, pictureAfterPowerCut, type Disk } from './disk.js';
import { inhabit } from './fake-host.js';
import { closeConnectionsOf, openBeside, readerOf } from './fake-sqlite.js';
import { Faults } from './faults.js';
import type { Field } from './ground.js';
import { Ledger } from './ledger.js';
import { OuterWorld } from './outer-world.js';
import { heard, MARKER, People, type Sent } from './people.js';
import { Scheduler, type Life } from './scheduler.js';
import { actOn } from './simulated-steps.js';

export const LEASE_MS = 30_000;

/** What must not be, with everything that leads to it. */
export class Violation extends Error {}

type Said = { answer: unknown } | { error: unknown };

interface Setting {
  readonly seed: number | string;
  readonly field: Field;
  readonly scenario: Scenario;
  /** Data folder with database and keys, to be lived in. */
  readonly folder: string;
  readonly watch?: (line: string) => void;
  readonly sound?: boolean;
}

/** One simulated installation: its processes, its disk, its people, and whoever watches them. */
export class Simulation {
  readonly chance: Chance;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly outer: OuterWorld;
  readonly people: People;
  readonly ledger: Ledger;
  readonly lives: Life[] = [];
  readonly programs = new Map<Life, Umstieg>();
  private readonly disk: Disk;
  private readonly dead: Life[] = [];
  private readonly inbox: { sent: Sent; faults: number; said: Said }[] = [];
  private restore: (() => void) | undefined;
  private connection: sqlite3.Database | undefined;
  private found: string | undefined;

  constructor(readonly setting: Setting) {
    const { seed, field, scenario, folder } = setting;
    this.chance = new Chance(seed);
    this.scheduler = new Scheduler(this.chance, START, setting.watch);
    this.faults = new Faults(this.scheduler);
    if (setting.sound) this.faults.stop();
    const violated = (what: string) => void (this.found ??= what);
    this.outer = new OuterWorld(this.scheduler, scenario, PEOPLE[1][1], violated);
    const picture = join(folder, '..', 'picture.png');
    writeFileSync(picture, 'a picture');
    this.people = new People(this.chance, field, picture);
    const reader = () => readerOf(this.connection);
    const now = () => this.scheduler.now;
    this.ledger = new Ledger({
      ...{ reader, field, now, violated, tookOver: (a) => this.tookOver(a) },
      note: (line) => this.scheduler.note(line),
    });
    this.outer.isLeft = (key) => this.ledger.isLeft(key);
    this.disk = {
      ...{
        folder,
        scheduler: this.scheduler,
        faults: this.faults,
        flushed: Infinity,
        unsynced: new Set(),
      },
      kill: (life) => this.kill(life),
      powerCut: (left) => this.powerCut(left),
      wrote: (_life, what) =>
        what.startsWith('UPDATE attempt') ? this.ledger.leases() : this.ledger.look(),
    };
  }

  /** @throws Violation */
  async begin(): Promise<void> {
    mount(this.disk);
    actOn(this.outer);
    inhabit({ scheduler: this.scheduler, lives: this.lives });
    await this.connect();
    await this.ledger.look();
    this.judge();
  }

  async end(): Promise<void> {
    for (const life of this.living) this.kill(life);
    await this.bury();
    await this.disconnect();
    inhabit(undefined);
    mount(undefined);
  }

  get living(): Life[] {
    return this.lives.filter((life) => life.alive);
  }

  /** A process starts: it opens the folder, and goes on with what was left behind, as the program does. */
  start(host: string): Life {
    const life = {
      name: `p${this.lives.length}`,
      host,
      pid: 1_000 + this.lives.length,
      alive: true,
    };
    this.lives.push(life);
    const { registry, definitions } = this.setting.field;
    const now = () => new Date(this.scheduler.now);
    const options = { dataFolder: this.setting.folder, leaseMs: LEASE_MS, now };
    const open = async () => {
      const umstieg = await Umstieg.open(registry, options);
      for (const json of definitions) umstieg.core.register(json);
      this.programs.set(life, umstieg);
      await umstieg.resume();
    };
    this.scheduler.soon(
      life,
      'start',
      () => void open().catch((error: unknown) => this.stumbled(life, error)),
    );
    return life;
  }

  /** A process looks for what is due or was left behind. */
  resume(life: Life): void {
    const umstieg = this.programs.get(life);
    const work = () =>
      void umstieg?.runner.resume().catch((error: unknown) => this.stumbled(life, error));
    this.scheduler.soon(life, 'resume', work);
  }

  send(sent: Sent, life: Life): void {
    const umstieg = this.programs.get(life);
    if (!umstieg) return;
    const faults = this.faults.told;
    const say = (said: Said) => void this.inbox.push({ sent, faults, said });
    this.scheduler.soon(life, `${sent.key} ${sent.what}`, () => {
      sent.ask(umstieg).then(
        (answer) => say({ answer }),
        (error: unknown) => say({ error }),
      );
    });
  }

  /** One event, and everything the watchers have to say of it. @throws Violation */
  async step(): Promise<boolean> {
    const moved = await this.scheduler.step();
    await this.bury();
    for (const { sent, said, faults } of this.inbox.splice(0)) {
      const line =
        'answer' in said
          ? JSON.stringify(said.answer)
          : String((said.error as { code?: string }).code);
      this.scheduler.note(`  ${sent.key} ${line}`);
      const { again, violation } = heard(sent, said, this.ledger, this.faults.told > faults);
      this.found ??= violation;
      const [life] = this.living;
      if (again && life && this.chance.once(0.9)) this.send(sent, this.chance.pick(this.living));
    }
    this.judge();
    return moved;
  }

  kill(life: Life): void {
    if (!life.alive) return;
    this.scheduler.note(`  ${life.name} dies`);
    life.alive = false;
    this.programs.delete(life);
    this.scheduler.forget(life);
    this.dead.push(life);
  }

  powerCut(left = Infinity): void {
    this.restore ??= pictureAfterPowerCut(this.disk, left).restore;
    for (const life of this.living) this.kill(life);
  }

  /** @throws Violation when a stored byte belongs to a secret */
  searchSecrets(): void {
    const files = filesWith(this.setting.folder, MARKER);
    if (files.length > 0) this.found ??= `a secret stands in ${files.join(', ')}`;
    this.judge();
  }

  private judge(): void {
    if (this.found === undefined) return;
    throw new Violation(`${this.found}\n  ${this.scheduler.tail.slice(-25).join('\n  ')}`);
  }

  private stumbled(life: Life, error: unknown): void {
    const { code = '', message } = error as { code?: string; message: string };
    if (!/^(store\.|key\.broken)/.test(code) || this.faults.told === 0)
      this.found ??= `${life.name} stumbled: ${code} ${message} ${(error as Error).stack ?? ''}`;
    if (!this.programs.has(life)) this.kill(life); // it could not open the folder, and ends
  }

  /** Whoever lost its lease while it lived may still be at work. */
  private tookOver({ id, owner, leaseUntil, workKey, step }: AttemptRow): void {
    const life = this.lives.find(({ pid }) => owner.split('|')[2] === String(pid));
    if (!life?.alive) return;
    if (leaseUntil > this.scheduler.now && !this.ledger.lapsed.has(id))
      this.found ??= `${step} was taken from ${life.name}, who lives and holds it`;
    this.outer.contested.add(workKey);
  }

  private async bury(): Promise<void> {
    if (this.dead.length === 0) return;
    if (this.restore) await this.disconnect();
    for (const life of this.dead.splice(0)) await closeConnectionsOf(life);
    if (!this.restore) return;
    this.restore();
    this.restore = undefined;
    await this.connect();
    this.scheduler.note('  the power is back');
    await this.ledger.look();
  }

  private async connect(): Promise<void> {
    this.connection = await openBeside(databaseIn(this.setting.folder));
  }

  private async disconnect(): Promise<void> {
    const { connection } = this;
    this.connection = undefined;
    if (connection) await new Promise((done) => connection.close(done));
  }
}
