/** The server's `trellis.d.ts` as far as completion needs it: names, their types, and what is said about them. */
export interface Member {
  name: string;
  /** As declared, on one line. */
  type: string;
  /** What the declaration's comment says. */
  info?: string;
  callable: boolean;
  readOnly: boolean;
}

export interface Typings {
  /** Members of interfaces, classes and object types, by the name of the type. */
  types: ReadonlyMap<string, readonly Member[]>;
  /** `Decimal.of` and the like, by the name of the class. */
  statics: ReadonlyMap<string, readonly Member[]>;
  /** What scripts find around them; their `type` names an entry of {@link types} where it has members. */
  globals: readonly Member[];
}

/** Reads declarations; what is written in a way it does not know it leaves out. */
export function readTypings(text: string): Typings {
  const types = new Map<string, Member[]>();
  const statics = new Map<string, Member[]>();
  const globals: Member[] = [];
  let info: string | undefined;
  let open: { members: Member[]; statics?: Member[]; nested?: Member[] } | undefined;
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const comment = /^\/\*\*\s*(.*?)\s*\*\/$/.exec(line);
    if (comment) {
      info = comment[1];
      continue;
    }
    if (!open) {
      const begins = /^(?:declare\s+)?(interface|class|const)\s+(\w+)(?::)?\s*\{$/.exec(line);
      if (begins) {
        const [, kind, name] = begins as unknown as [string, string, string];
        open = { members: [], statics: kind === 'class' ? [] : undefined };
        types.set(name, open.members);
        if (open.statics) statics.set(name, open.statics);
        if (kind !== 'interface') globals.push(member(name, name, info, kind === 'class'));
      } else {
        const declared = /^declare\s+(function|const)\s+(\w+)(.*?);?$/.exec(line);
        if (declared) {
          const [, kind, name, rest] = declared as unknown as [string, string, string, string];
          if (!globals.some((one) => one.name === name))
            globals.push(member(name, rest.replace(/^:\s*/, ''), info, kind === 'function'));
        }
      }
    } else if (/^\};?$/.test(line)) {
      if (open.nested) open.nested = undefined;
      else open = undefined;
    } else {
      const within = open.nested ?? open.members;
      const nests = /^(\w+):\s*\{$/.exec(line);
      if (nests) {
        const name = `trellis.${nests[1]}`;
        within.push(member(nests[1]!, name, info, false));
        open.nested = [];
        types.set(name, open.nested);
      } else
        for (const one of membersOf(line, info, types))
          (one.fixed && open.statics ? open.statics : within).push(one.member);
    }
    info = undefined;
  }
  return { types, statics, globals };
}

/** One declaration of a line; an object type written on it gets members of its own. */
function membersOf(line: string, info: string | undefined, types: Map<string, Member[]>) {
  const found = /^(static\s+)?(readonly\s+)?(\w+)(<[^>]*>+)?(\??:|\()(.*?);?$/.exec(line);
  if (!found || found[3] === 'constructor') return [];
  const name = found[3]!;
  const call = found[5] === '(';
  let type = call ? `(${found[6]}` : found[6]!.trim();
  const inline = !call && /^\{\s*(.*?);?\s*\}$/.exec(type);
  if (inline) {
    const key = `trellis.${name}`;
    types.set(
      key,
      split(inline[1]!).flatMap((one) => membersOf(one.trim(), undefined, types).map((each) => each.member)),
    );
    type = key;
  }
  return [
    { member: { ...member(name, type, info, call), readOnly: found[2] !== undefined }, fixed: !!found[1] },
  ];
}

/** At the semicolons that stand in no brackets. */
function split(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if ('({[<'.includes(text[at]!)) depth++;
    else if (')}]'.includes(text[at]!) || (text[at] === '>' && text[at - 1] !== '=')) depth--;
    else if (text[at] === ';' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)].filter((part) => part.trim() !== '');
}

const member = (name: string, type: string, info: string | undefined, callable: boolean): Member => ({
  name,
  type,
  info,
  callable,
  readOnly: false,
});
