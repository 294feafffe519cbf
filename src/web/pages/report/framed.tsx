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

/** Prints the report alone, on its own pages. */
export function printFrame(): void {
  const frame = document.getElementById(FRAME);
  if (frame instanceof HTMLIFrameElement) frame.contentWindow?.print();
}
