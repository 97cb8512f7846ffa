import { computed, type ComputedRef } from 'vue';
import type { GateFinding, GateFlags } from '../../gate/gate.ts';
import { hasText, type TextKey } from '../../i18n/index.ts';
import type { FieldNote } from '../components/field-note.ts';
import { useTranslate } from '../composables/use-translate.ts';

/** A finding in words. */
export interface FindingTexts {
  finding: GateFinding;
  title: string;
  text: string;
  fixLabel: string | null;
}

/** So few gaps that naming each beside its field helps; on a fresh draft it would only shout. */
const FEW_GAPS = 3;
const isGap = (finding: GateFinding) => /_(missing|empty|none)$/.test(finding.rule);

/**
 * The gate's findings in the language shown: as a list, and beside the fields. A gap is said beside its field once the
 * seller has been there, has asked to go on, or few are left.
 */
export function useFindings(
  flags: () => GateFlags | null,
  seen: () => { touched: ReadonlySet<string>; asked: boolean },
  applyFix: (finding: GateFinding) => void,
): { all: ComputedRef<FindingTexts[]>; notes: (field: string) => FieldNote[] } {
  const { t } = useTranslate();
  const known = (key: string, params: GateFinding['params']) => (hasText(key) ? t(key, params) : '');

  const all = computed(() =>
    [...(flags()?.blockers ?? []), ...(flags()?.warnings ?? [])].map((finding): FindingTexts => ({
      finding,
      title: known(`gate.${finding.rule}.title`, finding.params) || finding.rule,
      text: known(`gate.${finding.rule}.text`, finding.params),
      fixLabel: finding.fix ? t(`gate.fix.${finding.fix.label}` as TextKey, finding.fix.params) : null,
    })),
  );

  const gaps = computed(
    () => all.value.filter(({ finding }) => finding.level === 'block' && isGap(finding)).length,
  );

  function notes(field: string): FieldNote[] {
    const { touched, asked } = seen();
    const showGaps = asked || touched.has(field) || gaps.value <= FEW_GAPS;
    return all.value
      .filter(({ finding }) => finding.field === field && (showGaps || !isGap(finding)))
      .map(({ finding, title, text, fixLabel }) => ({
        level: finding.level,
        text: isGap(finding) || field === 'photos' || field === 'attributes' ? `${title}. ${text}` : text,
        rule: finding.rule,
        fix: fixLabel ? { label: fixLabel, apply: () => applyFix(finding) } : undefined,
      }));
  }

  return { all, notes };
}
