import { DOCUMENTED } from '../../src/documented-sequence.js';
import { specsOf } from '../../src/engine/sequence.js';
import { describeSpecs } from './specs-suite.js';

describe('what every step of the documented sequence says of itself', () => {
  describeSpecs(DOCUMENTED, {
    lastLine: 265,
    secrets: ['R-302.licenseRequestCode', 'R-302.securityCode'],
  });

  it('asks for more than 150 fields', () => {
    const fields = [...specsOf(DOCUMENTED).values()].flatMap((s) =>
      Object.keys(s.form?.shape ?? {}),
    );
    expect(fields.length).toBeGreaterThan(150);
  });
});
