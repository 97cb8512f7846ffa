import { expect, test } from 'vitest';
import { PRESETS } from '../../accounts/account-settings.ts';
import { PRESET_FACTS } from './preset-facts.ts';

test('what the settings page says of a preset is what the gate holds it to', () => {
  const told = Object.entries(PRESETS).map(([name, rule]) => [
    name,
    { title: rule.titleMax, min: rule.hashtagsMin, max: rule.hashtagsMax },
  ]);
  expect(Object.fromEntries(told)).toEqual(PRESET_FACTS);
});
