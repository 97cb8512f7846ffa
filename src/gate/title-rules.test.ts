import { describe, expect, it } from 'vitest';
import { testDraft } from '../drafts/test-draft.ts';
import { capitalsPercent } from './capitals.ts';
import { runGate } from './run-gate.ts';
import { testKnowledge } from './test-knowledge.ts';

const judge = (title: string, brand: string | null = null, titleMax = 100) =>
  runGate(
    testDraft({ title, labels: { brand, size: null, color: null, category: null } }),
    testKnowledge({ preset: { titleMax } }),
  ).filter((finding) => finding.field === 'title');
const rules = (title: string, brand: string | null = null) =>
  judge(title, brand).map((finding) => finding.rule);

describe('ordinary titles', () => {
  it.each([
    ['Robe fleurie mi-longue Sandro taille 38', 'Sandro'],
    ['Jean Levi’s 501 W32 L34 bleu brut', 'Levi’s'],
    ['LEVI’S 501 bleu brut', 'LEVI’S'],
    ['Baskets Nike Air Max 90 blanches 42', 'Nike'],
    ['Pull COS en laine mérinos, XL', 'COS'],
    ['T-shirt H&M noir XS', 'H&M'],
    ['Sac A.P.C. gris', null],
    ['Manteau Max Mara camel 40 TBE', 'Max Mara'],
    ['Veste GAP en jean 4 ans', null],
    ['Console PS5 édition standard', null],
    ['Écharpe en cachemire grise, état neuf', null],
    ['Lot de 3 bodys bébé 6 mois', null],
    ['Chemise RALPH LAUREN rayée', 'RALPH LAUREN'],
    ['Livre : L’Étranger, Albert Camus (poche)', null],
    ['Chaussures Dr. Martens 1460 T39', 'Dr. Martens'],
    ['Robe sans titre de marque, été', null],
    ['Œuvres complètes de Molière, tome 2', null],
    ['Short taille < 38, coupe droite', null],
    ['Robe Noire Zara Taille M Neuve Avec Étiquette', 'Zara'],
    ['Pantalon Uniqlo U Noir Coupe Droite', 'Uniqlo'],
    ['Jupe plissée XXL', null],
    ['Montre LIP Himalaya 40 mm', 'LIP'],
  ])('passes %j', (title, brand) => {
    expect(judge(title, brand).filter((finding) => finding.level === 'block')).toEqual([]);
  });
});

describe('what a title may not be', () => {
  it.each(['', '   ', '\n'])('empty: %j', (title) => {
    expect(rules(title)).toEqual(['title_empty']);
  });

  it.each([
    'Sans titre',
    'sans titre.',
    'VÊTEMENT À IDENTIFIER',
    'Vetement à identifier',
    '« Non spécifié »',
    'Untitled',
  ])('a placeholder: %j', (title) => {
    expect(rules(title)).toContain('title_placeholder');
  });

  it('longer than the preset, and never over 100, with a cut at a word', () => {
    expect(judge('a'.repeat(100))).toEqual([]);
    const [long] = judge(`${'Robe '.repeat(20)}rose`);
    expect(long).toMatchObject({ rule: 'title_too_long', level: 'block', params: { count: 104, max: 100 } });
    expect(long?.fix?.patch.title).toBe('Robe '.repeat(20).trim());
    expect(judge('Robe '.repeat(15), null, 70)[0]?.params).toEqual({ count: 75, max: 70 });
    expect(judge('a'.repeat(101), null, 500)[0]?.params).toEqual({ count: 101, max: 100 });
    expect(judge('a'.repeat(500))[0]?.fix?.patch.title).toHaveLength(100);
  });

  it.each([
    ['ROBE NOIRE SANDRO', null, 'Robe noire sandro'],
    ['ROBE NOIRE SANDRO', 'Sandro', 'Robe noire Sandro'],
    ['BASKETS nike AIR MAX TAILLE 42', 'Nike', 'Baskets Nike AIR MAX taille 42'],
    ['SUPERBE manteau LONG en laine TAILLE XL', null, 'Superbe manteau LONG en laine taille XL'],
    ['ÉCHARPE ÉPAISSE', null, 'Écharpe épaisse'],
  ])('shouted: %j, brand %j', (title, brand, calm) => {
    const shouted = judge(title, brand).find((finding) => finding.rule === 'title_capitals');
    expect(shouted?.level).toBe('block');
    expect(shouted?.fix?.patch).toEqual({ title: calm });
    expect(shouted?.fix?.params).toEqual({ value: calm });
    expect(rules(calm, brand)).not.toContain('title_capitals');
  });

  it('counts capitals at 30 %, from 8 letters on', () => {
    expect(capitalsPercent('ABCDEFG', null)).toBe(0);
    expect(capitalsPercent('ABCDEFGH', null)).toBe(100);
    // 3 of 10, then 4 of 10
    expect(capitalsPercent('AbcDefgHij', null)).toBe(30);
    expect(rules('AbcDefgHij')).not.toContain('title_capitals');
    expect(capitalsPercent('AbcDefgHiJ', null)).toBe(40);
    expect(rules('AbcDefgHiJ')).toContain('title_capitals');
  });

  it('offers no fix that would not pass', () => {
    const [mixed] = judge('RoBe NoIrE éLéGaNtE');
    expect(mixed?.rule).toBe('title_capitals');
    expect(mixed?.fix).toBeUndefined();
  });

  it.each([
    ['Robe <b>noire</b>', '<b>', 'Robe noire'],
    ['<script>alert(1)</script>Robe', '<script>', 'alert(1) Robe'],
    ['<img src=x onerror=alert(1)>Robe', '<img src=x onerror=alert(1)>', 'Robe'],
  ])('markup: %j', (title, tag, clean) => {
    const markup = judge(title).find((finding) => finding.rule === 'title_markup');
    expect(markup).toMatchObject({ level: 'block', params: { text: tag }, fix: { patch: { title: clean } } });
  });
});

it('warns of a very short title', () => {
  expect(judge('Jean bleu')).toMatchObject([
    { rule: 'title_short', level: 'warn', params: { count: 9, min: 10 } },
  ]);
  expect(judge('Jean brute')).toEqual([]);
});
