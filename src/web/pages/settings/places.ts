import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { placesQuery, type Place } from './query.js';

/** Scopes by their names: „Kunde Muster GmbH“. */
export function usePlaces() {
  const { t } = useTranslation();
  const { data: places } = useSuspenseQuery(placesQuery);
  const word = ({ kind, name }: Place) => t(`settings.place.${kind}`, { name });
  return {
    options: places.map((place) => ({ id: place.scope, name: word(place) })),
    nameOf: (scope: string) => {
      const found = places.find((place) => place.scope === scope);
      return found ? word(found) : scope;
    },
  };
}
