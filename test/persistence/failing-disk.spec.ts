import { FailingDisk } from '../../src/persistence/failing-disk.js';

let now = 0;
let disk: FailingDisk;
let asked = 0;

beforeEach(() => {
  [now, asked] = [0, 0];
  disk = new FailingDisk('umstieg.sqlite', () => now);
});

const failing = (code: string) => () =>
  disk.write(() => {
    asked++;
    return Promise.reject(Object.assign(new Error(code), { code }));
  });
const broken = failing('SQLITE_IOERR');
const kept = () =>
  disk.write(() => {
    asked++;
    return Promise.resolve();
  });
const failed = { code: 'SQLITE_IOERR' };
const refused = {
  code: 'store.read-only',
  text: { en: expect.stringContaining('3 times') as unknown },
};

describe('a disk that fails', () => {
  it('is asked again after one and after two failures', async () => {
    for (let i = 0; i < 2; i++) await expect(broken()).rejects.toMatchObject(failed);
    await kept();
    for (let i = 0; i < 2; i++) await expect(broken()).rejects.toMatchObject(failed);
    await kept();
    expect(asked).toBe(6);
  });

  it('is left alone after three in a row: refused without asking it, and said to whoever looks', async () => {
    for (let i = 0; i < 3; i++) await expect(broken()).rejects.toMatchObject(failed);
    await expect(kept()).rejects.toMatchObject(refused);
    expect(() => disk.requireWritable()).toThrow('store.read-only');
    expect(asked).toBe(3);
  });

  it('is tried again every five seconds, and taken again once it keeps something', async () => {
    for (let i = 0; i < 3; i++) await expect(broken()).rejects.toMatchObject(failed);
    now = 5_000;
    await expect(broken()).rejects.toMatchObject(failed);
    await expect(kept()).rejects.toMatchObject(refused);
    now = 10_000;
    await kept();
    for (let i = 0; i < 2; i++) await expect(broken()).rejects.toMatchObject(failed);
    await kept();
  });

  it('is not blamed for a conflict, a lock or a full disk', async () => {
    for (const code of ['SQLITE_BUSY', 'SQLITE_CONSTRAINT', 'SQLITE_FULL', 'SQLITE_BUSY'])
      await expect(failing(code)()).rejects.toMatchObject({ code });
    await kept();
  });
});
