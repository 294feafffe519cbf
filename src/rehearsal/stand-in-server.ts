import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RequestError } from '../core/errors.js';
import type { ConnectState } from '../connect/model/state.js';
import type { LedgerRow } from '../connect/rehearsal/document.js';
import { FileContents } from './file-contents.js';
import {
  StandInDatabase,
  type ActionKind,
  type ActionRow,
  type StandInRows,
} from './stand-in-database.js';

const FILE = 'stand-in.sqlite';

/** What an action works with, inside its transaction. */
export interface Acting {
  readonly rows: StandInRows;
  /** Of this action: 1, 2, … */
  readonly number: number;
  readonly contents: FileContents;
  readonly folder: string;
  /** Actions before this one. */
  readonly before: readonly ActionRow[];
}

/**
 * A model of a Connect server in a folder: a SQLite file with state, ledger and actions, and the contents of its files
 * by SHA-256. Every action is one transaction under a key; the same key acts once, also after a crash.
 */
export class StandInServer {
  private constructor(
    readonly folder: string,
    private readonly database: StandInDatabase,
    private readonly contents: FileContents,
  ) {}

  /** Makes a stand-in; `about` is what it shall remember of its making. */
  static async create(
    folder: string,
    start: ConnectState,
    about: Readonly<Record<string, unknown>>,
  ): Promise<StandInServer> {
    await mkdir(join(folder, 'contents'), { recursive: true, mode: 0o700 });
    const server = await StandInServer.at(folder);
    await server.database.transaction(async (rows) => {
      for (const [name, value] of Object.entries(about)) await rows.setAbout(name, value);
      await rows.setState(start);
      await rows.setAbout('made', true);
    });
    return server;
  }

  /** @throws RequestError file.unreadable when the folder holds no finished stand-in */
  static async open(folder: string): Promise<StandInServer> {
    const there = await stat(join(folder, FILE)).catch(() => undefined);
    if (!there?.isFile()) throw noStandIn(folder);
    const server = await StandInServer.at(folder);
    if ((await server.about('made')) === true) return server;
    await server.close();
    throw noStandIn(folder);
  }

  private static async at(folder: string): Promise<StandInServer> {
    const database = await StandInDatabase.open(join(folder, FILE));
    return new StandInServer(folder, database, new FileContents(join(folder, 'contents')));
  }

  /**
   * Acts once for each key and answers what came of it, also the second time.
   * @param request what was asked for; the same key with another request is refused
   * @throws RequestError command.mismatch
   */
  act<T>(
    key: string,
    kind: ActionKind,
    request: unknown,
    work: (acting: Acting) => Promise<T>,
  ): Promise<T> {
    const { contents, folder } = this;
    return this.database.transaction(async (rows) => {
      const asked = JSON.stringify(request);
      const done = (await rows.resultOf(key)) as { asked: string; answer: T } | undefined;
      if (done !== undefined) {
        if (done.asked === asked) return done.answer;
        throw mismatch(key);
      }
      const before = await rows.actions();
      const number = before.length + 1;
      const answer = await work({ rows, number, contents, folder, before });
      await rows.addAction({ number, key, kind }, { asked, answer });
      return answer;
    });
  }

  state(): Promise<ConnectState> {
    return this.database.transaction((rows) => rows.state());
  }

  actions(): Promise<ActionRow[]> {
    return this.database.transaction((rows) => rows.actions());
  }

  ledger(): Promise<LedgerRow[]> {
    return this.database.transaction((rows) => rows.ledger());
  }

  about(name: string): Promise<unknown> {
    return this.database.transaction((rows) => rows.about(name));
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

function noStandIn(folder: string): RequestError {
  return new RequestError(
    'file.unreadable',
    {
      de: `In „${folder}“ liegt keine fertig angelegte Probe. Legen Sie eine in einem neuen Ordner an (\`rehearsal new\`).`,
      en: `"${folder}" holds no rehearsal that was made completely. Make one in a new folder (\`rehearsal new\`).`,
    },
    { place: { file: folder } },
  );
}

function mismatch(key: string): RequestError {
  return new RequestError('command.mismatch', {
    de: `„${key}“ ist in dieser Probe schon mit anderen Angaben gespielt. Legen Sie für andere Angaben eine neue Probe an.`,
    en: `"${key}" was played in this rehearsal with other input. Make a new rehearsal for other input.`,
  });
}
