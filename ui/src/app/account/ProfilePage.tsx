import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { api, body } from '../../api/client';
import { placeProblems } from '../../api/problems';
import { useMe } from '../../api/queries';
import { Person } from '../../fields/Person';
import { labelOf, setLanguage, useLanguage, useT, type Language } from '../../i18n/language';
import { useFeedback } from '../../kit/feedback';
import { PageHead } from '../../kit/PageHead';
import { Sessions } from './Sessions';
import { SignInLog } from './SignInLog';

export function ProfilePage() {
  const t = useT();
  const language = useLanguage();
  const feedback = useFeedback();
  const client = useQueryClient();
  const me = useMe().data!;
  const zones =
    typeof Intl.supportedValuesOf === 'function'
      ? Intl.supportedValuesOf('timeZone')
      : ['Asia/Shanghai', 'UTC'];
  const change = useMutation({
    mutationFn: (next: { locale?: string; timezone?: string }) =>
      body(api.PATCH('/api/v1/me', { body: next })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['me'] });
      feedback.done(t('form.saved'));
    },
    onError: feedback.failed,
  });
  return (
    <div className="page page-narrow">
      <PageHead title={t('profile.title')} />
      <section className="card form-card">
        <div className="profile-who">
          <Person name={me.user.name} size={40} />
          <span className="muted">
            {[me.user.username, me.user.department?.name, ...me.roles.map((role) => labelOf(role))]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
        <div className="grid">
          <div className="field">
            <label className="field-label" htmlFor="profile-language">
              {t('profile.language')}
            </label>
            <Select
              id="profile-language"
              className="fill"
              value={language}
              options={[
                { value: 'zh-CN', label: '\u7b80\u4f53\u4e2d\u6587' },
                { value: 'en-US', label: 'English' },
              ]}
              onChange={(next: Language) => {
                setLanguage(next);
                change.mutate({ locale: next });
              }}
            />
          </div>
          <div className="field">
            <label className="field-label" htmlFor="profile-zone">
              {t('profile.timezone')}
            </label>
            <Select
              id="profile-zone"
              className="fill"
              showSearch
              value={me.user.timezone ?? undefined}
              options={zones.map((zone) => ({ value: zone, label: zone }))}
              onChange={(timezone: string) => change.mutate({ timezone })}
            />
          </div>
        </div>
      </section>
      <PasswordCard />
      <Sessions />
      <SignInLog />
    </div>
  );
}

function PasswordCard() {
  const t = useT();
  const feedback = useFeedback();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const change = useMutation({
    mutationFn: () => body(api.POST('/api/v1/auth/password', { body: { current, new: next } })),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      setAgain('');
      feedback.done(t('password.done'));
    },
  });
  const problems = change.error ? placeProblems(change.error, ['current', 'new']) : undefined;
  const differ = again !== '' && again !== next;
  return (
    <section className="card form-card" id="password">
      <h3>{t('password.title')}</h3>
      {problems?.general.map((text) => (
        <div key={text} className="field-problem" role="alert">
          {text}
        </div>
      ))}
      <div className="grid grid-1 narrow">
        <Secret
          id="current"
          label={t('password.current')}
          value={current}
          onChange={setCurrent}
          problems={problems?.byField.current}
        />
        <Secret
          id="next"
          label={t('password.new')}
          value={next}
          onChange={setNext}
          problems={problems?.byField.new}
        />
        <Secret
          id="again"
          label={t('password.again')}
          value={again}
          onChange={setAgain}
          problems={differ ? [t('password.differ')] : undefined}
        />
        <div>
          <Button
            type="primary"
            disabled={!current || !next || next !== again}
            loading={change.isPending}
            onClick={() => change.mutate()}
          >
            {t('password.change')}
          </Button>
        </div>
      </div>
    </section>
  );
}

interface SecretProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  problems?: string[];
}

function Secret({ id, label, value, onChange, problems }: SecretProps) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={`password-${id}`}>
        {label}
      </label>
      <Input.Password
        id={`password-${id}`}
        value={value}
        status={problems ? 'error' : undefined}
        autoComplete={id === 'current' ? 'current-password' : 'new-password'}
        onChange={(event) => onChange(event.target.value)}
      />
      {problems?.map((text) => (
        <div key={text} className="field-problem" role="alert">
          {text}
        </div>
      ))}
    </div>
  );
}
