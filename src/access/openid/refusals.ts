import { RequestError } from '../../core/errors.js';

export function noSuchProvider(): RequestError {
  return new RequestError('provider.unknown', {
    de: 'Diesen Anbieter kennt der Server nicht. Melden Sie sich mit Name und Kennwort an. Wer den Server betreibt, gibt Anbieter beim Start an.',
    en: 'The server does not know this provider. Sign in with name and password. Whoever operates the server declares providers at its start.',
  });
}

/** @param reason one word: the code of the system or of the library */
export function providerUnreachable(name: string, reason: string): RequestError {
  return new RequestError('provider.unreachable', {
    de: `${name} antwortet nicht, wie es sein soll (${reason}). Versuchen Sie es später, oder melden Sie sich mit Name und Kennwort an. Wer den Server betreibt, prüft Netz und Aussteller.`,
    en: `${name} does not answer as it should (${reason}). Try later, or sign in with name and password. Whoever operates the server checks network and issuer.`,
  });
}

/** Forged, used before, of another sign-in, or broken off by the person. */
export function answerRefused(name: string, reason: string): RequestError {
  return new RequestError('sign-in.refused', {
    de: `Die Anmeldung mit ${name} gilt nicht (${reason}): Sie wurde abgebrochen, war schon benutzt oder gehört nicht zu diesem Browser. Beginnen Sie noch einmal.`,
    en: `The sign-in with ${name} does not count (${reason}): it was broken off, was used before, or does not belong to this browser. Begin again.`,
  });
}

/** The browser brought nothing that a sign-in began with, or it took too long. */
export function flowEnded(): RequestError {
  return new RequestError('sign-in.refused', {
    de: 'Diese Anmeldung hat nicht in diesem Browser begonnen, oder sie hat länger als zehn Minuten gedauert. Beginnen Sie noch einmal.',
    en: 'This sign-in did not begin in this browser, or took longer than ten minutes. Begin again.',
  });
}

export function identityUnbound(name: string): RequestError {
  return new RequestError('identity.unbound', {
    de: `Bei ${name} sind Sie angemeldet, aber zu dieser Identität gehört hier kein offenes Konto. Bitten Sie um einen Einladungslink, öffnen Sie ihn und wählen Sie dort „Anmelden mit ${name}“.`,
    en: `You are signed in at ${name}, but no open account here belongs to this identity. Ask for an invitation link, open it, and choose "Sign in with ${name}" there.`,
  });
}

export function identityTaken(name: string): RequestError {
  return new RequestError('identity.taken', {
    de: `Diese Identität bei ${name} gehört hier schon zu einem anderen Konto. Eine Person hat eines: Melden Sie sich damit an, oder bei ${name} als die eingeladene Person.`,
    en: `This identity at ${name} belongs to another account here already. A person has one: sign in with it, or at ${name} as the person who was invited.`,
  });
}

/** Whoever owns an installation must get in when the provider is down. */
export function ownerNeedsPassword(): RequestError {
  return new RequestError('invitation.needs-password', {
    de: 'Der erste Besitzer gibt sich ein Kennwort, damit er auch hineinkommt, wenn der Anbieter ausfällt. Füllen Sie das Formular aus.',
    en: 'The first owner sets a password, to get in even when the provider is down. Fill in the form.',
  });
}
