import type { JobView } from '../../publish/job.ts';
import type { AppError } from '../../shared/app-error.ts';

/**
 * What a seller can hand on when Vinted answers in a new way: where it happened and what did not fit. Nothing of the
 * piece, the account or an answer's content stands in it.
 */
export function failureReport(error: AppError, job: Pick<JobView, 'mode' | 'currentStep' | 'createSent'> | null, version: string): string {
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

/** Offers a text as a file. */
export function offerFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
