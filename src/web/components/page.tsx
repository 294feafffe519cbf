import { useEffect, useRef, type ReactNode } from 'react';
import { useFocusStays } from './focus-stays.js';

interface Props {
  readonly title: string;
  /** Beside the heading and in the title of the window, where the heading alone would not say which project it is. */
  readonly of?: string;
  /** Beside the heading: few words, or the one primary action. */
  readonly beside?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A page with its one heading. Coming from another page, the reading starts there. */
export function Page({ title, of, beside, wide = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const root = useRef<HTMLDivElement>(null);
  useFocusStays(root);
  useEffect(() => {
    document.title = [title, of, 'Umstieg'].filter(Boolean).join(' · ');
  }, [title, of]);
  useEffect(() => {
    if (history.length > 1 && document.activeElement === document.body) {
      heading.current?.focus({ preventScroll: true });
    }
  }, []);
  return (
    <div ref={root} className="page" data-wide={wide || undefined}>
      <div className="page-head">
        <div className="page-title">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {of !== undefined && <p className="quiet">{of}</p>}
        </div>
        {beside}
      </div>
      {children}
    </div>
  );
}
