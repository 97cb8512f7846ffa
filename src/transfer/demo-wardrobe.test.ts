import { expect, it } from 'vitest';
import { DEMO_WARDROBE } from '../../tests/fixtures/demo-wardrobe.ts';
import { choices, formAttributes } from '../../tests/sandbox/form-attributes.ts';
import { defaultReadings } from '../../tests/sandbox/readings.ts';
import { brandOf, colorTitle, materials, nodeOf, profileOf } from '../../tests/sandbox/reference.ts';

it.each(DEMO_WARDROBE.map((piece) => [piece.title, piece] as const))(
  'the sandbox offers every id of %s',
  (_title, piece) => {
    const { catalogId, brandId, sizeId, conditionId, colorIds, packageSizeId, materialIds } = piece.listing;
    expect(brandOf(brandId!)?.title).toBe(piece.labels.brand);
    if (catalogId === null) return;
    expect(piece.labels.category?.endsWith(nodeOf(catalogId)!.title)).toBe(true);
    const form = formAttributes(catalogId, defaultReadings());
    const offered = (code: string) => choices(form.find((attribute) => attribute.code === code)!);
    if (sizeId) expect(offered('size')).toContainEqual({ id: sizeId, title: piece.labels.size });
    if (conditionId) expect(offered('condition').map(({ id }) => id)).toContain(conditionId);
    expect(colorIds.map(colorTitle).join(', ')).toBe(piece.labels.color);
    if (packageSizeId) expect(profileOf(catalogId)!.packages).toContain(packageSizeId);
    for (const id of materialIds) expect(materials.map((material) => material.id)).toContain(id);
  },
);
