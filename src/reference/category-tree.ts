import { foldedWords, foldText } from '../shared/fold-text.ts';
import type { CategoryChoice } from './reference.ts';
import type { ReferenceValues } from './reference-repository.ts';
import type { CatalogNode } from './vinted-reads.ts';

type Node = { id: number; value: ReferenceValues['catalog'] };

interface Leaf extends CategoryChoice {
  titleWords: string[];
  pathWords: string[];
}

/** The tree made ready for search by typing: built once per tree, some milliseconds for 2 900 nodes. */
export interface CategoryTree {
  leaves: Leaf[];
  /** "Femmes › Vêtements › T-shirts", of any node; '' where it is unknown. */
  pathOf(id: number): string;
}

const SEPARATOR = ' › ';
const MOST_RESULTS = 30;

/** The nodes of Vinted's nested answer, depth first. A node without children is a leaf, key or no key (P24). */
export function flattenTree(roots: readonly CatalogNode[], parentId: number | null = null): Node[] {
  return roots.flatMap((node) => {
    const leaf = node.catalogs.length === 0;
    return [
      { id: node.id, value: { title: node.title, parentId, leaf } },
      ...flattenTree(node.catalogs, node.id),
    ];
  });
}

export function buildTree(nodes: readonly Node[]): CategoryTree {
  const byId = new Map(nodes.map((node) => [node.id, node.value]));
  const paths = new Map<number, string>();
  function pathOf(id: number, depth = 0): string {
    const known = paths.get(id);
    if (known !== undefined) return known;
    const node = byId.get(id);
    // A tree that names itself as its own ancestor is broken: the path then ends, the worker does not.
    if (!node || depth > 20) return '';
    const above = node.parentId === null ? '' : pathOf(node.parentId, depth + 1);
    const path = above ? above + SEPARATOR + node.title : node.title;
    paths.set(id, path);
    return path;
  }
  const leaves = nodes
    .filter((node) => node.value.leaf)
    .map(({ id, value: { title } }) => {
      const path = pathOf(id);
      return { id, title, path, titleWords: wordsOf(title), pathWords: wordsOf(path) };
    });
  return { leaves, pathOf: (id) => pathOf(id) };
}

/**
 * Leaves whose path has every typed word, in any order, best first: words of the title count more than words above
 * it, beginnings of words more than their middles. "tee shirt homme", "t-shirts hommes" and "TSHIRT hom" find alike.
 */
export function searchTree(tree: CategoryTree, text: string): CategoryChoice[] {
  const typed = wordsOf(text).map(withoutPlural);
  if (typed.length === 0) return [];
  const wanted = typed.join(' ');
  const hits: { leaf: Leaf; score: number }[] = [];
  for (const leaf of tree.leaves) {
    let score = leaf.titleWords.map(withoutPlural).join(' ') === wanted ? 3 : 0;
    for (const word of typed) {
      const points = wordScore(word, leaf);
      if (points === 0) {
        score = -1;
        break;
      }
      score += points;
    }
    if (score > 0) hits.push({ leaf, score });
  }
  return hits
    .sort((a, b) => b.score - a.score || a.leaf.title.length - b.leaf.title.length)
    .slice(0, MOST_RESULTS)
    .map(({ leaf: { id, title, path } }) => ({ id, title, path }));
}

function wordScore(word: string, leaf: Leaf): number {
  if (leaf.titleWords.some((candidate) => candidate.startsWith(word))) return 4;
  if (leaf.titleWords.some((candidate) => contains(candidate, word))) return 3;
  if (leaf.pathWords.some((candidate) => candidate.startsWith(word))) return 2;
  return leaf.pathWords.some((candidate) => contains(candidate, word)) ? 1 : 0;
}

/** Two letters stand in the middle of too many words to mean one. */
function contains(candidate: string, word: string): boolean {
  return word.length > 2 && candidate.includes(word);
}

/** Folded words without hyphens and dots, so that "t-shirt" and "tshirt" are one. */
function wordsOf(text: string): string[] {
  return foldedWords(
    foldText(text)
      .replace(/[-.]/g, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' '),
  );
}

function withoutPlural(word: string): string {
  return word.length > 3 ? word.replace(/[sx]$/, '') : word;
}
