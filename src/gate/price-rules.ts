import { finding } from './finding.ts';
import type { GateRule } from './gate.ts';

const MIN_CENTS = 100;
const MAX_CENTS = 30_000_00;

export const priceMissing: GateRule = ({ priceCents }) =>
  priceCents === 0 ? [finding('price_missing', 'block', 'price')] : [];

export const priceTooLow: GateRule = ({ priceCents }) =>
  priceCents !== 0 && priceCents < MIN_CENTS
    ? [finding('price_too_low', 'block', 'price', { min: MIN_CENTS / 100 })]
    : [];

export const priceTooHigh: GateRule = ({ priceCents }) =>
  priceCents > MAX_CENTS ? [finding('price_too_high', 'block', 'price', { max: MAX_CENTS / 100 })] : [];

/** More than two decimals, or no number at all. */
export const priceNotCents: GateRule = ({ priceCents }) =>
  Number.isSafeInteger(priceCents) ? [] : [finding('price_not_cents', 'block', 'price')];
