import type { GateFinding } from '../../gate/gate.ts';
import { hasText } from '../../i18n/index.ts';
import { useTranslate } from '../composables/use-translate.ts';

/** What a rule of the gate found, in words: its title and its line. */
export function useFinding(): (finding: GateFinding) => string {
  const { t } = useTranslate();
  return (finding) => {
    const title = `gate.${finding.rule}.title`;
    const text = `gate.${finding.rule}.text`;
    if (!hasText(title)) return finding.rule;
    const said = t(title, finding.params);
    return hasText(text) ? t('preview.finding', { title: said, text: t(text, finding.params) }) : said;
  };
}
