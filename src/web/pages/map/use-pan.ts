import { useRef, type PointerEvent, type RefObject } from 'react';

/** Drags a frame's content with the mouse, as a hand moves a sheet; fingers scroll by themselves. */
export function usePan(frame: RefObject<HTMLDivElement | null>) {
  const held = useRef<{ x: number; y: number }>(undefined);
  return {
    onPointerDown: (event: PointerEvent) => {
      const onNode = event.target instanceof Element && event.target.closest('a') !== null;
      if (event.pointerType !== 'mouse' || event.button !== 0 || onNode) return;
      held.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent) => {
      if (!held.current || !frame.current) return;
      if (event.buttons === 0) {
        held.current = undefined;
        return;
      }
      frame.current.scrollBy(held.current.x - event.clientX, held.current.y - event.clientY);
      held.current = { x: event.clientX, y: event.clientY };
    },
    onPointerUp: () => {
      held.current = undefined;
    },
  };
}
