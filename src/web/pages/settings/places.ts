import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session.js';
import { placesQuery, type Place } from './query.js';

/** Scopes by their names: „Kunde Muster GmbH“. */
export function usePlaces() {
  const { t } = useTranslation();
  const { data: places } = useSuspenseQuery(placesQuery);
  const word = ({ kind, name }: Place) => t(`settings.place.${kind}`, { name });
  const { data: session } = useSuspenseQuery(sessionQuery);
  const isEverywhere = session.grants.some(({ scope }) => scope === 'installation');
  const offered = places.filter(({ kind }) => kind !== 'installation' || isEverywhere);
  return {
    options: offered.map((place) => ({ id: place.scope, name: word(place) })),
    /** The project one comes from, the only place there is, or none: then it is asked for. */
    first: (run: string | null) => {
      const [only, ...more] = offered;
      const here = offered.find(({ runs = [] }) => run !== null && runs.includes(run));
      return (here ?? (more.length === 0 ? only : undefined))?.scope ?? '';
    },
    nameOf: (scope: string) => {
      const found = places.find((place) => place.scope === scope);
      return found ? word(found) : scope;
    },
  };
}
