export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

export function isLanguage(text: string | null): text is Language {
  return languages.some((language) => language === text)
}

/** The address bar (`?lang=en`) wins over what was chosen before; without either it is Chinese. */
export function firstLanguage(query: string, remembered: string | null): Language {
  const asked = new URLSearchParams(query).get('lang')
  if (isLanguage(asked)) return asked
  return isLanguage(remembered) ? remembered : 'zh-CN'
}

export function otherLanguage(language: Language): Language {
  return language === 'en' ? 'zh-CN' : 'en'
}
