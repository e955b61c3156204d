import '@fontsource-variable/noto-sans-sc/index.css'
import './styles/tokens.css'
import './styles/base.css'
import { createApp, type Component } from 'vue'
import { isAdmin, readAddress } from './address'
import App from './App.vue'
import { chooseLang, makeI18n, remembered } from './i18n'

const lang = chooseLang(readAddress(location.pathname, location.search).lang, remembered(), navigator.languages)

// A wall carries nothing of the administration's page.
const page: Promise<Component> | Component = isAdmin(location.pathname) ? import('./admin/Admin.vue').then((m) => m.default) : App
void Promise.resolve(page).then((root) => createApp(root).use(makeI18n(lang)).mount('#app'))
