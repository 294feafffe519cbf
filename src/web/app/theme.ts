export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const PLACE = 'umstieg.theme'; // public/theme.js reads it before the first paint

export function theme(): Theme {
  const kept = localStorage.getItem(PLACE);
  return THEMES.find((one) => one === kept) ?? 'system';
}

export function setTheme(next: Theme): void {
  localStorage.setItem(PLACE, next);
  const { dataset } = document.documentElement;
  if (next === 'system') delete dataset['theme'];
  else dataset['theme'] = next;
}
