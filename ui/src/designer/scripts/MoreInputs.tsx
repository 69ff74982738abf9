import { InputNumber, Select } from 'antd';
import { labelOf, useT } from '../../i18n/language';
import { Line } from '../Line';
import { useRoles } from './roles';
import { limitName } from './Said';
import { has, limitNames, type Placed, type Script } from './script';

/** Who may start it, with whose rights, and what a run may use up. */
export function MoreInputs({
  script,
  problems,
  onChange,
}: {
  script: Script;
  problems: Placed['byKey'];
  onChange: (change: Partial<Script>) => void;
}) {
  const t = useT();
  const roles = useRoles();
  return (
    <div className="script-grid">
      {has(script, 'roles') && (
        <Line
          id="script-roles"
          label={t('script.roles')}
          help={t('script.rolesHelp')}
          problems={problems.roles}
        >
          <Select
            id="script-roles"
            className="fill"
            mode="multiple"
            value={script.roles ?? []}
            onChange={(some: string[]) => onChange({ roles: some })}
            options={roles.map((one) => ({ value: one.name, label: labelOf(one) }))}
          />
        </Line>
      )}
      {has(script, 'runAs') && (
        <Line
          id="script-runas"
          label={t('script.runAs')}
          help={t('script.runAsHelp')}
          problems={problems.runAs}
        >
          <Select
            id="script-runas"
            className="fill"
            value={script.runAs ?? 'caller'}
            onChange={(runAs) => onChange({ runAs: runAs === 'caller' ? undefined : runAs })}
            options={(['caller', 'system'] as const).map((one) => ({
              value: one,
              label: t(`script.runAs.${one}`),
            }))}
          />
        </Line>
      )}
      {has(script, 'order') && (
        <Line
          id="script-order"
          label={t('script.order')}
          help={t('script.orderHelp')}
          problems={problems.order}
        >
          <InputNumber
            id="script-order"
            className="fill"
            min={0}
            precision={0}
            value={script.order ?? 0}
            onChange={(order) => onChange({ order: order || undefined })}
          />
        </Line>
      )}
      <Line id="script-http" label={t('script.http')} help={t('script.httpHelp')} problems={problems.http}>
        <Select
          id="script-http"
          className="fill"
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[',', ' ']}
          placeholder="api.example.com"
          value={script.http ?? []}
          onChange={(some: string[]) => onChange({ http: some })}
        />
      </Line>
      {limitNames.map((limit) => (
        <Line
          key={limit}
          id={`script-limit-${limit}`}
          label={limitName(limit, t)}
          problems={limit === limitNames[0] ? problems.limits : undefined}
        >
          <InputNumber
            id={`script-limit-${limit}`}
            className="fill"
            min={0}
            precision={0}
            placeholder={t('script.usual')}
            value={script.limits?.[limit]}
            onChange={(most) => {
              const { [limit]: _gone, ...rest } = script.limits ?? {};
              onChange({ limits: most === null || most === undefined ? rest : { ...rest, [limit]: most } });
            }}
          />
        </Line>
      ))}
    </div>
  );
}
