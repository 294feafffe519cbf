import type { Access, Place } from '../access/access.js';
import type { DeclaredProvider } from '../access/openid/declared-provider.js';
import type { Person } from '../access/person.js';
import type { Action } from '../access/rights.js';
import type { Umstieg } from '../engine/umstieg.js';
import type { Who } from '../engine/who.js';
import type { Language, Text } from '../core/text.js';

export const REPORT_FORMATS = ['html', 'pdf', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** One opened data folder. */
export interface Session {
  readonly umstieg: Umstieg;
  /** People and rights of the folder. */
  readonly access: Access;
  /** Who acts at this computer; an empty name means nobody in particular. Once there are accounts: who is signed in. */
  who(name: string | undefined): Who;
  /** Absent while nobody has an account: then everybody at this computer may everything. */
  readonly signedIn?: Person;
  /** Records a refusal, then throws it. @throws RequestError access.denied, run.not-found, project.not-found */
  require(action: Action, place: Place, name?: string): Promise<void>;
  /** Text, or the bytes of a PDF; without a zone in the one of the project, else of this computer. */
  report(
    runId: string,
    format: ReportFormat,
    wish: { readonly language: Language; readonly zone?: string | undefined },
  ): Promise<string | Uint8Array>;
  close(): Promise<void>;
}

/** A server over an opened data folder. */
export interface Served {
  readonly address: string;
  /** Makes the owner, once; only while nobody has an account. The link of an earlier start has ended. */
  readonly link?: string;
  close(): Promise<void>;
}

export interface ServeWishes {
  readonly host: string;
  readonly port: number;
  readonly paused: boolean;
  /** Certificate and private key, PEM. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** The origin that browsers show, and the addresses the proxy comes from. */
  readonly proxy?: { readonly origin: string; readonly from: readonly string[] } | undefined;
  /** Where people may sign in beside Umstieg itself. */
  readonly providers: readonly DeclaredProvider[];
  /** Folders whose files claims over the network may name. */
  readonly files: readonly string[];
  readonly write: (line: string) => void;
}

/** What the composition root brings: opening the engine costs time, so only commands that need it ask for it. */
export interface CliPorts {
  open(dataFolder: string, o: { readonly startPaused?: boolean }): Promise<Session>;
  /** Serves the folder over HTTP. @throws RequestError bind.refused */
  serve(session: Session, wishes: ServeWishes): Promise<Served>;
  /** Lets the process end soon although a step may still be at work; nothing waits for it any more. */
  leave(): void;
  readonly version: string;
  /** One sentence for the help: what the program is for. */
  readonly purpose: Text;
}
