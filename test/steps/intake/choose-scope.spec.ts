import { ChooseScope } from '../../../src/steps/intake/choose-scope.step.js';
import { handIn } from '../build-context.js';
import { ticks } from '../scope.js';

describe('R-106 scope', () => {
  it('derives the flags that the machines read', async () => {
    const claim = { ...ticks('fax', 'recordedNames'), users: '40', faxUsers: 12 };
    const { outcome } = await handIn(ChooseScope, claim);
    expect(outcome?.flags).toEqual({
      ...ticks('fax', 'recordedNames'),
      systemSettings: true,
      voicemail: true,
    });
    expect(outcome?.facts).toMatchObject({ users: 40, faxUsers: 12 });
  });

  it('counts system greetings as a system setting, not as user data', async () => {
    const { outcome } = await handIn(ChooseScope, { ...ticks('voicemailGreetings'), users: 1 });
    expect(outcome?.flags).toMatchObject({ systemSettings: true, voicemail: false });
  });

  it('refuses an empty scope', async () => {
    const { refused } = await handIn(ChooseScope, { ...ticks(), users: 40 });
    expect(refused.join()).toContain('Mindestens ein Bereich');
  });

  it('does not believe more fax users than users', async () => {
    const { codes } = await handIn(ChooseScope, { ...ticks('fax'), users: 4, faxUsers: 5 });
    expect(codes).toEqual(['scope.count-too-high']);
  });

  it('says in words which number is too high', async () => {
    const claim = { ...ticks('fax'), users: 13, voicemailUsers: 99 };
    const { outcome } = await handIn(ChooseScope, claim);
    expect(outcome?.reasons[0]).toMatchObject({
      text: { de: '„davon mit Voicemail“ ist mehr als die Zahl aller Benutzer.' },
      claimed: '99',
      known: '13',
    });
  });

  it('promises no files for dynamic lines where the Migration Manager writes none', async () => {
    const facts = { 'R-104': { release: 'V4 SR1', dynamicLinesCsv: false } };
    const claim = { ...ticks('dynamicLines'), users: 3 };
    const { outcome, codes } = await handIn(ChooseScope, claim, { facts });
    expect(codes).toEqual(['claim.attested', 'scope.dynamic-lines-by-hand']);
    expect(outcome?.flags).toMatchObject({ dynamicLines: true });
    const byHand = 'Dynamische Leitungen (von Hand, es entstehen keine CSV-Dateien)';
    expect(outcome?.facts).toMatchObject({ list: { moves: [{ de: byHand }] } });
    expect((await handIn(ChooseScope, claim)).codes).toEqual(['claim.attested']);
  });
});
