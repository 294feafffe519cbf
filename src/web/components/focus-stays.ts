import { useEffect, type RefObject } from 'react';

/** What may take the focus over: parts of a page that a person would name. */
const AROUND = 'section, form, [role=group], [tabindex="-1"]';

/**
 * Whatever holds the focus and goes away (a sentence that was acknowledged, a row, a form that was sent) leaves it to what
 * stood around it, so that nobody without a mouse begins anew at the top. Browsers leave it nowhere:
 * https://developer.mozilla.org/en-US/docs/Web/API/Document/activeElement
 */
export function useFocusStays(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = page.current;
    if (!root) return undefined;
    let held: Element | undefined;
    let around: readonly HTMLElement[] = [];
    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      held = target;
      around = placesAround(target, root);
    };
    const watch = new MutationObserver(() => {
      if (document.activeElement !== document.body || held?.isConnected !== false) return;
      held = undefined;
      const place = around.find((one) => one.isConnected);
      if (place && !place.hasAttribute('tabindex')) place.tabIndex = -1;
      place?.focus({ preventScroll: true });
    });
    root.addEventListener('focusin', remember);
    watch.observe(root, { childList: true, subtree: true });
    return () => {
      root.removeEventListener('focusin', remember);
      watch.disconnect();
    };
  }, [page]);
}

/** From the inside out, the page itself last. */
function placesAround(target: Element, root: HTMLElement): readonly HTMLElement[] {
  const places: HTMLElement[] = [];
  for (let one = target.parentElement; one && one !== root; one = one.parentElement)
    if (one.matches(AROUND)) places.push(one);
  return [...places, root];
}
