import type { Field, Rule, Text } from '../../api/model';

/** What a rule says when it refuses: its own message, else a standard one; the server has the same texts. */
export function messageOf(rule: Rule, field: Field | undefined): Text {
  const own = rule.message as Text | string | undefined;
  if (typeof own === 'string') return { 'zh-CN': own, 'en-US': own };
  if (own && Object.keys(own).length > 0) return own;
  const zh = labelIn(field, 'zh-CN');
  const en = labelIn(field, 'en-US');
  switch (rule.type) {
    case 'required':
      return { 'zh-CN': `请填写${zh}`, 'en-US': `${en} is required` };
    case 'readOnly':
      return { 'zh-CN': `${zh}现在不能修改`, 'en-US': `${en} can't be changed now` };
    case 'options':
      return { 'zh-CN': `${zh}现在不能选这一项`, 'en-US': `This option of ${en} can't be chosen now` };
    case 'filter':
      return { 'zh-CN': `${zh}不能选这条记录`, 'en-US': `This record can't be chosen as ${en}` };
    default:
      return { 'zh-CN': rule.name, 'en-US': rule.name };
  }
}

function labelIn(field: Field | undefined, language: 'zh-CN' | 'en-US'): string {
  const label = field?.label as Text | string | undefined;
  if (typeof label === 'string') return label;
  return label?.[language] ?? label?.['zh-CN'] ?? label?.['en-US'] ?? field?.name ?? '';
}
