import '@fontsource-variable/noto-sans-sc/wght.css'
import 'maplibre-gl/dist/maplibre-gl.css'
import './look/tokens.css'
import './look/base.css'
import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router.ts'
import { words } from './words/words.ts'

createApp(App).use(words).use(router).mount('#app')
