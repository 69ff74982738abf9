import { Tag } from 'antd';
import type { Option } from '../api/model';
import { labelOf, useLanguage } from '../i18n/language';

/** An option in its colour; a value that is no longer an option is shown as it is. */
export function OptionTag({ option, name }: { option?: Option; name: string }) {
  useLanguage();
  return (
    <Tag color={option?.color ?? 'default'} variant="filled" className="option-tag">
      {option ? labelOf(option) : name}
    </Tag>
  );
}
