import { NoAnswer } from '../../api/api-error.js';
import { newKey } from '../../api/commands.js';
import { csrf } from '../../api/csrf.js';
import { ownWindow } from '../../api/own-window.js';
import { answered, send } from '../../api/request.js';
import type { EvidenceRef } from './shapes.js';

export const evidencePath = (run: string, digest: string): string =>
  `/api/runs/${encodeURIComponent(run)}/evidence/${digest}`;

/** How a form names a file that was sent before, where a path is expected. */
export const named = (digest: string): string => `upload:${digest}`;

/** The file a path field names; undefined when it is a path. */
export const digestIn = (value: string): string | undefined =>
  /^upload:([0-9a-f]{64})$/.exec(value)?.[1];

interface Upload {
  readonly run: string;
  readonly file: File;
  readonly onProgress: (sent: number) => void;
  readonly signal: AbortSignal;
}

/** Sends a file as it is read from disk. @throws ApiError, NoAnswer */
export async function upload(o: Upload): Promise<EvidenceRef> {
  const key = newKey();
  return (await answered<EvidenceRef>(() => post(o, key), o.signal)).body;
}

/** XMLHttpRequest, since fetch tells nothing of how far an upload is. @throws NoAnswer */
async function post({ run, file, onProgress, signal }: Upload, key: string): Promise<Response> {
  const held = await csrf.held(ownWindow.account()).catch((error: unknown) => {
    throw new NoAnswer(error);
  });
  return new Promise((done, fail) => {
    const asking = new XMLHttpRequest();
    const query = new URLSearchParams({ name: file.name }).toString();
    asking.open('POST', `/api/runs/${encodeURIComponent(run)}/evidence?${query}`);
    asking.setRequestHeader('accept', 'application/json, application/problem+json');
    asking.setRequestHeader('accept-language', document.documentElement.lang);
    asking.setRequestHeader('content-type', 'application/octet-stream');
    asking.setRequestHeader('idempotency-key', key);
    if (held) asking.setRequestHeader('umstieg-csrf', held.csrf);
    asking.upload.onprogress = ({ loaded }) => onProgress(loaded);
    asking.onload = () => {
      const { status, statusText, responseText } = asking;
      const headers = { 'content-type': asking.getResponseHeader('content-type') ?? '' };
      done(new Response(responseText, { status, statusText, headers }));
    };
    asking.onerror = () => fail(new NoAnswer(asking.statusText));
    asking.onabort = () => fail(new NoAnswer(signal.reason));
    signal.addEventListener('abort', () => asking.abort());
    asking.send(file);
  });
}

/** Name and size of a file that was uploaded before; undefined when the server does not know it. */
export async function lookAt(run: string, digest: string): Promise<EvidenceRef | undefined> {
  const response = await send(evidencePath(run, digest), { method: 'HEAD' });
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
