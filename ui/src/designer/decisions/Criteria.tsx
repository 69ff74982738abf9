import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber } from 'antd';
import { useT } from '../../i18n/language';
import { FormulaLine } from '../formula/FormulaLine';
import { Line } from '../Line';
import { replace, without, type Criterion, type Grade } from './model';

interface Props<T> {
  places: Record<string, string[]>;
  onChange: (list: T[]) => void;
}

/** What a model looks at, each with the points of its bands. */
export function Criteria({
  object,
  criteria,
  places,
  onChange,
}: Props<Criterion> & { object: string; criteria: Criterion[] }) {
  const t = useT();
  return (
    <div className="card">
      {criteria.map((criterion, index) => {
        const place = (key: string) => places[`/criteria/${index}/${key}`];
        const set = (change: Partial<Criterion>) => onChange(replace(criteria, index, change));
        const id = `criterion-${index}`;
        return (
          <div className="score-criterion" key={index}>
            <div className="score-line">
              <Line id={`${id}-name`} label={t('score.criterion')} required problems={place('name')}>
                <Input
                  id={`${id}-name`}
                  className="code"
                  value={criterion.name}
                  onChange={(event) => set({ name: event.target.value })}
                />
              </Line>
              <div className="score-small">
                <Line id={`${id}-weight`} label={t('score.weight')} problems={place('weight')}>
                  <InputNumber
                    id={`${id}-weight`}
                    value={criterion.weight ?? 1}
                    onChange={(weight) => set({ weight: weight ?? 1 })}
                  />
                </Line>
              </div>
              <div className="score-small">
                <Line id={`${id}-missing`} label={t('score.missing')}>
                  <InputNumber
                    id={`${id}-missing`}
                    value={criterion.missing ?? 0}
                    onChange={(missing) => set({ missing: missing ?? 0 })}
                  />
                </Line>
              </div>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('action.delete')}
                disabled={criteria.length === 1}
                onClick={() => onChange(without(criteria, index))}
              />
            </div>
            <FormulaLine
              id={`${id}-expression`}
              label={t('attribute.expression')}
              problems={place('expression')}
              place={{ object, limit: 'score' }}
              placeholder={criterion.name}
              value={criterion.expression ?? ''}
              onChange={(expression) => set({ expression })}
            />
            {criterion.bands.map((band, at) => (
              <div className="score-line" key={at}>
                <Line id={`${id}-${at}-when`} label={t('score.band')} problems={place(`bands/${at}/when`)}>
                  <Input
                    id={`${id}-${at}-when`}
                    className="code"
                    value={band.when}
                    onChange={(event) =>
                      set({ bands: replace(criterion.bands, at, { when: event.target.value }) })
                    }
                  />
                </Line>
                <div className="score-small">
                  <Line id={`${id}-${at}-points`} label={t('score.points')}>
                    <InputNumber
                      id={`${id}-${at}-points`}
                      value={band.points}
                      onChange={(points) =>
                        set({ bands: replace(criterion.bands, at, { points: points ?? 0 }) })
                      }
                    />
                  </Line>
                </div>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('action.delete')}
                  disabled={criterion.bands.length === 1}
                  onClick={() => set({ bands: without(criterion.bands, at) })}
                />
              </div>
            ))}
            <Button
              type="link"
              size="small"
              icon={<PlusOutlined />}
              onClick={() => set({ bands: [...criterion.bands, { when: '-', points: 0 }] })}
            >
              {t('score.addBand')}
            </Button>
          </div>
        );
      })}
      <Button
        type="link"
        icon={<PlusOutlined />}
        data-test="add-criterion"
        onClick={() =>
          onChange([
            ...criteria,
            { name: `criterion${criteria.length + 1}`, weight: 1, bands: [{ when: '-', points: 0 }] },
          ])
        }
      >
        {t('score.addCriterion')}
      </Button>
    </div>
  );
}

/** The lowest total of each grade, from the highest down. */
export function Grades({ grades, places, onChange }: Props<Grade> & { grades: Grade[] }) {
  const t = useT();
  return (
    <div className="card score-criterion">
      {grades.map((grade, index) => (
        <div className="score-line" key={index}>
          <div className="score-small">
            <Line
              id={`grade-${index}-from`}
              label={t('score.from')}
              problems={places[`/grades/${index}/from`]}
            >
              <InputNumber
                id={`grade-${index}-from`}
                value={grade.from}
                onChange={(from) => onChange(replace(grades, index, { from: from ?? 0 }))}
              />
            </Line>
          </div>
          <Line id={`grade-${index}`} label={t('score.grade')} problems={places[`/grades/${index}/grade`]}>
            <Input
              id={`grade-${index}`}
              value={grade.grade}
              onChange={(event) => onChange(replace(grades, index, { grade: event.target.value }))}
            />
          </Line>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('action.delete')}
            onClick={() => onChange(without(grades, index))}
          />
        </div>
      ))}
      <Button
        type="link"
        icon={<PlusOutlined />}
        onClick={() => onChange([...grades, { from: 0, grade: '' }])}
      >
        {t('score.addGrade')}
      </Button>
    </div>
  );
}
