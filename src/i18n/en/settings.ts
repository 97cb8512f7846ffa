import type { SameKeys } from '../text-key.ts';
import type { settings as french } from '../fr/settings.ts';

export const settings = {
  title: 'Settings',
  sections: 'Parts of the settings',
  section: {
    account: 'Accounts',
    look: 'Look and language',
    gate: 'Checks',
    pace: 'Pace and caution',
    retention: 'What is kept how long',
    keys: 'Shortcuts',
    data: 'Data',
    never: 'What Penderie never does',
  },
  account: {
    owner: 'These drafts belong to',
    nobody: 'Nobody yet',
    nobodyText: 'They will belong to the first account that you confirm.',
    signedIn: 'Session open on Vinted',
    notProven: 'Not proven',
    notProvenText: 'Sign in on Vinted, then check. Penderie sees no password and no cookie.',
    other: 'Another account than that of the drafts: nothing can leave.',
    checkedAt: 'Checked {ago}',
    neverChecked: 'Never checked',
    check: 'Check the session',
    checking: 'Asking Vinted',
  },
  look: {
    language: 'Language',
    theme: 'Theme',
    themes: { auto: 'As the system', light: 'Light', dark: 'Dark' },
  },
  gate: {
    preset: 'Preset of the texts',
    text: 'It sets the length of the title and the number of hashtags. Outside these bounds the checks block.',
    presets: { sober: 'Sober', classic: 'Classic', streetwear: 'Streetwear' },
    facts: 'Title of at most {title} characters, {min} to {max} hashtags',
    recheck: 'Ready drafts are checked again with the new preset.',
  },
  pace: {
    hour: 'Publications an hour',
    day: 'Publications a day',
    most: 'at most {max}',
    text: 'At most one publication a minute, 2 s between two calls, one at a time. The hour is rolling, the day is that of your clock.',
    why: '{hour} an hour and {day} a day unless you change it. Going faster draws Vinted’s checks; Penderie does not get around them, it stops.',
    firstWeek: 'The first 7 days of an account: {hour} an hour and {day} a day, whatever is set here.',
    firstWeekNow: 'This account is in its first week.',
    bad: 'A whole number from {min} to {max}.',
    panic: 'Emergency stop',
    panicText:
      'Stops everything that goes to Vinted, at once and even after a restart, until you release it.',
  },
  retention: {
    drafts: 'Published or refused drafts',
    log: 'Publish log',
    range: '{min} to {max} days',
    draftsText:
      'Unchanged for so many days, such a draft goes to the bin, from which it can come back for {bin} days. Other drafts stay.',
    logText:
      'An older line is erased. What waits or is still to be decided stays, and so does the key of every real publication, for ever: nothing goes out twice.',
  },
  keys: {
    single: 'Single-letter shortcuts',
    text: '“/” to search, N to create, P to pause… They never act inside a field. Without them, shortcuts with Ctrl remain.',
  },
  data: {
    place: 'Everything is in this browser, on this machine.',
    version: 'Version of Penderie',
    database: 'Database',
    size: 'Size of the database',
    schema: 'Version of the schema',
    generation: 'Writes kept',
    memory: 'In memory only: nothing will outlive the browser.',
    photos: 'Photos',
    exportImport: 'Import or export',
  },
  never: {
    twice: 'Publish the same piece twice. Where an answer of Vinted got lost, only you decide.',
    unasked: 'Send anything without a preview you saw and confirmed.',
    elsewhere: 'Talk to any site but Vinted. No telemetry, no server, no account.',
    secrets: 'Keep a password, a cookie or a token.',
    disguised: 'Solve a captcha, disguise itself, alter a photo to look new.',
    mass: 'Follow or write to people in mass.',
    silent: 'Fail without saying what happened.',
  },
} satisfies SameKeys<typeof french>;
