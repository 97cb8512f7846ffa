import type { JobView } from '../../publish/job.ts';
import type { AppError } from '../../shared/app-error.ts';

/**
 * What a seller can hand on when Vinted answers in a new way: where it happened and what did not fit. Nothing of the
 * piece, the account or an answer's content stands in it.
 */
export function failureReport(
  error: AppError,
  job: Pick<JobView, 'mode' | 'currentStep' | 'createSent'> | null,
  version: string,
): string {
  const { path, step, apiCode } = error.params ?? {};
  return JSON.stringify(
    {
      penderie: version,
      code: error.code,
      step: step ?? job?.currentStep ?? null,
      path: path ?? null,
      api_code: apiCode ?? null,
      detail: error.detail ?? null,
      mode: job?.mode ?? null,
      create_sent: job?.createSent ?? null,
    },
    null,
    2,
  );
}
