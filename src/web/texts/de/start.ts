/** Before somebody works: signing in, an invitation. */
export const signIn = {
  title: 'Anmelden',
  name: 'Name',
  password: 'Kennwort',
  enter: 'Anmelden und weiter',
  elsewhere: 'Anmelden bei einem Anbieter',
  with: 'Anmelden mit {{name}}',
  returning: 'Die Anmeldung wird geprüft …',
  again: 'Zur Anmeldung',
  noAccount:
    'Sie haben noch kein Konto? Wer das Projekt leitet, schickt Ihnen einen Link. Den ersten Link gibt der Server beim Start aus.',
} as const;

export const invitation = {
  first: 'Willkommen',
  title: 'Willkommen, {{name}}',
  role: 'Mit diesem Link legen Sie Ihr Konto an. Ihre Rolle: {{role}}.',
  roles: {
    owner: 'Besitzer der Installation',
    lead: 'Projektleitung',
    technician: 'Techniker',
    approver: 'Freigabe durch den Kunden',
    auditor: 'Prüfung, nur lesen',
  },
  nameHelp: 'Unter diesem Namen melden Sie sich an, und so stehen Sie im Protokoll.',
  passwordHelp: 'Mindestens 15 Zeichen. Ein ganzer Satz ist leicht zu merken.',
  accept: 'Konto anlegen und weiter',
} as const;
