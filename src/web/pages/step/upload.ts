import { ApiError, NoAnswer } from '../../api/api-error.js';
import { newKey } from '../../api/commands.js';
import { csrf } from '../../api/csrf.js';
import { send } from '../../api/request.js';
import type { Problem } from '../../api/shapes.js';
import type { EvidenceRef } from './shapes.js';

export const evidencePath = (run: string, digest: string): string =>
  `/api/runs/${encodeURIComponent(run)}/evidence/${digest}`;

/**
 * Sends a file as it is read from disk. XMLHttpRequest, since fetch tells nothing of how far an upload is.
 * @throws ApiError, NoAnswer
 */
export async function upload(
  run: string,
  file: File,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<EvidenceRef> {
  const mark = await csrf.get().catch((error: unknown) => {
    throw new NoAnswer(error);
  });
  return new Promise((done, fail) => {
    const asking = new XMLHttpRequest();
    const query = new URLSearchParams({ name: file.name }).toString();
    asking.open('POST', `/api/runs/${encodeURIComponent(run)}/evidence?${query}`);
    asking.setRequestHeader('accept', 'application/json, application/problem+json');
    asking.setRequestHeader('accept-language', document.documentElement.lang);
    asking.setRequestHeader('content-type', 'application/octet-stream');
    asking.setRequestHeader('idempotency-key', newKey());
    if (mark !== undefined) asking.setRequestHeader('umstieg-csrf', mark);
    asking.upload.onprogress = ({ loaded }) => onProgress(loaded);
    asking.onload = () => {
      const answer: unknown = JSON.parse(asking.responseText);
      if (asking.status < 300) done(answer as EvidenceRef);
      else fail(new ApiError(answer as Problem));
    };
    asking.onerror = () => fail(new NoAnswer(asking.statusText));
    signal.addEventListener('abort', () => asking.abort());
    asking.send(file);
  });
}

/** Name and size of a file that was uploaded before; undefined when the server does not know it. */
export async function lookAt(run: string, digest: string): Promise<EvidenceRef | undefined> {
  const response = await send(evidencePath(run, digest), { stream: true });
  await response.body?.cancel();
  if (!response.ok) return undefined;
  const named = response.headers.get('content-disposition') ?? '';
  return { digest, size: Number(response.headers.get('content-length')), name: nameIn(named) };
}

/** RFC 6266: `filename*=UTF-8''…` where the name is not plain ASCII. */
function nameIn(disposition: string): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? [];
  if (encoded !== undefined) return decodeURIComponent(encoded);
  const [, plain = ''] = /filename="?([^";]+)"?/i.exec(disposition) ?? [];
  return plain;
}
