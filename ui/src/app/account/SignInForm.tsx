import { LockOutlined, TeamOutlined, UserOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { api, body } from '../../api/client';
import { queries } from '../../api/queries';
import { ApiError } from '../../api/problems';
import { textOf, useT } from '../../i18n/language';
import { sentenceOf } from '../../kit/feedback';

interface Props {
  tenant?: string;
  username?: string;
  /** The person is known: only the password is asked for. */
  passwordOnly?: boolean;
  onDone: () => void;
}

/** The password of the demo company's accounts; the server says whether there are any. */
const demoPassword = 'trellis-demo';

export function SignInForm({ tenant: givenTenant, username: givenName = '', passwordOnly, onDone }: Props) {
  const t = useT();
  const options = useQuery({ ...queries.authOptions(), retry: false });
  const demo = options.data?.demo ? options.data : undefined;
  const [typedTenant, setTenant] = useState(givenTenant);
  const [username, setUsername] = useState(givenName);
  const [password, setPassword] = useState('');
  const tenant = typedTenant ?? demo?.tenant ?? '';
  const signIn = useMutation({
    mutationFn: (who: { tenant: string; username: string; password: string }) =>
      body(api.POST('/api/v1/auth/login', { body: { ...who, cookie: true } })),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (tenant && username && password)
      signIn.mutate({ tenant: tenant.trim(), username: username.trim(), password });
  };
  const error =
    signIn.error instanceof ApiError && signIn.error.isSignedOut
      ? t('signIn.wrong')
      : signIn.error
        ? sentenceOf(signIn.error)
        : undefined;
  return (
    <form className="sign-in-form" onSubmit={submit}>
      {error && <Alert type="error" showIcon title={error} />}
      {!passwordOnly && (
        <>
          <label htmlFor="tenant">{t('signIn.tenant')}</label>
          <Input
            id="tenant"
            size="large"
            prefix={<TeamOutlined className="muted" />}
            value={tenant}
            onChange={(event) => setTenant(event.target.value)}
            autoComplete="organization"
          />
          <label htmlFor="username">{t('signIn.username')}</label>
          <Input
            id="username"
            size="large"
            prefix={<UserOutlined className="muted" />}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
            autoComplete="username"
            autoFocus
          />
        </>
      )}
      <label htmlFor="password">{t('signIn.password')}</label>
      <Input.Password
        id="password"
        size="large"
        prefix={<LockOutlined className="muted" />}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        autoComplete="current-password"
        autoFocus={passwordOnly}
      />
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        block
        loading={signIn.isPending}
        disabled={!tenant || !username || !password}
        data-test="sign-in"
      >
        {t('signIn.submit')}
      </Button>
      {demo && !passwordOnly && (
        <div className="demo">
          <span>{t('signIn.demo')}</span>
          <div>
            {demo.users?.map((user) => (
              <Button
                key={user.username}
                shape="round"
                title={user.username}
                onClick={() =>
                  signIn.mutate({
                    tenant: demo.tenant ?? tenant,
                    username: user.username,
                    password: demoPassword,
                  })
                }
                data-test={`demo-${user.username}`}
              >
                {textOf(user.label) ?? user.username}
              </Button>
            ))}
          </div>
        </div>
      )}
    </form>
  );
}
