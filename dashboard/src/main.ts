import '@fontsource-variable/noto-sans-sc/index.css'
import './styles/tokens.css'
import './styles/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { readAddress } from './address'
import { chooseLang, makeI18n, remembered } from './i18n'
import Root from './Root.vue'
import { makeRouter } from './router'

const lang = chooseLang(readAddress(location.pathname, location.search).lang, remembered(), navigator.languages)
// Pinia before the router: its guard asks the session.
const app = createApp(Root).use(createPinia()).use(makeI18n(lang)).use(makeRouter())
app.mount('#app')
