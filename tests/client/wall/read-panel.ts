import { mount } from '@vue/test-utils'
import type { Component } from 'vue'
import { makeWords } from '../make-words.ts'

/** What stands on a panel, as one line of text. */
export function read(component: Component, props: object, language = 'zh-CN') {
  const panel = mount(component, {
    props,
    global: { plugins: [makeWords(language)], stubs: { TransitionGroup: false } },
  })
  return { panel, text: panel.text().replace(/\s+/g, ' ') }
}
