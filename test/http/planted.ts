/** Secrets that were given to a program, and every way in which one could stand in what it wrote. */
export class Planted {
  private readonly secrets = new Map<string, string>();

  get size(): number {
    return this.secrets.size;
  }

  /** @returns the secret; an empty or a short one would be found by accident or not at all */
  add(name: string, secret: string | undefined): string {
    if (secret === undefined || secret.length < 6) throw new Error(`${name}: ${String(secret)}`);
    this.secrets.set(name, secret);
    return secret;
  }

  /** Which secrets stand in these bytes, in which writing. */
  in(where: string, bytes: Buffer): string[] {
    return [...this.secrets].flatMap(([name, secret]) =>
      Object.entries(writings(secret))
        .filter(([, form]) => bytes.includes(form))
        .map(([writing]) => `${where}: ${name} (${writing})`)
        .slice(0, 1),
    );
  }

  /** Each secret in each writing, between other bytes. */
  *written(): Generator<Buffer> {
    for (const secret of this.secrets.values())
      for (const form of Object.values(writings(secret)))
        yield Buffer.concat([Buffer.from('..'), form, Buffer.from('..')]);
  }
}

function writings(secret: string): Record<string, Buffer> {
  const bytes = Buffer.from(secret);
  return {
    plain: bytes,
    utf16: Buffer.from(secret, 'utf16le'),
    hex: Buffer.from(bytes.toString('hex')),
    base64: Buffer.from(bytes.toString('base64').replace(/=+$/, '')),
    base64url: Buffer.from(bytes.toString('base64url')),
    inAddress: Buffer.from(encodeURIComponent(secret)),
  };
}
