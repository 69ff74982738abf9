import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import type { ReactElement } from 'react';
import type { Catalog, ObjectDefinition } from '../../api/model';
import { labelOf, useT } from '../../i18n/language';
import { findField, listableFields } from '../metadata';

interface Props {
  catalog: Catalog | undefined;
  object: ObjectDefinition;
  columns: string[];
  onChange: (columns: string[] | undefined) => void;
  children: ReactElement;
}

/** Which fields are columns and in which order; remembered on this device for this view. */
export function ColumnChooser({ catalog, object, columns, onChange, children }: Props) {
  const t = useT();
  const others = listableFields(object).filter((field) => !columns.includes(field.name));
  const move = (index: number, by: number) => {
    const next = [...columns];
    const [moved] = next.splice(index, 1);
    next.splice(index + by, 0, moved!);
    onChange(next);
  };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={
        <div className="popover-head">
          {t('list.columns')}
          <Button type="link" size="small" onClick={() => onChange(undefined)}>
            {t('list.columnsReset')}
          </Button>
        </div>
      }
      content={
        <div className="column-chooser">
          {columns.map((path, index) => {
            const field = findField(catalog, object, path);
            if (!field) return null;
            return (
              <div key={path} className="column-row">
                <Checkbox
                  checked
                  disabled={columns.length === 1}
                  onChange={() => onChange(columns.filter((one) => one !== path))}
                >
                  {labelOf(field)}
                </Checkbox>
                <span>
                  <Button
                    type="text"
                    size="small"
                    icon={<ArrowUpOutlined />}
                    aria-label={t('list.columnUp')}
                    disabled={index === 0}
                    onClick={() => move(index, -1)}
                  />
                  <Button
                    type="text"
                    size="small"
                    icon={<ArrowDownOutlined />}
                    aria-label={t('list.columnDown')}
                    disabled={index === columns.length - 1}
                    onClick={() => move(index, 1)}
                  />
                </span>
              </div>
            );
          })}
          {others.map((field) => (
            <div key={field.name} className="column-row">
              <Checkbox checked={false} onChange={() => onChange([...columns, field.name])}>
                {labelOf(field)}
              </Checkbox>
            </div>
          ))}
        </div>
      }
    >
      {children}
    </Popover>
  );
}
