import { join } from 'node:path';
import { formatManifest, manifestOf } from '../../../src/connect/manifest.js';
import { SaveTarget } from '../../../src/steps/config-import/save-target.step.js';
import { hashFolder } from '../../../src/steps/hash-folder.js';
import { contentHash } from '../../../src/steps/read-manifest.js';
import { buildContext, specOf } from '../build-context.js';
import { newSite, runStep } from '../export-folder.js';
import { COPY } from '../scope.js';
import { makeFolder, removeFolders } from '../temporary-folder.js';

afterEach(removeFolders);

const target = 'C:\\ProgramData\\C4B\\Migration\\2026-03-02';
const site = () => newSite({ 'R-501': { targetPath: target }, 'R-502': COPY });
const manifestOfFolder = async (folder: string) =>
  manifestOf((await hashFolder(folder, buildContext())).files);

describe('R-603 safety export of the target', () => {
  it('can be switched off and says what is assumed', () => {
    const spec = specOf(SaveTarget);
    expect(spec).toMatchObject({ optional: true, lines: [] });
    expect(spec.instruction.de).toContain('Annahme');
  });

  it('keeps the manifest of what was saved', async () => {
    const folder = makeFolder({ 'SystemConfig/Fax.xml': '<fax/>' });
    const here = site();
    const { verdict, facts, evidence } = await runStep(SaveTarget, { folder }, here);
    expect(verdict).toBe('consistent');
    expect(facts).toMatchObject({ folder, files: 1 });
    expect(evidence).toEqual([facts?.['manifest']]);
    expect((await here.store.read(facts?.['manifest'] as string)).toString()).toContain('Fax.xml');
  });

  it('accepts a manifest where this computer does not see the folder', async () => {
    const manifest = formatManifest(await manifestOfFolder(makeFolder({ a: '1' })));
    const path = join(makeFolder({ 'm.json': manifest }), 'm.json');
    const { verdict } = await runStep(
      SaveTarget,
      { folder: 'C:\\ProgramData\\vorher', manifest: path },
      site(),
    );
    expect(verdict).toBe('consistent');
    for (const folder of [target, `${target.toLowerCase()}\\x`]) {
      const { codes } = await runStep(SaveTarget, { folder, manifest: path }, site());
      expect(codes).toEqual(['import.safety-is-transfer']);
    }
  });

  it('refuses an empty or missing folder', async () => {
    expect((await runStep(SaveTarget, { folder: makeFolder() }, site())).codes).toEqual([
      'import.safety-empty',
    ]);
    const missing = await runStep(SaveTarget, { folder: join(makeFolder(), 'x') }, site());
    expect(missing.codes).toEqual(['folder.missing']);
  });

  it('refuses the copy that is about to be imported, under whatever path', async () => {
    const folder = makeFolder({ a: '1' });
    const sha256 = contentHash(await manifestOfFolder(folder));
    const same = newSite({ 'R-501': { targetPath: target }, 'R-502': { ...COPY, sha256 } });
    const { verdict, codes } = await runStep(SaveTarget, { folder }, same);
    expect(verdict).toBe('contradicts');
    expect(codes).toEqual(['import.safety-is-transfer']);
  });
});
