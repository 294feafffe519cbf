export interface ReadmeFacts {
  readonly instance: string;
  readonly run: string;
  readonly exportedAt: string;
  readonly signer: string;
}

/** README.txt of a bundle: for whoever finds the file years later. */
export function bundleReadme({ instance, run, exportedAt, signer }: ReadmeFacts): string {
  return `UMSTIEG: VERSIEGELTE ÜBERGABE / SEALED HAND-OVER

Lauf / run:                 ${run}
Installation / instance:    ${instance}
Erstellt / exported:        ${exportedAt}
Unterzeichner / signer:     ${signer}

DEUTSCH

${GERMAN}
ENGLISH

${ENGLISH}`;
}

const GERMAN = `Dieses Archiv hält fest, wer in diesem Lauf wann was getan hat. Jeder Eintrag nennt den Hash seines Vorgängers.
Prüfpunkte versiegeln die Kette. Wer etwas ändert, löscht, einfügt oder umstellt, zerreißt sie.

So prüfen Sie das Archiv (ohne Netz, ohne Datenbank):

    umstieg bundle verify DATEI.zip --key FINGERABDRUCK --anchor ANKER.txt

Ohne Umstieg genügt Node.js ab Version 20; das Prüfprogramm liegt als verify.mjs bei:

    node verify.mjs DATEI.zip --key FINGERABDRUCK --anchor ANKER.txt

Wer ein Archiv fälscht, kann auch verify.mjs fälschen: Nehmen Sie ein Exemplar, das Sie auf anderem Weg bekommen haben, oder
lesen Sie es vorher.

FINGERABDRUCK ist der Fingerabdruck des Schlüssels. Nehmen Sie ihn nicht aus diesem Archiv: Er steht im Bericht, den Sie
auf anderem Weg bekommen haben. ANKER.txt ist ein Prüfpunkt, den Sie außerhalb aufbewahrt haben, zum Beispiel in
einer Mail. Ohne beides zeigt die Prüfung nur, dass das Archiv in sich schlüssig ist, nicht, von wem es stammt.

Was im Archiv liegt:
  entries.jsonl      die Einträge, ein Eintrag je Zeile
  openings.jsonl     Namen und andere persönliche Werte zu den Festlegungen der Einträge. Die Zeilen dürfen gelöscht
                     werden: Die Datei wird kürzer, die Einträge bleiben prüfbar.
  checkpoints/       unterschriebene Prüfpunkte
  evidence/          Nachweise, benannt nach ihrem SHA-256
  definition.json    der Ablauf, nach dem der Lauf ging
  state.json         der Stand nach dem letzten Eintrag
  handover.jsonl     nur in einem Archiv zum Weiterarbeiten: alles, was eine andere Installation dazu braucht.
                     Es nennt Personen und ihre Angaben.
  inclusion.txt      der Beweis, dass der letzte Eintrag im Baum über alle Läufe der Installation steht, mit
                     dem unterschriebenen Baumkopf
  verify.mjs         ein zweites, unabhängiges Prüfprogramm
  manifest.json      alle Dateien mit Größe und SHA-256, unterschrieben in manifest.sig
  keys/public.pem    der öffentliche Schlüssel

Die Datei docs/audit-format.md des Programms beschreibt das Format so genau, dass jeder einen eigenen Prüfer
schreiben kann.
`;

const ENGLISH = `This archive records who did what and when in this run. Every entry names the hash of the one before. Checkpoints
seal the chain. Whoever edits, deletes, inserts or reorders breaks it.

How to verify the archive (no network, no database):

    umstieg bundle verify FILE.zip --key FINGERPRINT --anchor ANCHOR.txt

Without Umstieg, Node.js 20 or later is enough; the verifier lies here as verify.mjs:

    node verify.mjs FILE.zip --key FINGERPRINT --anchor ANCHOR.txt

Whoever forges an archive can forge verify.mjs too: take a copy that reached you another way, or read it first.

FINGERPRINT is the fingerprint of the key. Do not take it from this archive: it stands in the report that reached you
another way. ANCHOR.txt is a checkpoint that you kept elsewhere, in a mail for example. Without either, the check
only shows that the archive is consistent in itself, not whose it is.

What is inside:
  entries.jsonl      the entries, one a line
  openings.jsonl     names and other personal values behind the commitments of the entries. Lines may be erased:
                     the file gets shorter, the entries can still be verified.
  checkpoints/       signed checkpoints
  evidence/          evidence, named by its SHA-256
  definition.json    the definition the run followed
  state.json         the state after the last entry
  handover.jsonl     only in an archive to go on with: all that another installation needs for it. It names people
                     and what they said.
  inclusion.txt      the proof that the last entry is in the tree over all runs of the installation, with the
                     signed tree head
  verify.mjs         a second, independent verifier
  manifest.json      every file with size and SHA-256, signed in manifest.sig
  keys/public.pem    the public key

The program’s docs/audit-format.md describes the format so exactly that anybody can write a verifier of their own.
`;
