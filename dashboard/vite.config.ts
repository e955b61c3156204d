import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// While developing, the figures come from the mock (npm run mock) or from any gateway named here.
const gateway = process.env['GATEWAY'] ?? 'http://127.0.0.1:8090'

export default defineConfig({
  // Addresses in the built page are relative: the server says in `<base>` how far up the town is.
  base: './',
  plugins: [vue()],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: {
    target: 'es2022',
    // A font inlined into the style sheet would be loaded whether the page needs its characters or not.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    // @microsoft/signalr carries annotations that the bundler reports; they are harmless.
    rolldownOptions: { checks: { invalidAnnotation: false } },
  },
  server: {
    host: '127.0.0.1',
    // The server takes what changes something from its own pages alone: it must see the name that the browser shows.
    proxy: { '/api': { target: gateway, changeOrigin: false }, '/live': { target: gateway, ws: true, changeOrigin: false } },
  },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
})
