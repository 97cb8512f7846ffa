import type { TaskView } from '../../publish/job.ts';

/** What a step of a rehearsal means to the seller, whatever Vinted calls it. */
export type StepKind =
  'session' | 'configuration' | 'wardrobe' | 'photo' | 'recheck' | 'create' | 'verify' | 'other';

export interface RehearsalStep {
  task: TaskView;
  kind: StepKind;
  /** 1-based, for photos. */
  photo: number | null;
  /** `read`: it only reads, and was really asked. `failed`: so was this, in vain. `held`: it was not sent. */
  outcome: 'read' | 'failed' | 'held';
  payloadText: string | null;
}

const KINDS: Record<string, StepKind> = {
  check_session: 'session',
  read_configuration: 'configuration',
  read_wardrobe: 'wardrobe',
  recheck_account: 'recheck',
  create_listing: 'create',
  verify_listing: 'verify',
};

/** The tasks of a rehearsal in their order, told apart by what they would do. */
export function rehearsalSteps(tasks: TaskView[]): RehearsalStep[] {
  return tasks.map((task) => {
    const photo = /^upload_image_(\d+)$/.exec(task.step)?.[1];
    return {
      task,
      kind: photo ? 'photo' : (KINDS[task.step] ?? 'other'),
      photo: photo ? Number(photo) : null,
      outcome: outcomeOf(task.status),
      payloadText: textOf(task.payload),
    };
  });
}

function outcomeOf(status: TaskView['status']): RehearsalStep['outcome'] {
  if (status === 'done') return 'read';
  return status === 'failed' || status === 'unknown' ? 'failed' : 'held';
}

function textOf(payload: unknown): string | null {
  if (payload === null || payload === undefined) return null;
  if (typeof payload === 'object' && Object.keys(payload).length === 0) return null;
  return JSON.stringify(payload, null, 2);
}
