import { AccountApi, AccountUpdateLevelEnum, AuthApi, Configuration } from './index';

// What a partner's program does with the generated TypeScript client; prints one line that the test reads.
async function main(): Promise<void> {
  const [url, name] = process.argv.slice(2);
  const basePath = `${url}/api/v1`;
  const session = await new AuthApi(new Configuration({ basePath })).login({
    credentials: { tenant: 'demo', username: 'seller', password: 'trellis-demo' },
  });
  const accounts = new AccountApi(new Configuration({ basePath, accessToken: session.token }));
  const made = await accounts.createAccount({ accountCreate: { name, phone: '021-5555 0198' } });
  const found = await accounts.listAccount({ filter: `name = "${name}"`, sort: '-createdAt', count: true });
  const changed = await accounts.updateAccount({
    id: made.id,
    accountUpdate: { level: AccountUpdateLevelEnum.B, phone: null, version: made.version },
  });
  const read = await accounts.getAccount({ id: made.id });
  console.log(
    [
      made.id,
      `total=${found.total}`,
      `version=${changed.version}`,
      `level=${read.level}`,
      `phone=${read.phone}`,
      `owner=${read.owner?.name != null}`,
    ].join(' '),
  );
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
