import { InputNumber } from 'antd';
import type { InputProps } from './type';

interface Props extends InputProps {
  scale: number;
  prefix?: string;
  suffix?: string;
}

/** Digits in groups of three while not being typed in, no more decimals than the field keeps. */
export function NumberInput({
  id,
  field,
  value,
  onChange,
  invalid,
  autoFocus,
  scale,
  prefix,
  suffix,
}: Props) {
  return (
    <InputNumber
      id={id}
      className="fill number-input"
      value={value as number | null}
      onChange={(next) => onChange(next ?? null)}
      status={invalid ? 'error' : undefined}
      autoFocus={autoFocus}
      precision={scale === 0 ? 0 : undefined}
      min={field.min}
      max={field.max}
      changeOnWheel={false}
      controls={false}
      prefix={prefix}
      suffix={suffix}
      formatter={(raw, { userTyping }) => (userTyping ? `${raw ?? ''}` : grouped(raw))}
      parser={(shown) => (shown ?? '').replaceAll(/[,，\s]/g, '') as never}
    />
  );
}

function grouped(raw: string | number | undefined): string {
  if (raw === undefined || raw === null || raw === '') return '';
  const [whole, fraction] = String(raw).split('.');
  const digits = whole!.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
}
