import { expect, test } from 'vitest';
import type { TaskView } from '../../publish/job.ts';
import { rehearsalSteps } from './rehearsal-steps.ts';

const task = (step: string, rest: Partial<TaskView> = {}) =>
  ({ step, status: 'rehearsed', payload: null, ...rest }) as TaskView;

test('names each step and keeps the order', () => {
  const steps = rehearsalSteps([
    task('check_session', { status: 'done' }),
    task('upload_image_1', { payload: {} }),
    task('upload_image_12'),
    task('create_listing', { payload: { item: { title: '<b>Veste</b>' } } }),
    task('something_new', { status: 'failed' }),
  ]);
  expect(steps.map((step) => step.kind)).toEqual(['session', 'photo', 'photo', 'create', 'other']);
  expect(steps.map((step) => step.photo)).toEqual([null, 1, 12, null, null]);
  expect(steps.map((step) => step.outcome)).toEqual(['read', 'held', 'held', 'held', 'failed']);
  expect(steps[1]!.payloadText).toBeNull();
  expect(steps[3]!.payloadText).toBe('{\n  "item": {\n    "title": "<b>Veste</b>"\n  }\n}');
});
