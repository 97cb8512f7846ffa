import { describe, expect, it } from 'vitest';
import { FIX_LABELS, RULE_PARAMS } from '../gate/rule-names.ts';
import { en } from './en/index.ts';
import { fr } from './fr/index.ts';
import type { Dictionary } from './text-key.ts';

const used = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);

describe.each([
  ['fr', fr],
  ['en', en],
])('gate texts in %s', (_language, dictionary) => {
  const gate: Dictionary = dictionary.gate;

  it.each(Object.entries(RULE_PARAMS))('%s has a title and a line', (rule, params) => {
    const entry = gate[rule] as Record<string, string> | undefined;
    expect(entry?.title, `gate.${rule}.title`).toBeTruthy();
    expect(entry?.text ?? entry?.text_other, `gate.${rule}.text`).toBeTruthy();
    for (const text of Object.values(entry ?? {}))
      for (const name of used(text)) expect(params, text).toContain(name);
  });

  it.each(FIX_LABELS)('fix %s has a label with its result', (label) => {
    expect((gate.fix as Dictionary)[label]).toContain('{value}');
  });

  it('has no text for a rule that does not exist', () => {
    expect(Object.keys(gate).filter((key) => key !== 'fix' && !(key in RULE_PARAMS))).toEqual([]);
  });
});
