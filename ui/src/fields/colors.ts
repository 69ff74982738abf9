import type { Option } from '../api/model';

/** The tag colours as strong ones, for larger areas with white text. */
const named: Record<string, string> = {
  green: '#389e0d',
  red: '#cf1322',
  blue: '#0958d9',
  orange: '#d46b08',
  gold: '#d48806',
  volcano: '#d4380d',
  cyan: '#08979c',
  purple: '#531dab',
  magenta: '#c41d7f',
  geekblue: '#1d39c4',
  lime: '#7cb305',
  default: '#0f766e',
  gray: '#64748b',
  grey: '#64748b',
  yellow: '#d4b106',
};

export function colorOf(option: Option): string {
  return option.color?.startsWith('#') ? option.color : (named[option.color ?? 'default'] ?? '#0f766e');
}
