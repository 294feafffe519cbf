import type sqlite3 from 'sqlite3';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Umstieg } from '../../src/engine/umstieg.js';
import type { AttemptRow } from '../../src/persistence/write-batch.js';
import { START } from '../engine/whole-run.js';
import { Chance } from './chance.js';
import { databaseIn, filesWith, mount, pictureAfterPowerCut, type Disk } from './disk.js';
import { inhabit } from './fake-host.js';
import { closeConnectionsOf, openBeside, readerOf } from './fake-sqlite.js';
import { Faults } from './faults.js';
import { Ledger } from './ledger.js';
import { OuterWorld } from './outer-world.js';
import { heard, type Said, type Sent } from './answers.js';
import type { Course } from './course.js';
import { MARKER, People } from './people.js';
import { Scheduler, type Life } from './scheduler.js';
import { LEASE_MS, Violation, type Setting } from './setting.js';
import { actOn } from './simulated-steps.js';
import { carryOut, wordsOf, type Asked } from './wish.js';

/** One simulated installation: its processes, its disk, its people, and whoever watches them. */
export class Simulation {
  /** Says what comes from outside. */
  readonly chance: Chance;
  /** Says how the troubles end. */
  readonly ending: Chance;
  /** What came from outside so far. */
  course: Course = { acts: [], faults: [], turns: 0 };
  readonly sent: Sent[] = [];
  readonly picture: string;
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
  private readonly patience: Chance;

  constructor(readonly setting: Setting) {
    const { seed, field, scenario, folder } = setting;
    // each has a chance of its own: what is left out of one of them leaves the others as they were
    const chanceOf = (what: string) => new Chance(`${seed} ${what}`);
    this.chance = chanceOf('people');
    this.ending = chanceOf('ending');
    this.patience = chanceOf('patience');
    this.scheduler = new Scheduler(chanceOf('order'), START, setting.watch);
    this.faults = new Faults(this.scheduler, chanceOf('disk'), setting.faults);
    if (setting.sound) this.faults.stop();
    const violated = (what: string) => void (this.found ??= what);
    this.outer = new OuterWorld(this.scheduler, chanceOf('outside'), scenario, violated);
    this.picture = join(folder, '..', 'picture.png');
    writeFileSync(this.picture, 'a picture');
    this.people = new People(this.chance, field);
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

  /** Somebody sends a new command. */
  ask(asked: Asked, life: Life): void {
    const sent: Sent = { ...asked };
    this.sent.push(sent);
    this.send(sent, life);
  }

  send(sent: Sent, life: Life): void {
    const umstieg = this.programs.get(life);
    if (!umstieg) return;
    const faults = this.faults.told;
    const say = (said: Said) => void this.inbox.push({ sent, faults, said });
    this.scheduler.soon(life, `${sent.key} ${wordsOf(sent)}`, () => {
      carryOut(umstieg, sent, this.picture).then(
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
      const { again, violation } = heard(sent, said, {
        ledger: this.ledger,
        excused: this.faults.told > faults,
        erased: this.sent.some(({ wish }) => wish.do === 'erase'),
      });
      this.found ??= violation;
      const [life] = this.living;
      if (again && life && this.patience.once(0.9))
        this.send(sent, this.patience.pick(this.living));
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
