describe('orderDates', () => {
  const order = (values) => ({ status: 'confirmed', orderDate: '2026-11-10', deliveryDate: null, shippedDate: null, ...values });

  it('wants what nobody dated within thirty days', () => {
    expect(run('orderDates', { record: order({}) }).record.deliveryDate).toBe('2026-12-10');
    expect(run('orderDates', { record: order({ deliveryDate: '2026-11-20' }) }).record.deliveryDate).toBe('2026-11-20');
  });

  it('notes the day an order ships', () => {
    expect(run('orderDates', { record: order({ status: 'shipped', orderDate: '2020-01-02' }) }).record.shippedDate.length).toBe(10);
    expect(run('orderDates', { record: order({ status: 'confirmed' }) }).record.shippedDate).toBe(null);
  });

  it('refuses to ship before the order', () => {
    expect(run('orderDates', { record: order({ shippedDate: '2026-11-09' }) }).errors.length).toBe(1);
  });
});
