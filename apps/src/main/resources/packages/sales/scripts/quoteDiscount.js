// Before a quote goes out, its discount is what the seller may give alone, or its note names who agreed.
if (changed('status') && (record.note === null || String(record.note).trim() === '')) {
  const account = trellis.get('account', record.account);
  const answer = trellis.call('discountApproval', { discount: record.discountRate, amount: record.total, level: account === null ? null : account.level });
  if (answer !== null && answer.approver !== 'nobody') {
    addError('note', {
      'zh-CN': `综合折扣 ${record.discountRate}% 须${answer.approver === 'director' ? '总监' : '经理'}同意，请在备注中写明`,
      'en-US': `A discount of ${record.discountRate} percent needs the ${answer.approver}; say in the note who agreed`,
    });
  }
}
