/** A text with parts of it marked: pairs of places, from and to, in order. */
export function Marked({ text, ranges }: { text: string; ranges?: number[][] }) {
  const parts: React.ReactNode[] = [];
  let at = 0;
  for (const [from = 0, to = 0] of ranges ?? []) {
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

/** A long text cut to what is around its first marked part; the ranges fit the part. */
export function excerpt(text: string, ranges: number[][], length = 60): { text: string; ranges: number[][] } {
  const first = ranges[0]?.[0] ?? 0;
  const from = text.length <= length ? 0 : Math.max(0, first - Math.floor(length / 3));
  const to = Math.min(text.length, from + length);
  const head = from > 0 ? '…' : '';
  const shift = head.length - from;
  return {
    text: head + text.slice(from, to) + (to < text.length ? '…' : ''),
    ranges: ranges
      .filter(([start = 0, end = 0]) => start >= from && end <= to)
      .map(([start = 0, end = 0]) => [start + shift, end + shift]),
  };
}
