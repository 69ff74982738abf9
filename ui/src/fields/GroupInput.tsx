import { Input, InputNumber } from 'antd';
import { useT, type MessageKey } from '../i18n/language';
import type { InputProps } from './type';

export interface Part {
  name: string;
  label: MessageKey;
  number?: boolean;
  wide?: boolean;
}

/** A value of several named parts; all parts empty is no value. */
export function GroupInput({ id, value, onChange, invalid, parts }: InputProps & { parts: Part[] }) {
  const t = useT();
  const group = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const set = (name: string, next: unknown) => {
    const changed = Object.fromEntries(
      Object.entries({ ...group, [name]: next }).filter(
        ([, part]) => part !== null && part !== '' && part !== undefined,
      ),
    );
    onChange(Object.keys(changed).length ? changed : null);
  };
  return (
    <div className="group-input">
      {parts.map((part, index) => (
        <label key={part.name} className={part.wide ? 'group-wide' : undefined}>
          {part.number ? (
            <InputNumber
              id={index ? undefined : id}
              className="fill"
              placeholder={t(part.label)}
              value={group[part.name] as number}
              status={invalid ? 'error' : undefined}
              controls={false}
              onChange={(next) => set(part.name, next)}
            />
          ) : (
            <Input
              id={index ? undefined : id}
              placeholder={t(part.label)}
              value={(group[part.name] as string) ?? ''}
              status={invalid ? 'error' : undefined}
              onChange={(event) => set(part.name, event.target.value)}
            />
          )}
        </label>
      ))}
    </div>
  );
}
