import type { GateFinding } from './gate.ts';
import type { RuleName } from './rule-names.ts';

/** One thing a rule found, its name checked against the list the texts are written for. */
export function finding(
  rule: RuleName,
  level: GateFinding['level'],
  field: string,
  params: GateFinding['params'] = {},
  fix?: GateFinding['fix'],
): GateFinding {
  return { rule, level, field, params, ...(fix ? { fix } : {}) };
}
