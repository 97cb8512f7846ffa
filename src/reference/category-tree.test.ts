import { beforeAll, describe, expect, it } from 'vitest';
import { buildTree, flattenTree, searchTree, type CategoryTree } from './category-tree.ts';
import type { CatalogNode } from './vinted-reads.ts';

let nextId = 1;
function node(title: string, ...catalogs: (CatalogNode | string)[]): CatalogNode {
  const children = catalogs.map((child) => (typeof child === 'string' ? node(child) : child));
  return { id: nextId++, title, code: null, catalogs: children };
}

const ROOTS = [
  node(
    'Femmes',
    node(
      'Vêtements',
      node('Robes', 'Mini', 'Robes longues', 'Robes d’été'),
      node('Hauts et t-shirts', 'T-shirts', 'Débardeurs'),
      node('Manteaux et vestes', 'Capes et ponchos', 'Vestes en jean'),
    ),
    node('Chaussures', 'Baskets', 'Bottes'),
  ),
  node(
    'Hommes',
    node('Vêtements', node('Hauts et t-shirts', 'T-shirts', 'T-shirts à manches longues')),
    node('Chaussures', 'Baskets'),
  ),
  node('Enfants', node('Vêtements pour filles', node('Robes', 'Robes longues'))),
  node('Divertissement', node('Livres', 'Œuvres littéraires', 'BD')),
];

let tree: CategoryTree;
beforeAll(() => {
  tree = buildTree(flattenTree(ROOTS));
});
const paths = (text: string) => searchTree(tree, text).map((choice) => choice.path);

describe('search in the tree', () => {
  it('offers leaves only, with their paths', () => {
    expect(searchTree(tree, 'robes longues')[0]).toEqual({
      id: ROOTS[0]!.catalogs[0]!.catalogs[0]!.catalogs[1]!.id,
      title: 'Robes longues',
      path: 'Femmes › Vêtements › Robes › Robes longues',
    });
    expect(paths('vetements').every((path) => path.split(' › ').length === 4)).toBe(true);
  });

  it.each([
    ['t-shirt homme', 'Hommes › Vêtements › Hauts et t-shirts › T-shirts'],
    ['tshirts hom', 'Hommes › Vêtements › Hauts et t-shirts › T-shirts'],
    ['HOMMES T-SHIRTS', 'Hommes › Vêtements › Hauts et t-shirts › T-shirts'],
    ['basket femme', 'Femmes › Chaussures › Baskets'],
    ["robe d'ete", 'Femmes › Vêtements › Robes › Robes d’été'],
    ['oeuvre', 'Divertissement › Livres › Œuvres littéraires'],
    ['œuvres', 'Divertissement › Livres › Œuvres littéraires'],
    ['veste jean', 'Femmes › Vêtements › Manteaux et vestes › Vestes en jean'],
    ['robe fille', 'Enfants › Vêtements pour filles › Robes › Robes longues'],
    ['bd', 'Divertissement › Livres › BD'],
  ])('%j finds %j first', (text, path) => {
    expect(paths(text)[0]).toBe(path);
  });

  it('puts hits in the title before hits above it', () => {
    expect(paths('robe')).toEqual([
      'Femmes › Vêtements › Robes › Robes d’été',
      'Femmes › Vêtements › Robes › Robes longues',
      'Enfants › Vêtements pour filles › Robes › Robes longues',
      'Femmes › Vêtements › Robes › Mini',
    ]);
  });

  it('wants every word, and finds nothing for nothing', () => {
    expect(paths('robe voiture')).toEqual([]);
    expect(paths('')).toEqual([]);
    expect(paths(' - › ')).toEqual([]);
  });
});

describe('the tree', () => {
  it('names the path of any node', () => {
    expect(tree.pathOf(ROOTS[0]!.catalogs[0]!.id)).toBe('Femmes › Vêtements');
    expect(tree.pathOf(999_999)).toBe('');
  });

  it('survives a node that is its own ancestor', () => {
    const value = { title: 'x', leaf: true };
    const broken = buildTree([
      { id: 1, value: { ...value, parentId: 2 } },
      { id: 2, value: { ...value, parentId: 1 } },
    ]);
    expect(broken.leaves).toHaveLength(2);
  });

  it('answers fast over as many nodes as Vinted has', () => {
    const roots = Array.from({ length: 9 }, (_, r) =>
      node(
        `Rayon ${r}`,
        ...Array.from({ length: 18 }, (_, i) =>
          node(`Étagère ${i}`, ...Array.from({ length: 18 }, (_, j) => `Vêtement d’été n° ${j} du ${i}`)),
        ),
      ),
    );
    const big = buildTree(flattenTree(roots));
    expect(big.leaves).toHaveLength(9 * 18 * 18);
    searchTree(big, 'ete 17');
    const from = performance.now();
    expect(searchTree(big, 'vetement ete 17 rayon 8')).toHaveLength(30);
    expect(performance.now() - from).toBeLessThan(100);
  });
});
