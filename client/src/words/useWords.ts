import { useI18n } from 'vue-i18n'

/** `t('wall.open')`; also tells which language it is. */
export function useWords() {
  const { t, te, locale } = useI18n({ useScope: 'global' })
  return { t, te, locale }
}
