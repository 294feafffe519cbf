/** The report for partner and customer. */
export const report = {
  title: 'Bericht',
  tools: 'Was Sie mit dem Bericht tun können',
  language: 'Sprache des Berichts',
  pdf: 'Als PDF herunterladen',
  making: 'PDF wird erstellt …',
  print: 'Drucken',
  alone: 'Allein anzeigen',
  of: 'Bericht für {{customer}}',
  hash: 'Der Bericht steht auf Eintrag {{seq}} des Protokolls. Dessen Prüfsumme:',
  hashName: 'Prüfsumme',
} as const;
