import { personKey } from '../connect/person-key.js';
import { addressKey } from './throttle-rules.js';

/**
 * Keyed hashes of what must be found again and not be read. One human being is one mark, however the name is spelled
 * (ADR 0009), so that nobody gets a second account and with it a second pair of eyes.
 */
export class Marks {
  /** @param hmac HMAC-SHA-256 under the instance key, hex */
  constructor(private readonly hmac: (value: string) => string) {}

  person(name: string): string {
    return this.hmac(`account ${personKey(name)}`);
  }

  /** At a provider. Issuer and subject together, so that no other provider can name the same person. */
  identity(issuer: string, subject: string): string {
    return this.hmac(`identity ${JSON.stringify([issuer, subject])}`);
  }

  accountThrottle(person: string): string {
    return `account:${person}`;
  }

  addressThrottle(address: string): string {
    return `address:${this.address(address)}`;
  }

  address(address: string): string {
    return this.hmac(`address ${addressKey(address)}`).slice(0, 16);
  }
}
