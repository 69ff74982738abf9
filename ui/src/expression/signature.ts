/** What a function takes and gives, written as `NAME(value: S, [match: S, result: T]+, else?: T): T`. */
export interface Signature {
  text: string;
  fixed: Parameter[];
  repeated: Parameter[];
  optional: Parameter[];
  result: string;
}

export interface Parameter {
  name: string;
  type: string;
}

export function parseSignature(text: string): Signature {
  const whole = /^(\w+)\((.*)\): ([\w<>]+)$/.exec(text);
  if (!whole) throw new Error(`not a signature: ${text}`);
  const signature: Signature = { text, fixed: [], repeated: [], optional: [], result: whole[3]! };
  let inRepeated = false;
  for (const part of whole[2]!.trim() === '' ? [] : whole[2]!.split(', ')) {
    const match = /^(\[)?(\w+)(\?)?: ([\w<>]+)(\]\+)?$/.exec(part);
    if (!match) throw new Error(`not a parameter: ${part}`);
    inRepeated ||= match[1] !== undefined;
    const list = inRepeated ? signature.repeated : match[3] ? signature.optional : signature.fixed;
    list.push({ name: match[2]!, type: match[4]! });
    inRepeated &&= match[5] === undefined;
  }
  return signature;
}

/** The type of a list's elements as written, or undefined when this is no list. */
export function elementOf(type: string): string | undefined {
  return type.startsWith('list<') ? type.slice(5, -1) : undefined;
}

/** The parameter of each of so many arguments, or undefined when there cannot be so many. */
export function expand(signature: Signature, count: number): Parameter[] | undefined {
  let rest = count - signature.fixed.length;
  if (rest < 0) return undefined;
  const all = [...signature.fixed];
  if (signature.repeated.length > 0) {
    const times = Math.floor(rest / signature.repeated.length);
    if (times === 0) return undefined;
    for (let i = 0; i < times; i++) all.push(...signature.repeated);
    rest %= signature.repeated.length;
  }
  return rest > signature.optional.length ? undefined : [...all, ...signature.optional.slice(0, rest)];
}
