import { OUTPUT, REASON, text, type CommandRow, type OptionRow } from './command-row.js';
import { REPORT_FORMATS } from './ports.js';

const archives = () => import('./archive-actions.js');

const SIGNER: OptionRow = {
  flags: '--key <fingerprint>',
  text: text('erwarteter Unterzeichner', 'expected signer'),
};
const ANCHOR: OptionRow = {
  flags: '--anchor <file>',
  text: text('aufbewahrter Prüfpunkt', 'checkpoint kept elsewhere'),
};

const KEPT: OptionRow = {
  flags: '--anchor <file>',
  text: text('aufbewahrter Baumkopf oder Prüfpunkt', 'tree head or checkpoint kept elsewhere'),
};

/** Commands on the audit trail, on bundles and on the report. */
export const ARCHIVE_COMMANDS: readonly CommandRow[] = [
  {
    usage: 'serve',
    text: text('HTTP-Schnittstelle auf diesem Computer', 'HTTP API on this computer'),
    options: [
      { flags: '--port <port>', text: text('Port (4400)', 'port (4400)') },
      { flags: '--host <host>', text: text('Adresse (127.0.0.1)', 'address (127.0.0.1)') },
      {
        flags: '--paused',
        text: text('nur ansehen, nichts beginnen', 'only look, begin nothing'),
      },
      {
        flags: '--tls-cert <file>',
        text: text('Zertifikat mit seiner Kette, PEM', 'certificate with its chain, PEM'),
      },
      {
        flags: '--tls-key <file>',
        text: text('Schlüssel zum Zertifikat, PEM', 'private key of the certificate, PEM'),
      },
      {
        flags: '--behind-proxy <origin>',
        text: text(
          'Adresse im Browser, wenn ein Proxy TLS spricht: https://NAME',
          'address in the browser where a proxy talks TLS: https://NAME',
        ),
      },
      {
        flags: '--proxy-from <address>',
        text: text(
          'Adresse oder Netz des Proxys; ohne Angabe dieser Computer',
          'address or network of the proxy; this computer by default',
        ),
        many: true,
      },
      {
        flags: '--sign-in-with <file>',
        text: text(
          'Anmelden bei einem OpenID-Anbieter, den die Datei nennt (JSON)',
          'sign in at an OpenID provider that the file declares (JSON)',
        ),
        many: true,
      },
      {
        flags: '--files <dir>',
        text: text(
          'Ordner, dessen Dateien Angaben aus dem Browser nennen dürfen; ohne Angabe keiner',
          'folder whose files may be named from a browser; none by default',
        ),
        many: true,
      },
    ],
    load: async () => (await import('./serve-action.js')).serveFolder,
  },
  {
    usage: 'audit show <id>',
    right: 'audit.see',
    text: text('Protokoll eines Laufs', 'audit trail of a run'),
    load: async () => (await archives()).showAudit,
  },
  {
    usage: 'audit verify [idOrBundle]',
    right: 'audit.see',
    text: text(
      'Protokoll oder Bündel prüfen; ohne Angabe alle Läufe',
      'verify an audit trail or a bundle; all runs by default',
    ),
    options: [KEPT],
    load: async () => (await archives()).verifyAudit,
  },
  {
    usage: 'audit head',
    right: 'audit.see',
    about: 'somewhere',
    text: text(
      'unterschriebener Baumkopf über alle Läufe, zum Aufbewahren',
      'signed tree head over all runs, to be kept elsewhere',
    ),
    options: [{ ...OUTPUT, required: false }],
    load: async () => (await import('./tree-actions.js')).showHead,
  },
  {
    usage: 'audit rotate-key',
    right: 'settings.change',
    text: text(
      'neuen Schlüssel zum Versiegeln erzeugen; der alte unterschreibt ihn',
      'make a new key to seal with; the old one signs it',
    ),
    options: [REASON],
    load: async () => (await import('./rotate-key-action.js')).rotateKey,
  },
  {
    usage: 'audit prove [id]',
    right: 'audit.see',
    text: text(
      'Beweis, dass ein Lauf im Baum steht, oder dass er seit einem Baumkopf nur wuchs',
      'proof that a run is in the tree, or that the tree only grew since a head',
    ),
    options: [
      KEPT,
      {
        flags: '--to <file>',
        text: text(
          'späterer Baumkopf; ohne Angabe der von jetzt',
          'later tree head; that of now by default',
        ),
      },
      OUTPUT,
    ],
    load: async () => (await import('./tree-actions.js')).prove,
  },
  {
    usage: 'audit consistency <older> <newer> <proof>',
    text: text(
      'Beweis zwischen zwei Baumköpfen prüfen, ohne Datenbank',
      'verify a proof between two tree heads, without a database',
    ),
    load: async () => (await import('./consistency-action.js')).checkConsistency,
  },
  {
    usage: 'bundle export <id>',
    right: 'run.export',
    text: text(
      'versiegeltes Archiv schreiben; das Protokoll hält fest, wer (--as)',
      'write a sealed archive; the audit trail says who (--as)',
    ),
    options: [
      OUTPUT,
      {
        flags: '--hand-over',
        text: text(
          'mit allem, womit eine andere Installation weiterarbeitet (nennt Personen)',
          'with all another installation needs to go on (names people)',
        ),
      },
      REASON,
    ],
    load: async () => (await archives()).exportBundle,
  },
  {
    usage: 'bundle import <file>',
    right: 'run.take-in',
    text: text(
      'Lauf einer anderen Installation hier weiterführen',
      'go on here with a run of another installation',
    ),
    options: [SIGNER, ANCHOR, REASON],
    load: async () => (await import('./handover-actions.js')).importBundle,
  },
  {
    usage: 'bundle verify <file>',
    text: text('Archiv prüfen, ohne Datenbank', 'verify an archive, without a database'),
    options: [SIGNER, ANCHOR],
    load: async () => (await archives()).checkBundle,
  },
  {
    usage: 'report <id>',
    right: 'report.see',
    text: text('Bericht für Partner und Kunde', 'report for partner and customer'),
    options: [
      {
        flags: '--format <format>',
        text: text('html, pdf oder json', 'html, pdf or json'),
        choices: REPORT_FORMATS,
      },
      {
        flags: '--zone <zone>',
        text: text(
          'Zeitzone der Zeiten, etwa Europe/Berlin (sonst die des Projekts; JSON ist in UTC)',
          'time zone of the times, for example Europe/Berlin (else the one of the project; JSON is in UTC)',
        ),
      },
      { ...OUTPUT, required: false },
    ],
    load: async () => (await archives()).writeReport,
  },
];
