import { PlusOutlined } from '@ant-design/icons';
import { Button, Empty, Tag } from 'antd';
import type { ReactNode } from 'react';
import type { Text } from '../../api/model';
import { labelOf, useT } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { useElementCalls, type ElementKind } from '../elements';

interface Listed {
  name: string;
  object: string;
  label?: Text;
  active?: boolean;
  order?: number;
}

interface Props<T extends Listed> {
  kind: ElementKind;
  object: string;
  rules: T[];
  texts: {
    new: string;
    empty: string;
    removeTitle: (rule: string) => string;
    removeText: string;
    removed: string;
  };
  /** For tests: the list, and the button that makes a new one. */
  test: { list: string; new: string };
  onNew: () => void;
  onOpen: (rule: T) => void;
  what: (rule: T) => ReactNode;
  sources: (rule: T) => (string | undefined)[];
}

/** The rules of one kind that an object has, in the order in which they are asked. */
export function RuleList<T extends Listed>(props: Props<T>) {
  const { kind, object, rules, texts, test, onNew, onOpen, what, sources } = props;
  const t = useT();
  const feedback = useFeedback();
  const { remove } = useElementCalls(kind);
  const own = rules
    .filter((rule) => rule.object === object)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0) || a.name.localeCompare(b.name));
  const askDelete = (rule: T) =>
    feedback.confirm({
      title: texts.removeTitle(labelOf(rule)),
      content: texts.removeText,
      okText: t('action.delete'),
      okButtonProps: { danger: true },
      onOk: () =>
        remove
          .mutateAsync(`${rule.object}.${rule.name}`)
          .then(() => feedback.done(texts.removed), feedback.failed),
    });
  return (
    <div className="card list-card rules-tab" data-test={test.list}>
      <div className="rules-bar">
        <Button type="primary" icon={<PlusOutlined />} onClick={onNew} data-test={test.new}>
          {texts.new}
        </Button>
      </div>
      {own.length === 0 && <Empty description={texts.empty} />}
      <ul className="rules-list">
        {own.map((rule) => (
          <li key={rule.name} data-rule={rule.name}>
            <button type="button" className="rule-open" onClick={() => onOpen(rule)}>
              <span className="rule-title">
                {labelOf(rule)} <code className="muted">{rule.name}</code>
                {rule.active === false && <Tag variant="filled">{t('rules.inactive')}</Tag>}
              </span>
              <span className="rule-what">{what(rule)}</span>
              {sources(rule)
                .filter(Boolean)
                .map((source) => (
                  <code key={source} className="rule-source">
                    {source}
                  </code>
                ))}
            </button>
            <Button type="link" size="small" danger onClick={() => askDelete(rule)}>
              {t('action.delete')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
