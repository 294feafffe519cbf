import { RequestError } from '../core/errors.js';

export function denied(): RequestError {
  return new RequestError('access.denied', {
    de: 'Dazu fehlt Ihnen das Recht. Wer einlädt, kann es Ihnen geben.',
    en: 'You are not allowed to do this. Whoever invites people can give you the right.',
  });
}

export function keyTaken(): RequestError {
  return new RequestError('command.mismatch', {
    de: 'Dieser Schlüssel wurde schon für einen anderen Befehl verwendet.',
    en: 'This key was already used for another command.',
  });
}

/** Said of what is not there and of what must not be seen: nobody learns which. */
export function noSuchProject(): RequestError {
  return new RequestError('project.not-found', {
    de: 'Dieses Projekt gibt es nicht.',
    en: 'There is no such project.',
  });
}

/** As `noSuchProject`, of a run. */
export function noSuchRun(): RequestError {
  return new RequestError('run.not-found', {
    de: 'Diesen Lauf gibt es nicht.',
    en: 'There is no such run.',
  });
}

export function signInRequired(): RequestError {
  return new RequestError('sign-in.required', {
    de: 'Bitte melden Sie sich an. Die Sitzung fehlt, ist beendet oder abgelaufen.',
    en: 'Please sign in. The session is missing, was ended or has run out.',
  });
}

export function noSuchPerson(): RequestError {
  return new RequestError('person.unknown', {
    de: 'Diese Person gibt es hier nicht. Wen es gibt, zeigt die Liste der Personen.',
    en: 'There is no such person here. The list of people shows who there is.',
  });
}

export function signInFailed(): RequestError {
  return new RequestError('sign-in.failed', {
    de: 'Name und Kennwort passen nicht zusammen, oder das Konto ist gesperrt.',
    en: 'Name and password do not fit, or the account was revoked.',
  });
}

export function signInPaused(waitMs: number): RequestError {
  const seconds = Math.ceil(waitMs / 1000);
  return new RequestError(
    'sign-in.paused',
    {
      de: `Zu viele Fehlversuche. Der nächste Versuch ist in ${seconds} s möglich.`,
      en: `Too many failed tries. The next one is possible in ${seconds} s.`,
    },
    { expected: [String(seconds)] },
  );
}

export function invitationEnded(): RequestError {
  return new RequestError('invitation.ended', {
    de: 'Dieser Link gilt nicht mehr: Er wurde benutzt, zurückgezogen oder ist abgelaufen. Lassen Sie sich einen neuen geben.',
    en: 'This link is no longer valid: it was used, withdrawn, or has run out. Ask for a new one.',
  });
}

export function personTaken(name: string): RequestError {
  return new RequestError('person.taken', {
    de: `„${name}“ hat hier schon ein Konto. Eine Person hat eines; zwei Menschen gleichen Namens unterscheidet ein Zusatz, zum Beispiel ein Initial.`,
    en: `"${name}" has an account here already. A person has one; an initial tells two people of the same name apart.`,
  });
}

/** Says no more than that: who has an account at another customer is nobody's business here. */
export function personElsewhere(name: string): RequestError {
  return new RequestError('access.denied', {
    de: `Unter dem Namen „${name}“ können Sie hier niemanden einladen. Nehmen Sie einen Zusatz, zum Beispiel ein Initial, oder fragen Sie die Inhaber der Installation.`,
    en: `You cannot invite anybody here under the name "${name}". Add something, for example an initial, or ask the owners of the installation.`,
  });
}
