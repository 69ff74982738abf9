import { Checkbox, Collapse, Input, Select } from 'antd';
import { useCatalog } from '../../api/queries';
import { labelOf, useT } from '../../i18n/language';
import { CodeEditor } from '../../kit/CodeEditor';
import { Line } from '../Line';
import { nameFrom } from '../names';
import { MoreInputs } from './MoreInputs';
import { events, has, methods, scriptTypes, type Placed, type Script } from './script';
import { suggestFields } from './suggest';

interface Props {
  script: Script;
  fresh: boolean;
  placed: Placed;
  onChange: (change: Partial<Script>) => void;
}

const languages = [
  ['zh-CN', 'script-zh', 'setup.labelZh'],
  ['en-US', 'script-en', 'setup.labelEn'],
] as const;

/** Everything of a script but its source; only what its type has a use for. */
export function ScriptForm({ script, fresh, placed, onChange }: Props) {
  const t = useT();
  const objects = useCatalog().data?.objects ?? [];
  const fields = objects.find((one) => one.name === script.object)?.fields ?? [];
  const problems = placed.byKey;
  const say = (language: 'zh-CN' | 'en-US') =>
    typeof script.label === 'string' ? script.label : (script.label?.[language] ?? '');
  const setLabel = (language: 'zh-CN' | 'en-US', text: string) => {
    const untouched = fresh && script.name === nameFrom(say('en-US'));
    const label = { 'zh-CN': say('zh-CN'), 'en-US': say('en-US'), [language]: text };
    onChange({
      label: Object.fromEntries(Object.entries(label).filter(([, one]) => one !== '')),
      ...(untouched && language === 'en-US' ? { name: nameFrom(text) } : {}),
    });
  };
  return (
    <div className="card script-form">
      <Line id="script-type" label={t('script.type')} required problems={problems.type}>
        <Select
          id="script-type"
          className="fill"
          disabled={!fresh}
          value={script.type}
          onChange={(type) => onChange({ type })}
          options={scriptTypes.map((one) => ({ value: one, label: t(`script.type.${one}`) }))}
        />
        <div className="field-note">{t(`script.typeHelp.${script.type}`)}</div>
      </Line>
      {languages.map(([language, id, label]) => (
        <Line
          key={language}
          id={id}
          label={t(label)}
          problems={language === 'zh-CN' ? problems.label : undefined}
        >
          <Input id={id} value={say(language)} onChange={(event) => setLabel(language, event.target.value)} />
        </Line>
      ))}
      <Line id="script-name" label={t('setup.apiName')} required problems={problems.name}>
        <Input
          id="script-name"
          className="code"
          disabled={!fresh}
          value={script.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </Line>
      {has(script, 'object') && (
        <Line id="script-object" label={t('setup.object')} required problems={problems.object}>
          <Select
            id="script-object"
            className="fill"
            showSearch={{ optionFilterProp: 'label' }}
            value={script.object}
            onChange={(object: string) => onChange({ object })}
            options={objects.map((one) => ({ value: one.name, label: labelOf(one) }))}
          />
        </Line>
      )}
      {has(script, 'when') && (
        <Line
          id="script-when"
          label={t('script.when')}
          required
          help={script.when && t(`script.whenHelp.${script.when}`)}
          problems={problems.when}
        >
          <Select
            id="script-when"
            className="fill"
            value={script.when}
            onChange={(when) => onChange({ when })}
            options={(['before', 'after'] as const).map((one) => ({
              value: one,
              label: t(`script.when.${one}`),
            }))}
          />
        </Line>
      )}
      {has(script, 'on') && (
        <Line id="script-on" label={t('script.on')} required problems={problems.on}>
          <Select
            id="script-on"
            className="fill"
            mode="multiple"
            value={script.on ?? []}
            onChange={(on: string[]) => onChange({ on })}
            options={events.map((one) => ({ value: one, label: t(`script.on.${one}`) }))}
          />
        </Line>
      )}
      {has(script, 'schedule') && (
        <Line
          id="script-schedule"
          label={t('script.schedule')}
          required
          help={t('script.scheduleHelp')}
          problems={problems.schedule}
        >
          <Input
            id="script-schedule"
            className="code"
            placeholder="0 0 2 * * *"
            value={script.schedule}
            onChange={(event) => onChange({ schedule: event.target.value })}
          />
        </Line>
      )}
      {has(script, 'zone') && (
        <Line id="script-zone" label={t('script.zone')} problems={problems.zone}>
          <Input
            id="script-zone"
            placeholder="Asia/Shanghai"
            value={script.zone}
            onChange={(event) => onChange({ zone: event.target.value })}
          />
        </Line>
      )}
      {has(script, 'methods') && (
        <Line
          id="script-methods"
          label={t('script.methods')}
          help={t('script.methodsHelp', {
            path: `/api/v1/custom/${script.package ?? 'tenant'}/${script.name}`,
          })}
          problems={problems.methods}
        >
          <Select
            id="script-methods"
            className="fill"
            mode="multiple"
            placeholder="GET, POST"
            value={script.methods ?? []}
            onChange={(some: string[]) => onChange({ methods: some })}
            options={methods.map((one) => ({ value: one, label: one }))}
          />
        </Line>
      )}
      <Checkbox
        className="script-flag"
        checked={script.active !== false}
        onChange={(event) => onChange({ active: event.target.checked ? undefined : false })}
      >
        {t('script.isActive')}
      </Checkbox>
      {has(script, 'condition') && (
        <div className="script-wide">
          <Line
            id="script-condition"
            label={t('script.condition')}
            help={t('script.conditionHelp')}
            problems={problems.condition}
          >
            <CodeEditor
              id="script-condition"
              language="expression"
              aria-label={t('script.condition')}
              value={script.condition ?? ''}
              marks={placed.inCondition}
              suggest={(source, offset, asked) => suggestFields(fields, source, offset, asked)}
              onChange={(condition) => onChange({ condition })}
            />
          </Line>
        </div>
      )}
      <Collapse
        ghost
        size="small"
        className="script-wide script-more"
        defaultActiveKey={
          ['roles', 'runAs', 'http', 'limits', 'order'].some((key) => problems[key]) ? ['more'] : []
        }
        items={[
          {
            key: 'more',
            label: t('script.more'),
            children: <MoreInputs script={script} problems={problems} onChange={onChange} />,
          },
        ]}
      />
    </div>
  );
}
