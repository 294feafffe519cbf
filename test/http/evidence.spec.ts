import { createHash } from 'node:crypto';
import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { serveHere, stopServers, type Api } from './api.js';

let api: Api;
let runs: string[] = [];
const PNG = new Uint8Array(Buffer.from('89504e470d0a1a0a0000', 'hex'));
const PROGRAM = new Uint8Array([...Buffer.from('MZ'), ...new Uint8Array(100)]);
const text = (words: string) => new Uint8Array(Buffer.from(words));
const digest = createHash('sha256').update(PNG).digest('hex');

beforeAll(async () => {
  api = await serveHere(await openTiny(await temporaryFolder()));
  const made = await Promise.all(
    ['A', 'B'].map((customer) => api.post('/api/projects', { customer, kind: 'drill' })),
  );
  runs = made.map(({ body }) => body['id'] as string);
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});

const upload = (name: string, bytes: Uint8Array<ArrayBuffer>) =>
  api.call('POST', `/api/runs/${runs[0]}/evidence?name=${encodeURIComponent(name)}`, bytes, {});

describe('evidence over HTTP', () => {
  it('is taken in and given back as an attachment that no browser opens', async () => {
    const sent = await upload('../Bild "1".png', PNG);
    expect(sent.status).toBe(201);
    expect(sent.body).toEqual({ digest, size: PNG.length, name: 'Bild "1".png' });
    const got = await api.fetch(sent.headers.get('location') ?? '', {});
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(PNG);
    expect(got.headers.get('content-disposition')).toMatch(/^attachment; filename=/);
    expect(got.headers.get('content-security-policy')).toContain('sandbox');
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('can be named by the run it was sent to only', async () => {
    await upload('Bild.png', PNG);
    const claim = { set: { size: 1 }, evidence: [digest] };
    const other = await api.post(`/api/runs/${runs[1]}/steps/T-101/claims`, claim);
    expect(other.body['code']).toBe('evidence.unusable');
    expect((await api.get(`/api/runs/${runs[1]}/evidence/${digest}`)).status).toBe(404);
    const own = await api.post(`/api/runs/${runs[0]}/steps/T-101/claims`, claim);
    expect(own.status).toBe(202);
    const { body } = await api.get(`/api/runs/${runs[0]}/evidence`);
    expect(body['items']).toMatchObject([{ digest, step: 'T-101', name: 'Bild.png' }]);
  });

  it('is refused when it is empty, too large, active or not what its name says', async () => {
    const big = new Uint8Array(25 * 1024 * 1024 + 1);
    for (const [name, bytes] of [
      ['leer.txt', new Uint8Array()],
      ['groß.txt', big],
      ['page.html', PNG],
      ['picture.svg', PNG],
      ['picture.jpg', PNG],
      ['picture.webp', text('<html><script>alert(1)</script></html>')],
      ['picture.bmp', PROGRAM],
      ['picture.tif', text('<html></html>')],
      ['picture.heic', PROGRAM],
      ['call.wav', text('RIFF but no sound')],
      ['certificate.cer', PROGRAM],
      ['list.csv', text('\x7fELF and more')],
      ['notes.txt', PROGRAM],
      ['notes.md', text('\ufeff \n<!DOCTYPE HTML><title>x</title>')],
      ['notes.txt', text('<html lang="de">')],
      [
        'export.xml',
        text('<?xml version="1.0"?>\n<!-- a -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'),
      ],
      ['run.txt', text('#!/bin/sh\nrm -rf /')],
    ] as const)
      expect([name, (await upload(name, bytes)).body['code']]).toEqual([name, 'evidence.unusable']);
  });

  it('is taken whatever its kind, where its first bytes fit', async () => {
    for (const [name, bytes] of [
      ['picture.webp', text('RIFF....WEBPVP8 ')],
      ['picture.bmp', text('BM......')],
      ['picture.tif', text('II*\0....')],
      ['picture.tiff', text('MM\0*....')],
      ['picture.heic', text('....ftypheic')],
      ['call.wav', text('RIFF....WAVEfmt ')],
      ['certificate.cer', new Uint8Array([0x30, 0x82, 1, 2])],
      ['certificate.crt', text('-----BEGIN CERTIFICATE-----')],
      ['list.csv', new Uint8Array(Buffer.from('\ufeffa;b\r\n', 'utf16le'))],
      ['export.xml', text('<?xml version="1.0"?><Users><svg/></Users>')],
      ['mail.eml', text('MIME-Version: 1.0\r\n\r\n<html></html>')],
      ['short.txt', text('MZ')],
    ] as const)
      expect([name, (await upload(name, bytes)).status]).toEqual([name, 201]);
  });
});
