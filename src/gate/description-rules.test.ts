import { describe, expect, it } from 'vitest';
import { testDraft } from '../drafts/test-draft.ts';
import type { GateKnowledge } from './gate.ts';
import { runGate } from './run-gate.ts';
import { testKnowledge } from './test-knowledge.ts';

const GOOD = 'Manteau en laine, porté un hiver, sans défaut. Longueur 104 cm.';
const judge = (description: string, preset: Partial<GateKnowledge['preset']> = {}) =>
  runGate(testDraft({ description }), testKnowledge({ preset }))
    .filter((finding) => finding.field === 'description')
    .map(({ rule, level, params }) => ({ rule, level, params }));
const rules = (description: string) => judge(description).map((finding) => finding.rule);

describe('description', () => {
  it.each([
    GOOD,
    `${GOOD}\n\n#manteau #laine #vintage`,
    `${GOOD} #manteau, #laine.`,
    `${GOOD} Taille n° 38, modèle #3, boîte C#, réf#ab12 en boîte.`,
    'Sans description de défaut : rien à signaler, tout est d’origine.',
    'Taille < 38 et > 34, voir photos. Coloris bleu <3, très doux.',
  ])('passes %j', (description) => {
    expect(judge(description)).toEqual([]);
  });

  it('blocks an empty one and a placeholder', () => {
    expect(rules('')).toEqual(['description_empty']);
    expect(rules(' \n ')).toEqual(['description_empty']);
    expect(rules('Non spécifié')).toContain('description_placeholder');
    expect(rules('À compléter…')).toContain('description_placeholder');
  });

  it('blocks more than 2000 signs', () => {
    expect(judge('a'.repeat(2000))).toEqual([]);
    expect(judge('a'.repeat(2001))).toEqual([
      { rule: 'description_too_long', level: 'block', params: { count: 2001, max: 2000 } },
    ]);
  });

  it('warns of a short one', () => {
    expect(judge('Très bon état.')).toEqual([
      { rule: 'description_short', level: 'warn', params: { count: 14, min: 40 } },
    ]);
  });

  it('blocks markup and offers the text without it', () => {
    const description = '<p>Manteau en laine, porté un hiver, sans défaut.</p>';
    const [markup] = runGate(testDraft({ description }), testKnowledge());
    expect(markup).toMatchObject({
      rule: 'description_markup',
      fix: {
        label: 'markup_removed',
        patch: { description: 'Manteau en laine, porté un hiver, sans défaut.' },
      },
    });
  });
});

describe('hashtags', () => {
  const tags = (count: number) => Array.from({ length: count }, (_, i) => `#mot${i}`).join(' ');

  it('are counted against the preset', () => {
    expect(judge(`${GOOD} ${tags(5)}`)).toEqual([]);
    expect(judge(`${GOOD} ${tags(6)}`)).toEqual([
      { rule: 'hashtags_count', level: 'block', params: { count: 6, min: 0, max: 5 } },
    ]);
    const classic = { hashtagsMin: 3, hashtagsMax: 5 };
    expect(judge(`${GOOD} ${tags(3)}`, classic)).toEqual([]);
    expect(judge(GOOD, classic)[0]?.params).toEqual({ count: 0, min: 3, max: 5 });
  });

  it('are grouped at the end', () => {
    expect(judge('Manteau #laine porté un hiver, sans défaut, longueur 104.')).toEqual([
      { rule: 'hashtags_scattered', level: 'block', params: { text: 'porté un hiver, sans' } },
    ]);
  });
});
