import '@fontsource-variable/noto-sans-sc/index.css'
import './styles/tokens.css'
import './styles/base.css'
import { createApp } from 'vue'
import { readAddress } from './address'
import App from './App.vue'
import { chooseLang, makeI18n, remembered } from './i18n'

const lang = chooseLang(readAddress(location.pathname, location.search).lang, remembered(), navigator.languages)
createApp(App).use(makeI18n(lang)).mount('#app')
