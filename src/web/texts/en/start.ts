import type { Same } from '../same.js';
import type * as de from '../de/start.js';

export const signIn: Same<typeof de.signIn> = {
  title: 'Sign in',
  name: 'Name',
  password: 'Password',
  enter: 'Sign in and go on',
  elsewhere: 'Sign in at a provider',
  with: 'Sign in with {{name}}',
  returning: 'Checking the sign-in …',
  again: 'To the sign-in',
  noAccount:
    'No account yet? Whoever leads the project sends you a link. The server prints the first link when it starts.',
};

export const invitation: Same<typeof de.invitation> = {
  first: 'Welcome',
  title: 'Welcome, {{name}}',
  role: 'This link makes your account. Your role: {{role}}.',
  roles: {
    owner: 'owner of the installation',
    lead: 'project lead',
    technician: 'technician',
    approver: 'approval by the customer',
    auditor: 'audit, read only',
  },
  nameHelp: 'You sign in with this name, and the audit trail names you so.',
  passwordHelp: 'At least 15 characters. A whole sentence is easy to remember.',
  accept: 'Make the account and go on',
};
