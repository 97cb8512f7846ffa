import type { SameKeys } from '../text-key.ts';
import type { shell as french } from '../fr/shell.ts';

export const shell = {
  skip: 'Skip to content',
  sections: 'Sections',
  nav: {
    drafts: 'Drafts',
    import: 'Import',
    queue: 'Queue',
    settings: 'Settings',
  },
  account: {
    local: 'On this machine',
    signedIn: 'Signed in',
    other: 'Other session: {login}',
    unchecked: 'Session to check',
    checking: 'Checking',
  },
  clock: {
    title: 'Publishing pace',
    next: 'Next at',
    now: 'now',
    nextLabel: 'Next',
    empty: 'Queue empty',
    paused: 'Paused',
    halted: 'Your turn',
    stopped: 'Stopped',
    today: '{used} of {limit} today',
    pause: 'Pause the queue',
    resume: 'Resume the queue',
    stop: 'Stop everything',
  },
  panic: {
    title: 'Everything is stopped.',
    text: 'Nothing goes to Vinted while the stop is on. Your drafts can still be edited.',
    release: 'Release the stop',
    ask: 'Release the general stop?',
    askText: 'The pieces in the queue go on at their time. Pause it first to keep control.',
  },
  adopt: {
    title: 'Do your drafts belong to {login}?',
    text: 'An account signed in for the first time. Its drafts then stay with it.',
    yes: 'Yes, they belong to {login}',
    later: 'Later',
  },
  unreachable: {
    text: 'Penderie does not answer. It restarts by itself; nothing is lost.',
  },
  halt: { see: 'See the queue' },
  missing: { title: 'Unknown page', text: 'This address leads nowhere.', action: 'See the drafts' },
} satisfies SameKeys<typeof french>;
