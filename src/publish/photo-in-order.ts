import type { Accumulated } from './job-data.ts';
import type { Job } from './queue-repository.ts';

/** The uploaded photo that stands at a place of the confirmed order. */
export function photoInOrder(job: Job, index: number): Accumulated['photos'][number] | undefined {
  const sha256 = job.context.photos[index]?.sha256;
  return job.done.photos.find((photo) => photo.sha256 === sha256);
}
