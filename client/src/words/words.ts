import { createI18n } from 'vue-i18n'
import { en } from './en/en.ts'
import { firstLanguage } from './language.ts'
import { zhCn } from './zh-cn/zh-cn.ts'

/** Every word on the screens, Chinese first. Nothing is fetched: both languages are in the program. */
export const words = createI18n({
  legacy: false,
  locale: firstLanguage(window.location.search, window.localStorage.getItem('language')),
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCn, en },
})
