// A shipped order says when, and no order ships before it was made. What nobody dated is wanted within thirty days.
const day = (text, add) => new Date(Date.parse(text + 'T00:00:00Z') + add * 86400000).toISOString().slice(0, 10);
if (before === null && record.deliveryDate === null && record.orderDate !== null) {
  record.deliveryDate = day(record.orderDate, 30);
}
const sent = record.status === 'shipped' || record.status === 'completed';
if (sent && record.shippedDate === null) {
  const today = trellis.today();
  record.shippedDate = record.orderDate !== null && record.orderDate > today ? record.orderDate : today;
}
if (record.shippedDate !== null && record.orderDate !== null && record.shippedDate < record.orderDate) {
  addError('shippedDate', { 'zh-CN': '实际发货日期不能早于下单日期', 'en-US': 'An order cannot ship before its date' });
}
