import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import type { Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { reason } from '../verdicts.js';
import { liesInside, sha256OfFile } from '../write-atomically.js';

interface Paths {
  readonly users?: string | undefined;
  readonly template: string;
  readonly output: string;
}

/**
 * Why nothing may be written to `output`: it lies in the export folder (never written to), it is one of the inputs, its
 * folder is missing, or there is a file that Umstieg did not write.
 */
export async function pathsProblems(paths: Paths, context: StepContext): Promise<Reason[]> {
  const { output } = paths;
  const place = { place: { file: output } };
  if (!isAbsolute(output)) {
    return [
      reason(
        'output.not-absolute',
        'Erwartet wird ein vollständiger Pfad.',
        'Expected a full path.',
        place,
      ),
    ];
  }
  const found: Reason[] = [];
  const exported = context.fact('R-406')?.folder;
  if (exported !== undefined && (await liesInside(output, exported))) {
    found.push(
      reason(
        'output.in-export',
        'In den Export-Ordner schreibt Umstieg nie. Nehmen Sie einen anderen Ordner.',
        'Umstieg never writes into the export folder. Use another folder.',
        place,
      ),
    );
  }
  const inputs = [paths.users, paths.template].filter((p) => p !== undefined);
  if (inputs.some((p) => resolve(p) === resolve(output))) {
    found.push(
      reason(
        'output.is-input',
        'Die Zieldatei ist zugleich eine Quelle.',
        'The target file is a source at the same time.',
        place,
      ),
    );
  }
  if (!(await isFolder(dirname(output)))) {
    found.push(
      reason(
        'output.no-folder',
        'Den Ordner der Zieldatei gibt es nicht.',
        'The folder of the target file does not exist.',
        place,
      ),
    );
  } else if (found.length === 0 && (await foreign(output, context))) {
    found.push(
      reason(
        'output.exists',
        'Diese Datei gibt es schon, und Umstieg hat sie nicht geschrieben. Nehmen Sie einen anderen Namen.',
        'This file exists, and Umstieg did not write it. Use another name.',
        place,
      ),
    );
  }
  return found;
}

/** The sample of the installation must not be what the connector reads (TXT). */
export function serverPathProblems(path: string): Reason[] {
  if (!/(?:^|[\\/])TextConnectorSample\.csv$/i.test(path.trim())) return [];
  return [
    reason(
      'output.is-sample',
      'Das ist die Beispieldatei. Der Konnektor legte deren Benutzer an.',
      'This is the sample file. The connector would create its users.',
      { claimed: path },
    ),
  ];
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** A file that is neither the one of the last accepted round nor the one noted before a kill. */
async function foreign(output: string, context: StepContext): Promise<boolean> {
  const there = await sha256OfFile(output).catch(() => 'unreadable');
  if (there === undefined || there === context.fact('R-704')?.sha256) return false;
  const noted = await context.work.read('outcome.json');
  if (noted === undefined) return true;
  const { facts } = JSON.parse(noted) as { facts?: { sha256?: string } };
  return facts?.sha256 !== there;
}
