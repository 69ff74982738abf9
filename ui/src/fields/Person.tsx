import { tintOf } from '../kit/Icon';

/** A person as a small disc with the name's first letter (the last character of a Chinese name reads better). */
export function Person({ name, size = 20 }: { name: string; size?: number }) {
  const chinese = /^[\u3400-\u9fff]{2,4}$/.test(name);
  const initial = chinese ? name.slice(-1) : name.slice(0, 1).toUpperCase();
  return (
    <span className="person">
      <span
        className="person-disc"
        style={{ background: tintOf(name), width: size, height: size, fontSize: size * 0.55 }}
        aria-hidden
      >
        {initial}
      </span>
      <span className="person-name">{name}</span>
    </span>
  );
}
