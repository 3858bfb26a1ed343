import { createI18n } from 'vue-i18n'
import { en } from '../../client/src/words/en/en.ts'
import { zhCn } from '../../client/src/words/zh-cn/zh-cn.ts'

/** The words of the screens, without the browser they are usually chosen in. */
export const makeWords = (locale = 'zh-CN') => createI18n({ legacy: false, locale, messages: { 'zh-CN': zhCn, en } })
