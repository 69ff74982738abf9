// What somebody who calls on an account wants to know, with their own rights: figures, open deals, unpaid orders.
const id = input.query.id;
const account = id === undefined ? null : trellis.get('account', id);
if (account === null) {
  return { found: false };
}
const deals = trellis.query('opportunity', {
  filter: `account = '${account.id}' AND stage <> 'won' AND stage <> 'lost'`,
  sort: '-amount',
  size: 5,
  fields: ['name', 'stage', 'amount', 'closeDate'],
});
const unpaid = trellis.query('order', {
  filter: `account = '${account.id}' AND status <> 'cancelled' AND balance > 0`,
  sort: 'orderDate',
  size: 5,
  fields: ['number', 'amount', 'balance', 'orderDate'],
});
return {
  found: true,
  name: account.name,
  level: account.level,
  receivable: account.receivable,
  openPipeline: account.openPipeline,
  weightedPipeline: account.weightedPipeline,
  lastOrderDate: account.lastOrderDate,
  deals: deals.map((deal) => ({ id: deal.id, name: deal.name, stage: deal.stage, amount: deal.amount })),
  unpaid: unpaid.map((order) => ({ id: order.id, number: order.number, balance: order.balance })),
  owed: Decimal.sum(unpaid.map((order) => order.balance)),
};
