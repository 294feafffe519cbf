import { argument, withEngine, type Handler } from './call.js';
import { comparisonLines } from './compare-lines.js';

/** `run compare A B`: side by side, row by row; reads only, and nothing begins. */
export const compareRuns: Handler = (call) =>
  withEngine(
    call,
    async ({ umstieg }) => {
      const comparison = await umstieg.comparer.compare(argument(call, 0), argument(call, 1));
      await call.screen.answer(comparison, () => comparisonLines(comparison, call.screen));
      return 0;
    },
    { startPaused: true },
  );
