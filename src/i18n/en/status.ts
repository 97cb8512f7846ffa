import type { SameKeys } from '../text-key.ts';
import type { status as french } from '../fr/status.ts';

export const status = {
  draft: {
    pending: 'Incomplete',
    ready: 'Ready',
    prepared: 'Prepared',
    published: 'Published',
    error: 'Refused',
    manual: 'Your turn',
  },
  job: {
    queued: 'Queued',
    processing: 'Sending',
    completed: 'Done',
    paused: 'Paused',
    manual: 'Your turn',
    unknown: 'Unknown result',
    failed: 'Failed',
    cancelled: 'Cancelled',
  },
  minutesLeft: '{n} min',
  photoOf: 'photo {n}/{total}',
  stage: {
    waiting: 'Waiting',
    session: 'Vinted session',
    photos: 'Photos',
    create: 'Create',
    verify: 'Read back',
    done: 'Done',
  },
  step: {
    check_session: 'the session check',
    read_configuration: 'reading the form',
    read_wardrobe: 'reading the wardrobe',
    upload_image: 'the upload of the photos',
    recheck_account: 'the account check',
    create_listing: 'the create call',
    verify_listing: 'the read-back',
  },
  reach: {
    none: 'Nothing was sent.',
    noneMore: 'Everything is on this machine.',
    sent: 'The listing exists.',
    sentMore: 'Vinted answered.',
    maybe: 'A listing may exist.',
    maybeMore: 'Nothing is sent again before you answer.',
  },
} satisfies SameKeys<typeof french>;
