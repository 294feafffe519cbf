import { useEffect, useRef, useState } from 'react';

const FRAME = 'report-frame';

interface Props {
  readonly html: string;
  readonly title: string;
  /** Another one is another report. */
  readonly revision: number;
}

/** As high as what is in it, so that one scrolls the page and not a box in it. Nothing in it may run. */
export function Framed({ html, title, revision }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState<number>();
  const [loaded, setLoaded] = useState(0);
  useEffect(() => {
    const content = frame.current?.contentDocument?.documentElement;
    if (!content || loaded === 0) return undefined;
    const observer = new ResizeObserver(() => setHeight(content.offsetHeight));
    observer.observe(content);
    return () => observer.disconnect();
  }, [loaded]);
  useEffect(() => {
    const fit = () => fitToPaper(frame.current);
    const back = () => frame.current?.style.removeProperty('width');
    addEventListener('beforeprint', fit);
    addEventListener('afterprint', back);
    return () => {
      removeEventListener('beforeprint', fit);
      removeEventListener('afterprint', back);
    };
  }, []);
  return (
    <iframe
      key={revision}
      id={FRAME}
      ref={frame}
      className="report"
      title={title}
      src={html}
      sandbox="allow-same-origin allow-modals"
      style={height === undefined ? {} : { height }}
      onLoad={() => setLoaded((times) => times + 1)}
    />
  );
}

/** Where the whole page is printed: as wide as A4 between its margins, and as high as the report is then. */
function fitToPaper(frame: HTMLIFrameElement | null): void {
  const content = frame?.contentDocument?.documentElement;
  if (!frame || !content) return;
  frame.style.width = '182mm';
  frame.style.height = `${content.offsetHeight}px`;
}

/** Prints the report alone, on its own pages. */
export function printFrame(): void {
  const frame = document.getElementById(FRAME);
  if (frame instanceof HTMLIFrameElement) frame.contentWindow?.print();
}
