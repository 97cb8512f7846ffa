import { expect, test } from 'vitest';
import { appError } from '../../shared/app-error.ts';
import { failureReport } from './failure-report.ts';

test('says where it happened and nothing of the seller', () => {
  const error = appError('vinted_changed', {
    params: {
      path: '/api/v2/item_upload/items',
      step: 'create_listing',
      message: 'Bonjour lea.vestiaire',
      field: 'x',
      value: 'Ma veste',
    },
    detail: 'item.id: expected number',
  });
  const report = failureReport(
    error,
    { mode: 'real', currentStep: 'create_listing', createSent: true },
    '0.1.0',
  );
  expect(JSON.parse(report)).toEqual({
    penderie: '0.1.0',
    code: 'vinted_changed',
    step: 'create_listing',
    path: '/api/v2/item_upload/items',
    api_code: null,
    detail: 'item.id: expected number',
    mode: 'real',
    create_sent: true,
  });
  expect(report).not.toContain('lea');
  expect(report).not.toContain('veste');
});
