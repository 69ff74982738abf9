import type { Field, Rule, Text } from '../../api/model';
import enUS from '../../i18n/en-US.json';
import zhCN from '../../i18n/zh-CN.json';

const both = (key: 'rule.required' | 'rule.readOnly' | 'rule.options' | 'rule.filter') =>
  [zhCN[key], enUS[key]] as const;

const standard: Partial<Record<Rule['type'], readonly [string, string]>> = {
  required: both('rule.required'),
  readOnly: both('rule.readOnly'),
  options: both('rule.options'),
  filter: both('rule.filter'),
};

/** What a rule says when it refuses: its own message, else a standard one; the server has the same texts. */
export function messageOf(rule: Rule, field: Field | undefined): Text {
  const own = rule.message as Text | string | undefined;
  if (typeof own === 'string') return { 'zh-CN': own, 'en-US': own };
  if (own && Object.keys(own).length > 0) return own;
  const texts = standard[rule.type];
  return {
    'zh-CN': texts?.[0].replace('{field}', labelIn(field, 'zh-CN')) ?? rule.name,
    'en-US': texts?.[1].replace('{field}', labelIn(field, 'en-US')) ?? rule.name,
  };
}

function labelIn(field: Field | undefined, language: 'zh-CN' | 'en-US'): string {
  const label = field?.label as Text | string | undefined;
  if (typeof label === 'string') return label;
  return label?.[language] ?? label?.['zh-CN'] ?? label?.['en-US'] ?? field?.name ?? '';
}
