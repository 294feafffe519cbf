/** Names of what this browser had no room for. */
const without = new Set<string>();
const listeners = new Set<() => void>();

/** What this browser keeps of what is typed and on its way. An origin has about 5 MiB of it. */
export const storage = {
  /** Whether something is held by this window alone, since the browser had no room for it. */
  isFull: (): boolean => without.size > 0,
  /** @returns whether it is kept; where there is no room, that is said, and the older text under that name goes */
  keep(name: string, text: string): boolean {
    try {
      localStorage.setItem(name, text);
      without.delete(name);
    } catch {
      localStorage.removeItem(name);
      without.add(name);
    }
    tell();
    return !without.has(name);
  },
  drop(name: string): void {
    localStorage.removeItem(name);
    without.delete(name);
    tell();
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function tell(): void {
  for (const listener of listeners) listener();
}
