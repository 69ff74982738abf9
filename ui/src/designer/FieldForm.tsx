import { Alert, Button, Checkbox, Drawer, Input, Select, Space } from 'antd';
import { useState } from 'react';
import type { DryRun, ObjectDefinition } from '../api/model';
import { placeProblems, type PlacedProblems } from '../api/problems';
import { fieldTypeNames, findType } from '../fields/registry';
import { useT, type MessageKey } from '../i18n/language';
import { usePhone } from '../kit/device';
import { useFeedback } from '../kit/feedback';
import { AttributeLine } from './AttributeLine';
import { useDefinitions, type Definition } from './definitions';
import { FormulaLine } from './formula/FormulaLine';
import { PANEL_WIDTH } from './formula/HelpPanel';
import { mayHaveDefault, valueType } from './formula/values';
import { Line } from './Line';
import { nameFrom, refusal } from './names';

const none: PlacedProblems = { byField: {}, general: [] };
const flags = ['required', 'unique', 'externalKey', 'indexed', 'readOnly'] as const;

/** Adds a field: the attributes asked for are those of its type. A dry run comes first and shows what would happen. */
export function FieldForm({ object, onClose }: { object: ObjectDefinition; onClose: () => void }) {
  const t = useT();
  const phone = usePhone();
  const feedback = useFeedback();
  const { putField } = useDefinitions();
  const [type, setType] = useState('text');
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const [typedName, setName] = useState<string>();
  const [attributes, setAttributes] = useState<Definition>({});
  const [problems, setProblems] = useState(none);
  const [report, setReport] = useState<DryRun>();
  const name = typedName ?? nameFrom(en);
  const offered = findType(type)?.attributes ?? [];
  const names = ['name', 'type', 'label', 'default', ...flags, ...offered.map((attribute) => attribute.name)];
  const set = (attribute: string, value: unknown) => {
    setReport(undefined);
    setAttributes({ ...attributes, [attribute]: value });
  };
  const definition = (): Definition => {
    const wanted = new Set<string>([...flags, ...offered.map((attribute) => attribute.name)]);
    const given = Object.entries(attributes).filter(
      ([key, value]) =>
        wanted.has(key) && value !== undefined && value !== null && value !== '' && value !== false,
    );
    const start = mayHaveDefault(type) && attributes.default ? String(attributes.default).trim() : '';
    return {
      type,
      label: { 'zh-CN': zh || en, 'en-US': en || zh },
      ...Object.fromEntries(given),
      ...(start ? { default: { expression: start } } : {}),
    };
  };
  const attempt = async (dryRun: boolean) => {
    try {
      setProblems(none);
      const answer = await putField.mutateAsync({
        object: object.name,
        name,
        definition: definition(),
        dryRun: true,
      });
      if (answer.problems?.length) return setProblems(place(refusal(answer.problems)));
      setReport(answer);
      if (dryRun) return;
      await putField.mutateAsync({ object: object.name, name, definition: definition() });
      feedback.done(t('setup.fieldMade'));
      onClose();
    } catch (error) {
      setProblems(place(error));
    }
  };
  /** Paths name the attribute, with or without the way to the field before it. */
  const place = (error: unknown) => placeProblems(stripPlaces(error), names);
  return (
    <Drawer
      open
      size={phone ? '100%' : 520}
      push={phone ? false : { distance: PANEL_WIDTH }}
      title={t('setup.newField')}
      onClose={onClose}
      footer={
        <Space className="drawer-foot">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button disabled={!name} loading={putField.isPending} onClick={() => attempt(true)}>
            {t('setup.check')}
          </Button>
          <Button
            type="primary"
            disabled={!name || !(zh || en)}
            loading={putField.isPending}
            onClick={() => attempt(false)}
            data-test="save-field"
          >
            {t('setup.create')}
          </Button>
        </Space>
      }
    >
      <div className="stack">
        {problems.general.length > 0 && (
          <Alert
            type="error"
            showIcon
            title={problems.general.map((text) => (
              <div key={text}>{text}</div>
            ))}
          />
        )}
        {report && <Report report={report} />}
        <Line id="field-type" label={t('setup.type')} required problems={problems.byField.type}>
          <Select
            id="field-type"
            className="fill"
            showSearch={{ optionFilterProp: 'label' }}
            value={type}
            options={fieldTypeNames.map((one) => ({ value: one, label: t(`type.${one}` as MessageKey) }))}
            onChange={setType}
          />
        </Line>
        <Line id="field-zh" label={t('setup.labelZh')} required problems={problems.byField.label}>
          <Input id="field-zh" value={zh} onChange={(event) => setZh(event.target.value)} autoFocus />
        </Line>
        <Line id="field-en" label={t('setup.labelEn')}>
          <Input id="field-en" value={en} onChange={(event) => setEn(event.target.value)} />
        </Line>
        <Line
          id="field-name"
          label={t('setup.apiName')}
          required
          help={t('setup.apiNameHelp')}
          problems={problems.byField.name}
        >
          <Input
            id="field-name"
            className="code"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Line>
        {offered.map((attribute) => (
          <AttributeLine
            key={`${type}.${attribute.name}`}
            object={object.name}
            attribute={attribute}
            attributes={attributes}
            problems={problems.byField[attribute.name]}
            onChange={(value) => set(attribute.name, value)}
          />
        ))}
        {mayHaveDefault(type) && (
          <FormulaLine
            id="attribute-default"
            label={t('attribute.default')}
            problems={problems.byField.default}
            place={{ object: object.name, expected: valueType(type), limit: 'default' }}
            gives={type}
            value={(attributes.default as string | undefined) ?? ''}
            onChange={(value) => set('default', value)}
          />
        )}
        <div className="flags">
          {flags.map((flag) => (
            <Checkbox
              key={flag}
              checked={attributes[flag] === true}
              onChange={(event) => set(flag, event.target.checked)}
            >
              {t(`attribute.${flag}`)}
            </Checkbox>
          ))}
        </div>
        {flags
          .flatMap((flag) => problems.byField[flag] ?? [])
          .map((text) => (
            <div key={text} className="field-problem" role="alert">
              {text}
            </div>
          ))}
      </div>
    </Drawer>
  );
}

function Report({ report }: { report: DryRun }) {
  const t = useT();
  const failing = report.failingRows?.count ?? 0;
  return (
    <Alert
      type={failing > 0 ? 'warning' : 'success'}
      showIcon
      title={failing > 0 ? t('setup.failingRows', { count: failing }) : t('setup.checked')}
      description={(report.changes ?? []).map((change) => (
        <code key={change.element} className="change-element">
          {change.action} {change.element}
        </code>
      ))}
    />
  );
}

/** `/objects/visit/fields/note/max` → `/max`; `/fields/3/max` → `/max`. */
function stripPlaces(error: unknown): unknown {
  if (!(typeof error === 'object' && error !== null && 'problems' in error)) return error;
  const problems = (error as ReturnType<typeof refusal>).problems;
  return problems.length
    ? refusal(
        problems.map((problem) => ({ ...problem, path: problem.path?.replace(/^.*\/fields\/[^/]+/, '') })),
      )
    : error;
}
