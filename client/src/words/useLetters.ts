import { watch } from 'vue'
import { useI18n } from 'vue-i18n'

/**
 * Fetches the letters of every word as soon as `isThere`: a screen that has lost the server must be able to say so, and
 * whatever else it has not said before. Fonts come in pieces, each when one of its letters is first written.
 */
export function useLetters(isThere: () => boolean): void {
  const { locale, getLocaleMessage } = useI18n({ useScope: 'global' })
  watch(
    [isThere, locale],
    async ([isNow, language]) => {
      if (!isNow) return
      const { fontFamily } = getComputedStyle(document.body)
      // A piece that does not come is written in letters of the system until the page is opened again, here as anywhere.
      await document.fonts.load(`1em ${fontFamily}`, JSON.stringify(getLocaleMessage(language))).catch(() => undefined)
    },
    { immediate: true },
  )
}
