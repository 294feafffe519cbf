import { DOCUMENTED } from '../../src/documented-sequence.js';
import { engineWho } from '../../src/engine/umstieg.js';
import { openSession } from '../../src/open-session.js';
import { documentOf, errorOf, Folder, withEngine, type Ended } from './command-line.js';

const folder = new Folder();
let call: (...args: readonly string[]) => Promise<Ended>;

beforeAll(async () => {
  const engine = await withEngine();
  call = (...args) => engine('--data', `${folder.path}/data`, '--json', ...args);
});
afterAll(() => folder.remove());

describe('begin', () => {
  it('lets the work begin that a server holds, once, under the name of who says so', async () => {
    const dataFolder = `${folder.path}/data`;
    const session = await openSession(DOCUMENTED, { dataFolder, startPaused: true });
    const { umstieg } = session;
    await umstieg.heldWork.hold(engineWho());
    expect(errorOf(await call('begin')).code).toBe('actor.required');
    expect(await umstieg.heldWork.look()).toBe(true);
    expect(documentOf(await call('--as', 'Anna', 'begin', '--reason', 'angesehen'))).toEqual({
      begun: true,
    });
    expect(await umstieg.heldWork.look()).toBe(false);
    expect(documentOf(await call('--as', 'Anna', 'begin'))).toEqual({ begun: false });
    await session.close();
    expect((await call('audit', 'verify')).code).toBe(0);
  });
});
