import { useSyncExternalStore } from 'react';

/** How rows are laid out in which width of the window (matching.css), and how high they are in pixels. */
const LAYOUTS = [
  { media: '(min-width: 1440px)', height: 40 }, // one line
  { media: '(min-width: 760px)', height: 60 }, // both addresses below one another
];
const CARD = 108;

/** Every row is equally high, so the last of 100,000 is where it is expected. */
export function useRowHeight(): number {
  return useSyncExternalStore(subscribe, () => {
    const layout = LAYOUTS.find(({ media }) => matchMedia(media).matches);
    return layout?.height ?? CARD;
  });
}

function subscribe(changed: () => void): () => void {
  const medias = LAYOUTS.map(({ media }) => matchMedia(media));
  for (const media of medias) media.addEventListener('change', changed);
  return () => {
    for (const media of medias) media.removeEventListener('change', changed);
  };
}
