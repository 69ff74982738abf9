import {
  ColumnHeightOutlined,
  FilterOutlined,
  ProjectOutlined,
  ReloadOutlined,
  SearchOutlined,
  SettingOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import { Badge, Button, Input, Segmented, Select, Tooltip } from 'antd';
import { useEffect, useState } from 'react';
import type { ObjectDefinition } from '../../api/model';
import { useCatalog } from '../../api/queries';
import { uiOf } from '../../fields/registry';
import { labelOf, useT } from '../../i18n/language';
import { usePhone } from '../../kit/device';
import { useDebounced } from '../../kit/hooks';
import { findField } from '../metadata';
import { ColumnChooser } from './ColumnChooser';
import { choicesOf, type ListState } from './state';

interface Props {
  object: ObjectDefinition;
  state: ListState;
  columns: string[];
  onColumns: (columns: string[] | undefined) => void;
  density: 'small' | 'middle';
  onDensity: (density: 'small' | 'middle') => void;
  onChange: (change: Partial<ListState>) => void;
  onFilter: () => void;
  onRefresh: () => void;
  refreshing: boolean;
  /** The object has stages to be shown as lanes. */
  mayBoard: boolean;
}

export function ListToolbar({
  object,
  state,
  columns,
  onColumns,
  density,
  onDensity,
  onChange,
  onFilter,
  onRefresh,
  refreshing,
  mayBoard,
}: Props) {
  const t = useT();
  const phone = usePhone();
  const catalog = useCatalog().data;
  const tabs = choicesOf(catalog, object, t('list.all')).map(({ key, label }) => ({ value: key, label }));
  const count = state.conditions.length + (state.expression ? 1 : 0);
  return (
    <div className="toolbar">
      {!phone && tabs.length > 1 && tabs.length <= 8 && (
        <Segmented
          value={state.viewName}
          options={tabs}
          onChange={(view) => onChange({ viewName: view })}
          className="view-tabs"
        />
      )}
      <span className="toolbar-gap" />
      {mayBoard && (
        <Segmented
          value={state.board ? 'board' : 'list'}
          onChange={(as) => onChange({ board: as === 'board' })}
          options={[
            { value: 'list', icon: <UnorderedListOutlined />, title: t('board.list') },
            { value: 'board', icon: <ProjectOutlined />, title: t('board.board') },
          ]}
          data-test="board"
        />
      )}
      <QuickSearch key={state.viewName} value={state.q} onChange={(q) => onChange({ q })} />
      <Badge count={count} size="small" offset={[-4, 2]}>
        <Button
          icon={<FilterOutlined />}
          onClick={onFilter}
          type={count ? 'default' : 'text'}
          data-test="filter"
          aria-label={t('filter.title')}
        >
          {phone ? undefined : t('filter.title')}
        </Button>
      </Badge>
      {phone ? (
        <PhoneSort />
      ) : (
        <>
          <ColumnChooser catalog={catalog} object={object} columns={columns} onChange={onColumns}>
            <Button type="text" icon={<SettingOutlined />} aria-label={t('list.columns')} />
          </ColumnChooser>
          <Tooltip title={t('list.density')}>
            <Button
              type="text"
              icon={<ColumnHeightOutlined />}
              aria-label={t('list.density')}
              onClick={() => onDensity(density === 'small' ? 'middle' : 'small')}
            />
          </Tooltip>
          <Tooltip title={t('list.refresh')}>
            <Button
              type="text"
              icon={<ReloadOutlined spin={refreshing} />}
              aria-label={t('list.refresh')}
              onClick={onRefresh}
            />
          </Tooltip>
        </>
      )}
    </div>
  );

  /** Cards have no headers to tap: the order is a menu. */
  function PhoneSort() {
    const fields = columns
      .map((path) => ({ path, field: findField(catalog, object, path) }))
      .filter((one) => one.field && uiOf(one.field).sortable);
    const options = fields.flatMap(({ path, field }) => [
      { value: path, label: `${labelOf(field)} ↑` },
      { value: `-${path}`, label: `${labelOf(field)} ↓` },
    ]);
    return (
      <Select
        className="phone-sort"
        popupMatchSelectWidth={false}
        placeholder={t('list.sort')}
        value={options.some((option) => option.value === state.sort) ? state.sort : undefined}
        options={options}
        onChange={(sort) => onChange({ sort })}
      />
    );
  }
}

function QuickSearch({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useT();
  const [typed, setTyped] = useState(value);
  const settled = useDebounced(typed, 300);
  useEffect(() => {
    if (settled !== value && settled === typed) onChange(settled);
    // Only what was typed asks; a change from outside is taken over below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  useEffect(() => setTyped(value), [value]);
  return (
    <Input
      className="quick-search"
      prefix={<SearchOutlined className="muted" />}
      placeholder={t('list.search')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      allowClear
      data-test="quick-search"
    />
  );
}
