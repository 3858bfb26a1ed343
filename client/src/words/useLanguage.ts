import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { isLanguage, otherLanguage } from './language.ts'
import type { Language } from './language.ts'

/** The language of the screens, and how to change it. */
export function useLanguage() {
  const { locale } = useI18n({ useScope: 'global' })
  const language = computed<Language>(() => (isLanguage(locale.value) ? locale.value : 'zh-CN'))

  function toggle() {
    locale.value = otherLanguage(language.value)
    window.localStorage.setItem('language', locale.value)
  }

  return { language, toggle }
}
