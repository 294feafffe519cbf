/** Invented companies and everyday names. Domains end in `.example`, which nobody can register (RFC 2606). */
export const COMPANIES = [
  { name: 'Alpenblick Maschinenbau GmbH', domain: 'alpenblick.example', town: '80331 München' },
  { name: 'Nordlicht Logistik GmbH', domain: 'nordlicht.example', town: '20095 Hamburg' },
  { name: 'Rheinaue Druckhaus GmbH', domain: 'rheinaue.example', town: '50667 Köln' },
  { name: 'Spreetal Medizintechnik GmbH', domain: 'spreetal.example', town: '10115 Berlin' },
  { name: 'Mainwerk Elektrotechnik GmbH', domain: 'mainwerk.example', town: '60311 Frankfurt' },
] as const;

export const PARTNER = { name: 'Systemhaus Lenz GmbH', domain: 'systemhaus-lenz.example' } as const;

/** Who plays which part in the practice run. */
export const TEAM = {
  technician: 'Anna Berg',
  approver: 'Karl Ott',
  lead: 'Lena Voss',
  customer: 'Paul Kunde',
} as const;

export const GIVEN = [
  ...(['Amelie', 'Bernd', 'Clara', 'David', 'Elif', 'Felix', 'Greta', 'Hannes'] as const),
  ...(['Ines', 'Jörg', 'Katrin', 'Lukas', 'Mehmet', 'Nora', 'Oliver', 'Petra'] as const),
  ...(['Quirin', 'Ruth', 'Sönke', 'Tanja', 'Uwe', 'Vera', 'Wanda', 'Yannick'] as const),
] as const;

export const FAMILY = [
  ...(['Albrecht', 'Bäumer', 'Conrad', 'Dietz', 'Engel', 'Fröhlich', 'Graf', 'Hübner'] as const),
  ...(['Imhof', 'Jäger', 'Kaya', 'Lorenz', 'Möller', 'Nowak', 'Oster', 'Pohl'] as const),
  ...(['Richter', 'Schäfer', 'Thiel', 'Ulrich', 'Vogel', 'Weiß', 'Yıldız', 'Zander'] as const),
] as const;

/** A name as it stands in a mail address or an account: plain letters, umlauts spelled out. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
}
