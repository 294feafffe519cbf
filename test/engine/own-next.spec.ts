import { ownNext, type Looker } from '../../src/engine/own-next.js';
import type { Acting, NextAction } from '../../src/engine/who-acts.js';

const waiting = (step: string, act: NextAction['act'], acts: Partial<Acting>): NextAction => ({
  ...{ step, act, part: 'one', title: { de: step, en: step } },
  acts: { who: 'anyone', named: [], besides: [], ...acts },
});
const open = waiting('open', 'do', {});
const decision = waiting('decision', 'decide', { who: 'second-person', besides: ['Anna Berg'] });
const ofKarl = waiting('of Karl', 'decide', { who: 'second-person', named: ['Karl Ott'] });
const assigned = waiting('assigned', 'do', { who: 'person', named: ['Tom Reich'] });
const old = waiting('old', 'renew', {});
const ALL = [old, assigned, open, ofKarl, decision];

const technician = (name: string): Looker => ({ name, mayDo: true, mayDecide: false });
const approver = (name: string): Looker => ({ name, mayDo: false, mayDecide: true });
const lead = (name: string): Looker => ({ name, mayDo: true, mayDecide: true });

describe('what somebody can do next', () => {
  it('is the decision that waits for who approves, whatever is open for others', () => {
    expect(ownNext(ALL, approver('Karl Ott'))).toBe(ofKarl);
    expect(ownNext([open, decision], lead('Lena Voss'))).toBe(decision);
    expect(ownNext([ofKarl], approver('  KARL  ott '))).toBe(ofKarl);
  });

  it('is never a decision about what they did themselves, nor one their role does not make', () => {
    expect(ownNext([decision, open], lead('anna berg'))).toBe(open);
    expect(ownNext([decision, ofKarl], technician('Tom Reich'))).toBeUndefined();
  });

  it('is the first step that is open for them, not one that lies with somebody else', () => {
    expect(ownNext([assigned, open], technician('Mia Lang'))).toBe(open);
    expect(ownNext([assigned, open], technician('Tom Reich'))).toBe(assigned);
    expect(ownNext([assigned, open], approver('Karl Ott'))).toBeUndefined();
  });

  it('is standing in for somebody after the own work, and what is outdated last', () => {
    expect(ownNext([old, ofKarl, open], lead('Lena Voss'))).toBe(open);
    expect(ownNext([old, ofKarl], lead('Lena Voss'))).toBe(ofKarl);
    expect(ownNext([old], technician('Tom Reich'))).toBe(old);
  });

  it('is what has to wait for an agreed day only when nothing else is left', () => {
    const dated = { ...waiting('dated', 'do', {}), notBefore: '2026-03-31' };
    expect(ownNext([dated, old, open], lead('Lena Voss'))).toBe(open);
    expect(ownNext([dated, old], lead('Lena Voss'))).toBe(old);
    expect(ownNext([dated], lead('Lena Voss'))).toBe(dated);
  });

  it('is nothing for who only reads', () => {
    expect(ownNext(ALL, { name: 'Paul Kunde', mayDo: false, mayDecide: false })).toBeUndefined();
  });
});
