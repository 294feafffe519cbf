import { closeSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Archive, Broken, hex, need } from './archive.mjs';
import { checkLine, readChain, signerAt, trustedKeys } from './chain.mjs';
import { H64, isManifest, read, shape } from './form.mjs';
import {
  checkEnvelope,
  checkInclusion,
  keyOfPem,
  readAnchor,
  readNote,
  signedBy,
} from './seals.mjs';

// ---- The bundle ----
function checkSeals(checkpoints, chain, run, signer) {
  for (const { name, note } of checkpoints) {
    const { instance, key } = signer(note.size);
    need(note.head !== undefined && signedBy(note, key) === true, `${name}: signature`);
    need(name === `checkpoints/${note.size}.txt`, `${name}: name`);
    need(note.instance === instance && note.run === run, `${name} is of something else`);
  }
  const sizes = new Set(checkpoints.map(({ note }) => note.size));
  need(Math.max(0, ...sizes) === chain.count, 'the last entries are not sealed');
  for (const seq of chain.sealed) need(sizes.has(seq), `the seal of entry ${seq} is missing`);
}

const isOpening = shape({ commitment: H64, salt: H64, value: (v) => typeof v === 'string' });

function checkOpenings(archive, named) {
  const seen = new Set();
  for (const line of archive.lines('openings.jsonl')) {
    const opening = read(line, 'openings.jsonl');
    need(isOpening(opening) && seen.size < 500_000, 'openings.jsonl');
    const { commitment, salt, value } = opening;
    read(Buffer.from(value, 'utf8'), 'an opening');
    const computed = hex('umstieg:commitment:v1\0', Buffer.from(salt, 'hex'), value);
    need(
      computed === commitment && !seen.has(commitment) && named.has(commitment),
      'an opening does not open',
    );
    seen.add(commitment);
  }
}

/** Every member is the one that the signed list names; only openings may have become fewer. */
function checkMembers(archive, listed) {
  const names = listed.map(({ name }) => name);
  need(
    names.every((name, i) => i === 0 || names[i - 1] < name),
    'manifest.json: order',
  );
  for (const { name, size, sha256 } of listed) {
    const member = archive.members.get(name);
    need(member && !/^manifest\.(json|sig)$/.test(name), `${name} is missing`);
    if (name === 'openings.jsonl' && member.size < size) continue;
    need(member.size === size && archive.digest(name) === sha256, `${name} was changed`);
  }
  need(names.length === archive.members.size - 2, 'a member is not in manifest.json');
}

function vouchedFor(anchor, chain, own, signer, pinned) {
  const trusted = trustedKeys(chain, own);
  if (trusted.includes(pinned)) return true;
  if (!anchor) return false;
  const { key } = signer(anchor.size);
  return (
    anchor.size === chain.count || (trusted.includes(key.name) && signedBy(anchor, key) === true)
  );
}

function checkAnchor(anchor, run, signer, isPinned) {
  const { instance, key } = signer(anchor.size);
  need(anchor.instance === instance && anchor.run === run, 'the anchor is of something else');
  const isSigned = signedBy(anchor, key);
  need(isSigned !== false, 'the anchor: signature');
  need(isSigned || anchor.lines.length === 0 || isPinned, 'another key signed the anchor');
}

function checkAll(archive, { key: pinned, anchor: anchorText }) {
  const pem = keyOfPem(archive.whole('keys/public.pem').toString('latin1'));
  const bytes = archive.whole('manifest.json');
  checkEnvelope(archive.whole('manifest.sig'), bytes, pem);
  const manifest = read(bytes, 'manifest.json');
  need(isManifest(manifest) && manifest.signer === pem.name, 'manifest.json');
  const { instance, run } = manifest;
  const own = { instance, key: pem };
  const anchor = anchorText === undefined ? undefined : readAnchor(anchorText);
  const names = [...archive.members.keys()].filter((name) => name.startsWith('checkpoints/'));
  const checkpoints = names.map((name) => ({
    name,
    note: readNote(archive.whole(name).toString('utf8'), 2),
  }));
  const notes = checkpoints.map(({ note }) => note);
  const chain = readChain(archive, run, anchor ? [...notes, anchor] : notes);
  checkLine(chain, own);
  const signer = signerAt(chain.handOvers, own);
  const known = [pem, ...chain.handOvers.map(({ from }) => from.key)].map(({ name }) => name);
  need(
    pinned === undefined || known.includes(pinned),
    `signed by ${pem.name}, expected was ${pinned}`,
  );
  checkSeals(checkpoints, chain, run, signer);
  if (anchor) checkAnchor(anchor, run, signer, pinned !== undefined);
  need(
    manifest.entries === chain.count && manifest.head === chain.head,
    'manifest.json: entries or head',
  );
  need(archive.digest('state.json') === chain.state, 'state.json is not what the last entry names');
  checkOpenings(archive, chain.named);
  for (const name of archive.members.keys())
    if (name.startsWith('evidence/'))
      need(
        chain.evidence.has(name.slice(9)) && archive.digest(name) === name.slice(9),
        `${name} was changed`,
      );
  if (archive.members.has('inclusion.txt'))
    checkInclusion(archive.whole('inclusion.txt').toString('utf8'), chain.head, instance, pem);
  checkMembers(archive, manifest.members);
  const isVerified = vouchedFor(anchor, chain, own, signer, pinned);
  return isVerified
    ? {
        status: 'verified',
        says: `verified: ${chain.count} entries, last hash ${chain.head}, signer ${pem.name}`,
      }
    : {
        status: 'consistent-signer-unverified',
        says: `consistent, signer not verified: ${pem.name}`,
      };
}

/** @param asked `key`: fingerprint of the signer, `anchor`: text of a checkpoint, both from elsewhere */
export function verify(file, { key, anchor } = {}) {
  const fd = openSync(file, 'r');
  try {
    return checkAll(new Archive(fd), { key: key?.replace(/[\s:]/g, '').toLowerCase(), anchor });
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { status: 'broken', says: `broken: ${error.message}` };
  } finally {
    closeSync(fd);
  }
}

function main([file, ...rest]) {
  const value = (name) => (rest.includes(name) ? (rest[rest.indexOf(name) + 1] ?? '') : undefined);
  const [key, anchorFile] = [value('--key'), value('--anchor')];
  if (
    !file ||
    (key !== undefined && !/^[0-9a-f]{64}$/.test(key.replace(/[\s:]/g, '').toLowerCase()))
  ) {
    console.error('usage: node verify.mjs ARCHIVE.zip [--key FINGERPRINT] [--anchor FILE]');
    return 2;
  }
  try {
    const anchor = anchorFile === undefined ? undefined : readFileSync(anchorFile, 'utf8');
    const { status, says } = verify(file, { key, anchor });
    console.log(says);
    return status === 'broken' ? 5 : 0;
  } catch (error) {
    console.error(`${file} cannot be read: ${error.message}`);
    return 2;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  process.exitCode = main(process.argv.slice(2));
