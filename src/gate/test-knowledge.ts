import type { GateKnowledge, KnownCategory } from './gate.ts';

/** For tests: the Sober preset and a known category of garments, changed as the test says. */
export function testKnowledge(
  changes: {
    preset?: Partial<GateKnowledge['preset']>;
    category?: Partial<KnownCategory>;
    signedInAccountId?: string | null;
  } = {},
): GateKnowledge {
  return {
    preset: { titleMax: 100, hashtagsMin: 0, hashtagsMax: 5, ...changes.preset },
    category: {
      isLeaf: true,
      hasSizes: true,
      hasColors: true,
      requiredAttributes: [],
      packageSizeIds: [1, 2, 3],
      ...changes.category,
    },
    signedInAccountId: changes.signedInAccountId ?? null,
  };
}
