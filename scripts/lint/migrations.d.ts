import type { Rule } from 'eslint';

export const migrationNumbers: Rule.RuleModule;
