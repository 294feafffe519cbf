/** How far something is, as a length and a number. */
export function Bar({ percentage }: { readonly percentage: number }) {
  return (
    <span className="bar-track">
      <span className="bar-fill" style={{ inlineSize: `${String(Math.round(percentage))}%` }} />
    </span>
  );
}
